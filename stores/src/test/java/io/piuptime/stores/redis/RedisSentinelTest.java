package io.piuptime.stores.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.budget.share.Ask;
import io.piuptime.gateway.budget.share.Dealt;
import io.piuptime.gateway.budget.share.ShareStore;
import io.piuptime.gateway.budget.share.Term;
import io.piuptime.testkit.raw.Await;
import io.piuptime.testkit.server.RedisSentinels;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Shares in the master that sentinels name, also when they name another one. */
@Timeout(120)
class RedisSentinelTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Ask LAST = new Ask("m", new Term.Fixed(0, Long.MAX_VALUE), 0, 100, 10);

    private final RedisSentinels group = RedisSentinels.start();
    private final Redis redis = new Redis(
            RedisAddress.parse(group.url()), Redis.DEADLINE.multipliedBy(8), System::nanoTime, new SplittableRandom(1));
    private final ShareStore store = new RedisShareStore(redis, new SplittableRandom(2));
    private final AtomicInteger news = new AtomicInteger();

    @BeforeEach
    void connect() {
        redis.listen("news", news::incrementAndGet);
        redis.start();
        Await.until(
                "an answer", PATIENCE, () -> store.deal("a", List.of(with(5))).isPresent());
        Await.until(
                "the second follows",
                PATIENCE,
                () -> group.second().command("DBSIZE").equals(group.first().command("DBSIZE")));
        group.second().command("SCRIPT", "FLUSH");
    }

    @AfterEach
    void close() {
        redis.close();
        group.close();
    }

    @Test
    void goes_on_with_the_one_that_takes_the_place_of_a_killed_master_and_with_what_that_knows() {
        goesOnAfter(_ -> group.first().kill());
    }

    @Test
    void goes_on_with_the_one_that_takes_the_place_of_a_frozen_master() {
        goesOnAfter(_ -> group.first().freeze());
        group.first().thaw();
    }

    private void goesOnAfter(Consumer<RedisSentinels> fault) {
        int heard = news.get();
        fault.accept(group);

        Await.until(
                "the second deals",
                PATIENCE,
                () -> store.deal("b", List.of(LAST))
                        .map(Dealt::grants)
                        .filter(grants -> grants.getFirst().more() == 5)
                        .isPresent());

        assertThat(group.second().text("INFO", "replication")).contains("role:master");
        Await.until("it listens there", PATIENCE, () -> news.get() > heard);
        int before = news.get();
        Await.until("news are heard", PATIENCE, () -> {
            redis.poke("news");
            return news.get() > before;
        });
    }

    private static Ask with(long want) {
        return new Ask(LAST.meter(), LAST.term(), 0, want, LAST.cap());
    }
}
