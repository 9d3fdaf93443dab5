package io.piuptime.stores.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.piuptime.model.catalog.Secret;
import io.piuptime.stores.StoreUnavailable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL that nodes share. Every piece of work is a transaction that says whose data it is about and how long its
 * statements may take; no call waits longer than {@link #CONNECTING} and then, for each statement, its patience.
 *
 * <p>It may be away when this is made, and go and come back whenever it likes: each call tries. The first one that reaches it
 * brings the schema up to date.
 */
public final class PostgresStore implements AutoCloseable {
    static final Duration CONNECTING = Duration.ofMillis(1_500);
    static final Duration PATIENCE = Duration.ofSeconds(3);
    static final Duration LONG_PATIENCE = Duration.ofSeconds(60);

    private static final Duration ON_THE_WIRE = Duration.ofMillis(500);
    private static final Duration IDLE = Duration.ofMinutes(2);
    private static final Duration LIFE = Duration.ofMinutes(15);
    private static final int CONNECTIONS = 6;
    private static final int TRIES = 3;
    private static final String SET_UP = "SELECT set_config('statement_timeout', ?, true),"
            + " set_config('lock_timeout', ?, true), set_config('piup.tenant', ?, true)";

    private static final String UNBOUND = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user";
    private static final Logger LOG = LoggerFactory.getLogger(PostgresStore.class);

    private final PostgresAddress address;
    private final Migrations migrations;
    private final HikariDataSource pool;
    private final ReentrantLock migrating = new ReentrantLock();
    private volatile boolean ready;

    /** Something to do within a transaction. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** When a transaction is done. */
    private enum Ending {
        USUAL,
        CONFIRMED
    }

    /** Whose rows a piece of work sees: those of one tenant, or of all of them. */
    record Scope(String tenant) {
        static final Scope EVERYWHERE = new Scope("*");
    }

    /** Makes no connection yet. */
    public PostgresStore(PostgresAddress address) {
        this(address, new Migrations());
    }

    PostgresStore(PostgresAddress address, Migrations migrations) {
        this.address = address;
        this.migrations = migrations;
        this.pool = new HikariDataSource(settings(address));
    }

    /**
     * Brings the schema up to date.
     *
     * @throws StoreUnavailable when that fails; later calls try again by themselves
     */
    public void open() {
        boolean _ = run(Scope.EVERYWHERE, PATIENCE, _ -> true);
    }

    /** Reads, or writes what no person decides on. */
    <T> T run(Scope scope, Work<T> work) {
        return run(scope, PATIENCE, work);
    }

    /** Makes a change that a person decided on; refused beside a newer version of the gateway. */
    <T> T change(Scope scope, Work<T> work) {
        return run(scope, PATIENCE, connection -> {
            migrations.refuseNewer(connection, address);
            return work.on(connection);
        });
    }

    /**
     * Writes what must outlive the server: where a standby has to confirm a commit and does not, this fails, though others may see
     * what was done.
     */
    <T> T surely(Work<T> work) {
        return run(Scope.EVERYWHERE, PATIENCE, Ending.CONFIRMED, work);
    }

    /** Does something with other patience for each statement. */
    <T> T run(Scope scope, Duration patience, Work<T> work) {
        return run(scope, patience, Ending.USUAL, work);
    }

    private <T> T run(Scope scope, Duration patience, Ending ending, Work<T> work) {
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = pool.getConnection()) {
                if (!ready) {
                    prepare(connection);
                }
                return inTransaction(connection, scope, patience, ending, work);
            } catch (SQLException e) {
                if (Failures.isReadOnly(e)) {
                    pool.getHikariPoolMXBean().softEvictConnections();
                }
                if (!Failures.isOfChance(e) || attempt == TRIES) {
                    throw new StoreUnavailable(address + ": " + Failures.reason(e), e);
                }
            }
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    private static <T> T inTransaction(
            Connection connection, Scope scope, Duration patience, Ending ending, Work<T> work) throws SQLException {
        boolean done = false;
        try {
            setUp(connection, scope, patience);
            T outcome = work.on(connection);
            connection.clearWarnings();
            connection.commit();
            done = true;
            if (ending == Ending.CONFIRMED && connection.getWarnings() != null) {
                // a commit whose time is over while it waits for a standby holds, and is only warned of
                throw connection.getWarnings();
            }
            return outcome;
        } finally {
            if (!done && !connection.isClosed()) {
                connection.rollback();
            }
        }
    }

    /** The one place where a transaction is told whose data it may see. It holds to the transaction's end and no longer. */
    private static void setUp(Connection connection, Scope scope, Duration patience) throws SQLException {
        connection.setNetworkTimeout(
                Runnable::run, Math.toIntExact(patience.plus(ON_THE_WIRE).toMillis()));
        String millis = Long.toString(patience.toMillis());
        try (PreparedStatement statement = connection.prepareStatement(SET_UP)) {
            statement.setString(1, millis);
            statement.setString(2, millis);
            statement.setString(3, scope.tenant());
            statement.execute();
        }
    }

    private void prepare(Connection connection) throws SQLException {
        try {
            if (!migrating.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new StoreUnavailable(address + ": its schema is being brought up to date");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailable(address + ": the caller was interrupted", e);
        }
        try {
            if (!ready) {
                boolean _ = inTransaction(connection, Scope.EVERYWHERE, LONG_PATIENCE, Ending.USUAL, within -> {
                    migrations.apply(within, address);
                    warnOfSuperuser(within);
                    return true;
                });
                ready = true;
            }
        } finally {
            migrating.unlock();
        }
    }

    private void warnOfSuperuser(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(UNBOUND)) {
            if (row.next() && row.getBoolean(1)) {
                LOG.warn(
                        "{}: the user is one whom row-level security does not bind (expected: neither SUPERUSER nor"
                                + " BYPASSRLS)",
                        address);
            }
        }
    }

    private static HikariConfig settings(PostgresAddress address) {
        HikariConfig settings = new HikariConfig();
        settings.setPoolName("piup-postgres");
        settings.setJdbcUrl(address.jdbc());
        settings.setUsername(address.user());
        address.password().map(Secret::reveal).ifPresent(settings::setPassword);
        settings.setAutoCommit(false);
        settings.setMaximumPoolSize(CONNECTIONS);
        // connections are made when somebody waits for one: while the server is away nothing knocks by itself
        settings.setMinimumIdle(0);
        settings.setInitializationFailTimeout(-1);
        settings.setConnectionTimeout(CONNECTING.toMillis());
        settings.setValidationTimeout(CONNECTING.toMillis() / 3);
        settings.setIdleTimeout(IDLE.toMillis());
        settings.setMaxLifetime(LIFE.toMillis());
        // of several hosts
        settings.addDataSourceProperty("targetServerType", "preferPrimary");
        address.parameters().forEach(settings::addDataSourceProperty);
        settings.addDataSourceProperty("ApplicationName", "piup");
        settings.addDataSourceProperty("connectTimeout", "1");
        // until a transaction says how long it waits: a host that accepts and says nothing leaves time for the next one
        settings.addDataSourceProperty("socketTimeout", "1");
        settings.addDataSourceProperty("loginTimeout", "3");
        settings.addDataSourceProperty("tcpKeepAlive", "true");
        return settings;
    }
}
