package io.piuptime.stores.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import io.piuptime.model.catalog.Secret;
import io.piuptime.stores.redis.RedisAddress.Node;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects to whatever kind of Redis an address names. Each try has a deadline. */
final class Connector implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Connector.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final Duration TOPOLOGY_EVERY = Duration.ofSeconds(5);
    private static final Duration LAST_WORK = Duration.ofSeconds(1);

    /** Commands that may wait in a connection: what does not fit is refused at once. */
    private static final int MOST_WAITING = 10_000;

    /** The library's least. */
    private static final int THREADS = 2;

    private final RedisAddress address;
    private final ClientResources resources;
    private final Client client;

    Connector(RedisAddress address) {
        this.address = address;
        this.resources = ClientResources.builder()
                .ioThreadPoolSize(THREADS)
                .computationThreadPoolSize(THREADS)
                .commandLatencyRecorder(CommandLatencyRecorder.disabled())
                .reconnectDelay(() -> Delay.fullJitter(SHORTEST_PAUSE, LONGEST_PAUSE, 100, TimeUnit.MILLISECONDS))
                .build();
        this.client = switch (address.kind()) {
            case STANDALONE, SENTINEL -> single(uri());
            case CLUSTER -> cluster(address.nodes().stream().map(this::uri).toList());
        };
    }

    /**
     * Connects anew.
     *
     * @throws io.lettuce.core.RedisException when that fails
     */
    Link connect() {
        return client.connect();
    }

    @Override
    public void close() {
        client.close();
        var _ = resources.shutdown(0, LAST_WORK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Client single(RedisURI uri) {
        RedisClient redis = RedisClient.create(resources, uri);
        redis.setOptions(options(ClientOptions.builder()).build());
        return new Client() {
            @Override
            public Link connect() {
                StatefulRedisConnection<String, String> connection = redis.connect(StringCodec.UTF8);
                return with(() -> end(connection), () -> {
                    StatefulRedisPubSubConnection<String, String> ears = redis.connectPubSub(StringCodec.UTF8);
                    return new Link(connection.async(), ears, () -> end(connection));
                });
            }

            @Override
            public void close() {
                redis.shutdown(0, LAST_WORK.toMillis(), TimeUnit.MILLISECONDS);
            }
        };
    }

    private Client cluster(List<RedisURI> uris) {
        RedisClusterClient redis = RedisClusterClient.create(resources, uris);
        ClusterTopologyRefreshOptions topology = ClusterTopologyRefreshOptions.builder()
                .enablePeriodicRefresh(TOPOLOGY_EVERY)
                .adaptiveRefreshTriggersTimeout(PATIENCE)
                .build();
        ClusterClientOptions.Builder builder = ClusterClientOptions.builder().topologyRefreshOptions(topology);
        options(builder);
        redis.setOptions(builder.build());
        return new Client() {
            @Override
            public Link connect() {
                redis.refreshPartitions();
                StatefulRedisClusterConnection<String, String> connection = redis.connect(StringCodec.UTF8);
                return with(() -> end(connection), () -> {
                    connectMasters(connection);
                    StatefulRedisPubSubConnection<String, String> ears = redis.connectPubSub(StringCodec.UTF8);
                    return new Link(connection.async(), ears, () -> end(connection));
                });
            }

            @Override
            public void close() {
                redis.shutdown(0, LAST_WORK.toMillis(), TimeUnit.MILLISECONDS);
            }
        };
    }

    /**
     * The library connects to a master when the first command for it comes, and that one is refused: the trial of a new connecting
     * would never succeed.
     */
    private static void connectMasters(StatefulRedisClusterConnection<String, String> connection) {
        for (RedisClusterNode node : connection.getPartitions()) {
            if (node.is(RedisClusterNode.NodeFlag.UPSTREAM) && !node.hasNoSlots()) {
                try {
                    RedisURI uri = node.getUri();
                    var _ = connection.getConnection(uri.getHost(), uri.getPort());
                } catch (RedisException e) {
                    LOG.debug("{}: cannot be connected to; the others are there", node.getUri(), e);
                }
            }
        }
    }

    private static ClientOptions.Builder options(ClientOptions.Builder builder) {
        return builder.autoReconnect(true)
                // whoever asks while there is no connection hears so at once
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(MOST_WAITING)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(PATIENCE)
                        .keepAlive(true)
                        .tcpNoDelay(true)
                        .build());
    }

    private RedisURI uri() {
        if (address.kind() == RedisAddress.Kind.STANDALONE) {
            return uri(address.nodes().getFirst());
        }
        RedisURI.Builder builder = RedisURI.builder().withSentinelMasterId(address.master());
        address.nodes().forEach(node -> builder.withSentinel(node.host(), node.port()));
        return completed(builder);
    }

    private RedisURI uri(Node node) {
        return completed(RedisURI.builder().withHost(node.host()).withPort(node.port()));
    }

    private RedisURI completed(RedisURI.Builder builder) {
        builder.withSsl(address.tls()).withDatabase(address.database()).withTimeout(PATIENCE);
        if (address.password().isPresent()) {
            Secret password = address.password().get();
            if (address.user().isEmpty()) {
                builder.withPassword(password.reveal().toCharArray());
            } else {
                builder.withAuthentication(address.user(), password.reveal().toCharArray());
            }
        }
        return builder.build();
    }

    private static void end(StatefulConnection<?, ?> connection) {
        var _ = connection.closeAsync();
    }

    /** What a second connection is made with; without it the first one ends too. */
    private static Link with(Runnable closing, Supplier<Link> both) {
        boolean ready = false;
        try {
            Link link = both.get();
            ready = true;
            return link;
        } finally {
            if (!ready) {
                closing.run();
            }
        }
    }

    /** The library's two kinds of client. */
    private interface Client extends AutoCloseable {
        Link connect();

        @Override
        void close();
    }
}
