package io.piuptime.testkit.storm;

import io.piuptime.testkit.fault.FaultProxy;
import io.piuptime.testkit.fault.Toxics;
import io.piuptime.testkit.server.PostgresServer;
import io.piuptime.testkit.server.RedisServer;
import io.piuptime.testkit.server.SmallDisk;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A PostgreSQL and a Redis that can be made to fail; PostgreSQL lies on a disk of its own where one can be had. */
public final class StoresUnderFault implements AutoCloseable {
    private static final int MEGABYTES = 256;
    private static final Toxics SLOW = Toxics.NONE.withLatency(Duration.ofMillis(200), Duration.ofMillis(100));

    private final Optional<SmallDisk> disk = SmallDisk.mount(MEGABYTES);
    private final PostgresServer postgres =
            disk.map(small -> PostgresServer.startIn(small.folder("server"))).orElseGet(PostgresServer::start);
    private final RedisServer redis = RedisServer.start();
    private final FaultProxy wire = FaultProxy.to(redis.port());
    private final String database = postgres.database();

    /** The faults that can be shown on this machine. */
    public List<StoreFault> faults() {
        return Arrays.stream(StoreFault.values())
                .filter(fault -> fault != StoreFault.POSTGRES_FULL || disk.isPresent())
                .toList();
    }

    /** The section of a configuration that names them. */
    public String yaml() {
        return "stores: {database: \"%s\", redis: \"redis://127.0.0.1:%d\"}\n".formatted(database, wire.port());
    }

    /** Lets something fail. */
    void begin(StoreFault fault) {
        switch (fault) {
            case REDIS_KILLED -> redis.kill();
            case REDIS_FROZEN -> redis.freeze();
            case REDIS_SLOW -> wire.downstream(SLOW);
            case REDIS_FLUSHED -> {
                redis.command("FLUSHALL");
                redis.command("SCRIPT", "FLUSH");
            }
            case REDIS_FULL -> redis.command("CONFIG", "SET", "maxmemory", "1");
            case POSTGRES_KILLED -> postgres.kill();
            case POSTGRES_FROZEN -> postgres.freeze();
            case POSTGRES_READ_ONLY -> reconfigure("ALTER SYSTEM SET default_transaction_read_only = on");
            case POSTGRES_FULL -> disk.ifPresent(SmallDisk::fill);
            case POSTGRES_CROWDED -> {
                postgres.execute("ALTER ROLE piup CONNECTION LIMIT 0");
                postgres.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'piup'");
            }
            case BOTH_KILLED -> {
                redis.kill();
                postgres.kill();
            }
        }
    }

    /** Makes it well again. */
    void end(StoreFault fault) {
        switch (fault) {
            case REDIS_KILLED -> redis.restart();
            case REDIS_FROZEN -> redis.thaw();
            case REDIS_SLOW -> wire.downstream(Toxics.NONE);
            case REDIS_FLUSHED -> {}
            case REDIS_FULL -> redis.command("CONFIG", "SET", "maxmemory", "0");
            case POSTGRES_KILLED -> postgres.restart();
            case POSTGRES_FROZEN -> postgres.thaw();
            case POSTGRES_READ_ONLY -> reconfigure("ALTER SYSTEM RESET default_transaction_read_only");
            case POSTGRES_FULL -> makeRoom();
            case POSTGRES_CROWDED -> postgres.execute("ALTER ROLE piup CONNECTION LIMIT -1");
            case BOTH_KILLED -> {
                redis.restart();
                postgres.restart();
            }
        }
    }

    /** Whether both do what they are told. */
    boolean areWell() {
        try {
            postgres.execute("CREATE TABLE IF NOT EXISTS probe (a int)");
            postgres.execute("INSERT INTO probe VALUES (1)");
            return redis.command("SET", "probe", "1").equals("+OK");
        } catch (IllegalStateException _) {
            return false;
        }
    }

    /** Whoever looks after a server that has ended starts it again. */
    private void makeRoom() {
        disk.ifPresent(SmallDisk::free);
        if (!postgres.isAlive()) {
            postgres.restart();
        }
    }

    private void reconfigure(String statement) {
        postgres.execute(statement);
        postgres.execute("SELECT pg_reload_conf()");
    }

    @Override
    public void close() {
        wire.close();
        redis.close();
        postgres.close();
        disk.ifPresent(SmallDisk::close);
    }
}
