package io.piuptime.app.stores;

import io.piuptime.gateway.authorize.owned.Ownership;
import io.piuptime.gateway.budget.money.alert.CrossingStore;
import io.piuptime.gateway.budget.money.lease.LeaseStore;
import io.piuptime.gateway.directory.DirectoryStore;
import io.piuptime.gateway.installation.Marks;
import io.piuptime.gateway.installation.SharedAnswers;
import io.piuptime.gateway.nodes.NodeStore;
import io.piuptime.gateway.revisions.RevisionStore;
import io.piuptime.observe.usage.UsageStore;
import io.piuptime.stores.postgres.PostgresAddress;
import io.piuptime.stores.postgres.PostgresCrossingStore;
import io.piuptime.stores.postgres.PostgresDirectoryStore;
import io.piuptime.stores.postgres.PostgresInstallation;
import io.piuptime.stores.postgres.PostgresLeaseStore;
import io.piuptime.stores.postgres.PostgresNodeStore;
import io.piuptime.stores.postgres.PostgresOwnership;
import io.piuptime.stores.postgres.PostgresRevisionStore;
import io.piuptime.stores.postgres.PostgresStore;
import io.piuptime.stores.postgres.PostgresUsageStore;
import io.piuptime.stores.sqlite.SqliteDirectoryStore;
import io.piuptime.stores.sqlite.SqliteOwnership;
import io.piuptime.stores.sqlite.SqliteStore;
import io.piuptime.stores.sqlite.SqliteUsageStore;
import io.piuptime.stores.sqlite.lease.SqliteCrossingStore;
import io.piuptime.stores.sqlite.lease.SqliteLeaseStore;
import io.piuptime.stores.sqlite.shared.SqliteInstallation;
import io.piuptime.stores.sqlite.shared.SqliteNodeStore;
import io.piuptime.stores.sqlite.shared.SqliteRevisionStore;
import java.nio.file.Path;

/**
 * Where everything is kept for good, whatever keeps it.
 *
 * @param common what nodes agree on
 * @param opening makes it ready, and waits for that; throws {@link io.piuptime.stores.StoreUnavailable} when it fails, and
 *     later calls try again by themselves
 * @param closing ends it
 */
public record Database(
        UsageStore usage,
        DirectoryStore directory,
        Ownership ownership,
        Common common,
        Runnable opening,
        Runnable closing)
        implements AutoCloseable {
    /** What nodes have in common beside what they serve: published configuration, each other, and money. */
    public record Common(
            RevisionStore revisions,
            NodeStore nodes,
            LeaseStore leases,
            CrossingStore crossings,
            Marks marks,
            SharedAnswers answers) {}

    /**
     * A file in a folder of ours.
     *
     * @param nativeFolder where the driver's native library lies
     */
    public static Database sqlite(Path folder, Path nativeFolder) {
        SqliteStore store = new SqliteStore(folder, nativeFolder);
        SqliteInstallation installation = new SqliteInstallation(store);
        return new Database(
                new SqliteUsageStore(store),
                new SqliteDirectoryStore(store),
                new SqliteOwnership(store),
                new Common(
                        new SqliteRevisionStore(store),
                        new SqliteNodeStore(store),
                        new SqliteLeaseStore(store),
                        new SqliteCrossingStore(store),
                        installation,
                        installation),
                store::open,
                store::close);
    }

    /** A server that nodes share. */
    public static Database postgres(PostgresAddress address) {
        PostgresStore store = new PostgresStore(address);
        PostgresInstallation installation = new PostgresInstallation(store);
        return new Database(
                new PostgresUsageStore(store),
                new PostgresDirectoryStore(store),
                new PostgresOwnership(store),
                new Common(
                        new PostgresRevisionStore(store),
                        new PostgresNodeStore(store),
                        new PostgresLeaseStore(store),
                        new PostgresCrossingStore(store),
                        installation,
                        installation),
                store::open,
                store::close);
    }

    /** Makes it ready. */
    public void open() {
        opening.run();
    }

    @Override
    public void close() {
        closing.run();
    }
}
