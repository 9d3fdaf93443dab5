package io.piuptime.app.run;

import io.piuptime.control.Administration;
import io.piuptime.control.keys.Keys;
import io.piuptime.control.keys.OpenExchanges;
import io.piuptime.control.usage.Retention;
import io.piuptime.gateway.authenticate.KeyHasher;
import io.piuptime.gateway.authenticate.standing.Denials;
import io.piuptime.gateway.authenticate.standing.Standings;
import io.piuptime.gateway.authorize.owned.Ownership;
import io.piuptime.gateway.directory.Directory;
import io.piuptime.gateway.directory.DirectoryFollower;
import io.piuptime.gateway.directory.DirectoryReplica;
import io.piuptime.gateway.directory.DirectoryStore;
import io.piuptime.gateway.directory.Pulse;
import io.piuptime.gateway.nodes.NodeStore;
import io.piuptime.gateway.revisions.RevisionStore;
import io.piuptime.model.directory.Kind;
import io.piuptime.observe.Meters;
import io.piuptime.observe.Watched;
import io.piuptime.observe.usage.UsageJournal;
import io.piuptime.observe.usage.UsageStore;
import io.piuptime.stores.StoreUnavailable;
import io.piuptime.stores.journal.FileJournal;
import io.piuptime.stores.journal.Shipper;
import io.piuptime.stores.sqlite.SqliteDirectoryStore;
import io.piuptime.stores.sqlite.SqliteOwnership;
import io.piuptime.stores.sqlite.SqliteStore;
import io.piuptime.stores.sqlite.SqliteUsageStore;
import io.piuptime.stores.sqlite.shared.SqliteNodeStore;
import io.piuptime.stores.sqlite.shared.SqliteRevisionStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is kept on disk: the journal and the store of usage, the keys and their replica. */
final class Storage implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Storage.class);
    private static final Duration FOLLOW = Duration.ofSeconds(1);

    private final DataFolder folder;
    private final InstantSource clock;
    private final SqliteStore sqlite;
    private final UsageStore usage;
    private final DirectoryStore directoryStore;
    private final Ownership ownership;
    private final FileJournal journal;
    private final Shipper shipper;
    private final Thread opening;
    private final ScheduledExecutorService hourly = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("piup-retention").factory());

    private Optional<DirectoryReplica> replica = Optional.empty();
    private Optional<Standings> standings = Optional.empty();
    private Optional<Denials> denials = Optional.empty();
    private Optional<DirectoryFollower> follower = Optional.empty();
    private Optional<KeyHasher> hasher = Optional.empty();

    Storage(DataFolder folder, InstantSource clock, RandomGenerator random) {
        this.folder = folder;
        this.clock = clock;
        sqlite = new SqliteStore(folder.path(), folder.sub("native"));
        // a start does not wait for the database: keys have their replica, usage its journal
        opening = Thread.ofPlatform().daemon().name("piup-store-open").start(this::open);
        usage = new SqliteUsageStore(sqlite);
        directoryStore = new SqliteDirectoryStore(sqlite);
        ownership = new SqliteOwnership(sqlite);
        journal = new FileJournal(folder.path());
        journal.start();
        shipper = new Shipper(journal, usage, random);
        shipper.start();
    }

    void openKeys(KeyHasher with) {
        hasher = Optional.of(with);
        DirectoryReplica loaded = new DirectoryReplica(folder.path());
        DirectoryFollower following = new DirectoryFollower(loaded, directoryStore, Pulse.every(FOLLOW));
        if (loaded.directory().count(Kind.KEY) == 0) {
            awaitStore();
        }
        replica = Optional.of(loaded);
        Standings known = new Standings(loaded.directory());
        standings = Optional.of(known);
        denials = Optional.of(new Denials(folder.path(), known));
        follower = Optional.of(following);
        following.catchUp();
        following.start();
    }

    Directory directory() {
        return replica.orElseThrow().directory();
    }

    Standings standings() {
        return standings.orElseThrow();
    }

    Keys keys(SecureRandom random, OpenExchanges open) {
        return new Keys(
                directoryStore,
                follower.orElseThrow(),
                hasher.orElseThrow(),
                random,
                clock,
                denials.orElseThrow(),
                open);
    }

    /** The directory for those who administer it. */
    Administration administration(SecureRandom random) {
        return new Administration(new Administration.Ground(
                directoryStore, follower.orElseThrow()::catchUp, hasher.orElseThrow(), random, clock));
    }

    UsageJournal journal() {
        return journal;
    }

    /** Whose the objects at providers are; calls wait for the disk. */
    Ownership ownership() {
        return ownership;
    }

    UsageStore usage() {
        return usage;
    }

    /** Where all entries of the directory are; calls wait for the disk. */
    DirectoryStore entries() {
        return directoryStore;
    }

    /** Takes what was changed in the directory, now. */
    void catchUp() {
        follower.ifPresent(DirectoryFollower::catchUp);
    }

    /** What was published to all nodes; calls wait for the disk. */
    RevisionStore revisions() {
        return new SqliteRevisionStore(sqlite);
    }

    /** What nodes say of themselves; calls wait for the disk. */
    NodeStore nodes() {
        return new SqliteNodeStore(sqlite);
    }

    /** Deletes older records from now on. */
    void keepFor(Duration time) {
        Retention retention = new Retention(usage, clock, (int) Math.max(1, time.toDays()));
        ScheduledFuture<?> _ = hourly.scheduleWithFixedDelay(retention::step, 1, 60, TimeUnit.MINUTES);
    }

    /** Each thing leaned on, and how it is. */
    Map<String, String> states() {
        return Map.of(
                "keys", follower.orElseThrow().trouble().isEmpty() ? "ok" : "on the replica",
                "usage-store", shipper.trouble().isEmpty() ? "ok" : "unavailable",
                "journal", journal.degraded() ? "in memory" : "ok");
    }

    void watch(Meters meters) {
        meters.watch(Watched.JOURNAL_DEGRADED, () -> journal.degraded() ? 1 : 0);
        meters.watch(Watched.JOURNAL_LOST, journal::lost);
        meters.watch(Watched.JOURNAL_DAMAGED, journal::damaged);
        meters.watch(Watched.JOURNAL_BACKLOG, journal::waiting);
    }

    boolean flush(Duration patience) {
        return shipper.flush(patience);
    }

    @Override
    public void close() {
        hourly.shutdownNow();
        follower.ifPresent(DirectoryFollower::close);
        shipper.close();
        journal.close();
        sqlite.close();
    }

    private void open() {
        try {
            sqlite.open();
        } catch (StoreUnavailable e) {
            LOG.error("the store cannot be opened: keys come from the replica, usage waits in the journal", e);
        }
    }

    /** Only a start that knows no key needs the store. */
    private void awaitStore() {
        try {
            opening.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
