package io.piuptime.stores.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.budget.share.Ask;
import io.piuptime.gateway.budget.share.Dealt;
import io.piuptime.gateway.budget.share.ShareStore;
import io.piuptime.gateway.budget.share.Term;
import io.piuptime.testkit.contracts.ShareStoreContract;
import io.piuptime.testkit.raw.Await;
import io.piuptime.testkit.server.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RedisShareStoreTest implements ShareStoreContract {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static RedisServer server;

    private Redis redis;
    private ShareStore store;

    @BeforeAll
    static void startServer() {
        server = RedisServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void connect() {
        server.command("FLUSHALL");
        // a busy machine may take longer than the deadline of a command
        redis = new Redis(RedisAddress.parse(server.url()), PATIENCE, System::nanoTime, new SplittableRandom(1));
        redis.start();
        store = new RedisShareStore(redis, new SplittableRandom(2));
        Await.until("an answer", PATIENCE, () -> store.deal("first", List.of()).isPresent());
        server.command("FLUSHALL");
    }

    @AfterEach
    void close() {
        redis.close();
    }

    @Override
    public ShareStore store() {
        return store;
    }

    @Test
    void keeps_nothing_for_longer_than_it_counts() {
        long now = store.deal("a", List.of()).orElseThrow().now();
        deal("a", new Ask("acme/key/k/requests/minute", new Term.Fixed(now - 1_000, now + 59_000), 0, 5, 10));
        deal("a", new Ask("acme/key/k/requests/rolling 1m", new Term.Slot(now / 1_500, 1_500, 41), 0, 5, 10));
        deal("a", new Ask("acme/key/k/concurrent/total", new Term.Present(), 0, 5, 10));

        Script lifetimes = Script.of("local all = {} for _, key in ipairs(redis.call('KEYS', '*:acme/*')) do"
                + " all[#all + 1] = redis.call('PTTL', key) end return all");
        assertThat(redis.run(lifetimes.on(List.of())))
                .hasSize(3)
                .allSatisfy(left -> assertThat(left).isBetween(1L, 130_000L));
    }

    @Test
    void begins_another_era_when_it_was_flushed() {
        Term total = new Term.Fixed(0, Long.MAX_VALUE);
        deal("a", new Ask("m", total, 0, 5, 10));
        long era = whole(new Ask("m", total, 5, 0, 10)).era();
        assertThat(whole(new Ask("m", total, 5, 0, 10)).era()).isEqualTo(era);

        server.command("FLUSHALL");

        assertThat(whole(new Ask("m", total, 5, 0, 10)).era()).isNotEqualTo(era);
        assertThat(deal("b", new Ask("m", total, 0, 10, 10)).more()).isEqualTo(5);
    }

    @Test
    void says_nothing_when_it_has_no_answer() {
        RedisShareStore lonely = new RedisShareStore(
                new Redis(
                        RedisAddress.parse("redis://127.0.0.1:1"),
                        Redis.DEADLINE,
                        System::nanoTime,
                        new SplittableRandom(1)),
                new SplittableRandom(2));

        assertThat(lonely.deal("a", List.of())).isEmpty();
    }

    private Dealt whole(Ask ask) {
        return store.deal("a", List.of(ask)).orElseThrow();
    }

    private Dealt.Grant deal(String node, Ask ask) {
        return store.deal(node, List.of(ask)).orElseThrow().grants().getFirst();
    }
}
