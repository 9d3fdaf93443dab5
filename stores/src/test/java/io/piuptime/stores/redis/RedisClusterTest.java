package io.piuptime.stores.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.budget.share.Ask;
import io.piuptime.gateway.budget.share.Dealt;
import io.piuptime.gateway.budget.share.ShareStore;
import io.piuptime.gateway.budget.share.Term;
import io.piuptime.testkit.raw.Await;
import io.piuptime.testkit.server.RedisCluster;
import io.piuptime.testkit.server.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Shares in a cluster of three masters, also when one of them is replaced. */
@Timeout(120)
class RedisClusterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Term EVER = new Term.Fixed(0, Long.MAX_VALUE);

    private final RedisCluster cluster = RedisCluster.start();
    private final Redis redis =
            new Redis(RedisAddress.parse(cluster.url()), PATIENCE, System::nanoTime, new SplittableRandom(1));
    private final ShareStore store = new RedisShareStore(redis, new SplittableRandom(2));

    @BeforeEach
    void connect() {
        redis.start();
        Await.until("an answer", PATIENCE, () -> store.deal("first", List.of()).isPresent());
        cluster.masters().forEach(master -> master.command("FLUSHALL"));
    }

    @AfterEach
    void close() {
        redis.close();
        cluster.close();
    }

    @Test
    void limits_lie_on_all_masters_and_are_dealt_with_at_once() {
        Dealt dealt = store.deal("a", asks(64, 0, 5)).orElseThrow();

        assertThat(dealt.grants())
                .hasSize(64)
                .allSatisfy(grant -> assertThat(grant.more()).isEqualTo(5));
        assertThat(cluster.masters())
                .allSatisfy(master -> assertThat(master.command("DBSIZE")).isNotEqualTo(":0"));
    }

    @Test
    void goes_on_with_the_replica_of_a_master_that_is_gone_which_never_saw_the_scripts() {
        RedisServer master = cluster.masters().getFirst();
        RedisServer replica = cluster.replicas().getFirst();
        assertThat(store.deal("a", asks(64, 0, 5)).orElseThrow().grants()).hasSize(64);
        String size = master.command("DBSIZE");
        Await.until(
                "the replica follows", PATIENCE, () -> replica.command("DBSIZE").equals(size));
        replica.command("SCRIPT", "FLUSH");

        try (Redis before = opened()) {
            ShareStore known = new RedisShareStore(before, new SplittableRandom(3));
            Await.until(
                    "it is connected",
                    PATIENCE,
                    () -> known.deal("b", List.of()).isPresent());
            master.kill();
            try (Redis after = opened()) {
                Await.until("all is dealt", PATIENCE, () -> dealsAll(known, "b"));
                Await.until(
                        "all is dealt with a new connection",
                        PATIENCE,
                        () -> dealsAll(new RedisShareStore(after, new SplittableRandom(5)), "b"));
            }
        }
    }

    private static boolean dealsAll(ShareStore shares, String node) {
        return shares.deal(node, asks(64, 0, 100))
                .filter(dealt -> dealt.grants().stream().allMatch(grant -> grant.more() == 5))
                .isPresent();
    }

    private Redis opened() {
        Redis quick = new Redis(
                RedisAddress.parse(cluster.url()),
                Redis.DEADLINE.multipliedBy(8),
                System::nanoTime,
                new SplittableRandom(4));
        quick.start();
        return quick;
    }

    /** Of a limit of 10. */
    private static List<Ask> asks(int count, long held, long want) {
        return IntStream.range(0, count)
                .mapToObj(at -> new Ask("acme/key/" + at + "/requests/total", EVER, held, want, 10))
                .toList();
    }
}
