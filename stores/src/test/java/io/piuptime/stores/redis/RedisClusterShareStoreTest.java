package io.piuptime.stores.redis;

import io.piuptime.gateway.budget.share.ShareStore;
import io.piuptime.testkit.contracts.ShareStoreContract;
import io.piuptime.testkit.raw.Await;
import io.piuptime.testkit.server.RedisCluster;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** All that is promised of shares, in a cluster. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisClusterShareStoreTest implements ShareStoreContract {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final RedisCluster cluster = RedisCluster.start();
    private final Redis redis =
            new Redis(RedisAddress.parse(cluster.url()), PATIENCE, System::nanoTime, new SplittableRandom(1));
    private final ShareStore store = new RedisShareStore(redis, new SplittableRandom(2));

    @BeforeAll
    void connect() {
        redis.start();
        Await.until("an answer", PATIENCE, () -> store.deal("first", List.of()).isPresent());
    }

    @BeforeEach
    void empty() {
        cluster.masters().forEach(master -> master.command("FLUSHALL"));
    }

    @AfterAll
    void close() {
        redis.close();
        cluster.close();
    }

    @Override
    public ShareStore store() {
        return store;
    }
}
