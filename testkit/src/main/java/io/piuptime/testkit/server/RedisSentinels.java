package io.piuptime.testkit.server;

import io.piuptime.testkit.raw.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A Redis, another one that follows it, and three sentinels that put the second in the place of the first when that is gone. */
public final class RedisSentinels implements AutoCloseable {
    private static final String MASTER = "shared";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<RedisServer> open = new ArrayList<>();
    private final RedisServer first;
    private final RedisServer second;
    private final List<RedisServer> sentinels = new ArrayList<>();

    private RedisSentinels() {
        first = opened(RedisServer.start());
        second = opened(RedisServer.start(
                "--replicaof", "127.0.0.1", Integer.toString(first.port()), "--repl-diskless-sync-delay", "0"));
        Await.until(
                "the second follows",
                PATIENCE,
                () -> second.text("INFO", "replication").contains("master_link_status:up"));
        for (int at = 0; at < 3; at++) {
            sentinels.add(opened(RedisServer.sentinel(
                    "sentinel monitor " + MASTER + " 127.0.0.1 " + first.port() + " 2",
                    "sentinel down-after-milliseconds " + MASTER + " 500",
                    "sentinel failover-timeout " + MASTER + " 3000")));
        }
        sentinels.forEach(one -> Await.until(
                "the sentinels know all",
                PATIENCE,
                () -> one.text("INFO", "sentinel")
                        .contains("status=ok,address=127.0.0.1:" + first.port() + ",slaves=1,sentinels=3")));
    }

    /** Starts them, and waits until they know each other. */
    public static RedisSentinels start() {
        return new RedisSentinels();
    }

    public String url() {
        return sentinels.stream()
                .map(one -> "127.0.0.1:" + one.port())
                .collect(Collectors.joining(",", "redis-sentinel://", "#" + MASTER));
    }

    /** The one that takes writes at the start. */
    public RedisServer first() {
        return first;
    }

    /** The one that follows. */
    public RedisServer second() {
        return second;
    }

    @Override
    public void close() {
        open.reversed().forEach(RedisServer::close);
    }

    private RedisServer opened(RedisServer server) {
        open.add(server);
        return server;
    }
}
