package io.piuptime.app.stores;

import io.piuptime.app.config.GatewayConfig;
import io.piuptime.gateway.directory.DirectoryStore;
import io.piuptime.model.catalog.Secret;
import io.piuptime.stores.postgres.PostgresAddress;
import io.piuptime.stores.redis.Redis;
import io.piuptime.stores.redis.RedisAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * The databases of a node: its own file, or those that the configuration names.
 *
 * @param redis when there is one
 */
public record Stores(Database database, Optional<Redis> redis) implements AutoCloseable {
    /** The channel on which nodes tell each other that the directory has changed. */
    private static final String DIRECTORY = "piup:directory";

    /** Those that are named, and a file in a folder where none is. Nothing is connected to yet. */
    public static Stores of(
            GatewayConfig.Stores named, Path folder, Path nativeFolder, LongSupplier nanos, RandomGenerator random) {
        Database database = named.database()
                .map(Secret::reveal)
                .map(PostgresAddress::parse)
                .map(Database::postgres)
                .orElseGet(() -> Database.sqlite(folder, nativeFolder));
        Optional<Redis> redis = named.redis()
                .map(Secret::reveal)
                .map(RedisAddress::parse)
                .map(address -> new Redis(address, Redis.DEADLINE, nanos, random));
        return new Stores(database, redis);
    }

    /** What of these must not stray into a log. */
    public static List<String> secrets(GatewayConfig.Stores named) {
        return List.of(
                        named.database()
                                .map(Secret::reveal)
                                .map(PostgresAddress::parse)
                                .flatMap(PostgresAddress::password),
                        named.redis()
                                .map(Secret::reveal)
                                .map(RedisAddress::parse)
                                .flatMap(RedisAddress::password))
                .stream()
                .flatMap(Optional::stream)
                .map(Secret::reveal)
                .toList();
    }

    /** The directory; whoever changes it here tells the other nodes. */
    public DirectoryStore directory() {
        return redis.<DirectoryStore>map(server -> new News(database.directory(), () -> server.poke(DIRECTORY)))
                .orElse(database.directory());
    }

    /** Begins to connect to what nodes share. Something is run whenever another node has changed the directory. */
    public void start(Runnable changed) {
        redis.ifPresent(server -> {
            server.listen(DIRECTORY, changed);
            server.start();
        });
    }

    @Override
    public void close() {
        redis.ifPresent(Redis::close);
        database.close();
    }
}
