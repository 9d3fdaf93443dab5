package io.piuptime.stores.redis;

import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;

/**
 * What one connecting made: a connection for commands and one to listen by. Both come back by themselves after a cut.
 *
 * @param closing ends the first
 */
record Link(
        RedisClusterAsyncCommands<String, String> commands,
        StatefulRedisPubSubConnection<String, String> ears,
        Runnable closing)
        implements AutoCloseable {
    @Override
    public void close() {
        closing.run();
        var _ = ears.closeAsync();
    }
}
