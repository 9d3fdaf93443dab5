package io.piuptime.app.run;

import io.piuptime.app.stores.Database;
import io.piuptime.app.stores.Stores;
import io.piuptime.control.Administration;
import io.piuptime.control.api.StoreFailedException;
import io.piuptime.control.costs.CostsApi;
import io.piuptime.control.keys.FirstKey;
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
import io.piuptime.gateway.directory.Freshness;
import io.piuptime.gateway.directory.Pulse;
import io.piuptime.model.directory.KeyEntry;
import io.piuptime.model.directory.Kind;
import io.piuptime.observe.Meters;
import io.piuptime.observe.Watched;
import io.piuptime.observe.usage.UsageJournal;
import io.piuptime.observe.usage.UsageStore;
import io.piuptime.stores.StoreUnavailable;
import io.piuptime.stores.journal.FileJournal;
import io.piuptime.stores.journal.Shipper;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
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
    private final Stores stores;
    private final DirectoryReplica replica;
    private final DirectoryStore directoryStore;
    private final FileJournal journal;
    private final Shipper shipper;
    private final Thread opening;
    private final ScheduledExecutorService hourly = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("piup-retention").factory());

    private final Freshness freshness;

    private Optional<Standings> standings = Optional.empty();
    private Optional<Denials> denials = Optional.empty();
    private Optional<DirectoryFollower> follower = Optional.empty();
    private Optional<KeyHasher> hasher = Optional.empty();

    /**
     * Begins to open the databases.
     *
     * @param staleAfter how long the directory's copy may be without its store
     * @param replica of the directory, which is there before any of them
     */
    Storage(
            DataFolder folder,
            Stores stores,
            DirectoryReplica replica,
            Duration staleAfter,
            InstantSource clock,
            RandomGenerator random) {
        this.freshness =
                new Freshness(clock, staleAfter, replica.heardBefore().orElseGet(clock::instant), replica::heard);
        this.folder = folder;
        this.stores = stores;
        this.replica = replica;
        this.clock = clock;
        // a start does not wait for the database: keys have their replica, usage its journal
        opening = Thread.ofPlatform().daemon().name("piup-store-open").start(this::open);
        directoryStore = stores.directory();
        journal = new FileJournal(folder.path());
        journal.start();
        shipper = new Shipper(journal, usage(), random);
        shipper.start();
    }

    void openKeys(KeyHasher with) {
        hasher = Optional.of(with);
        DirectoryFollower following = new DirectoryFollower(replica, directoryStore, Pulse.every(FOLLOW), freshness);
        if (directory().count(Kind.KEY) == 0) {
            awaitOpening();
        }
        Standings known = new Standings(directory(), freshness);
        standings = Optional.of(known);
        denials = Optional.of(new Denials(folder.path(), known));
        follower = Optional.of(following);
        following.catchUp();
        following.start();
        stores.start(following::poke);
    }

    Directory directory() {
        return replica.directory();
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
                directoryStore,
                common().answers(),
                follower.orElseThrow()::catchUp,
                hasher.orElseThrow(),
                random,
                clock));
    }

    /** Has the first key made, as soon as the database can say that there is none. */
    void makeFirst(FirstKey first) {
        if (!isMade(first)) {
            LOG.warn("whether there is a key cannot be said before the database answers");
            askAgain(first);
        }
    }

    private void askAgain(FirstKey first) {
        Runnable asking = () -> {
            if (!isMade(first)) {
                askAgain(first);
            }
        };
        ScheduledFuture<?> _ = hourly.schedule(asking, FOLLOW.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static boolean isMade(FirstKey first) {
        try {
            Optional<KeyEntry> _ = first.createIfNone();
            return true;
        } catch (StoreFailedException _) {
            return false;
        }
    }

    UsageJournal journal() {
        return journal;
    }

    /** Whose the objects at providers are; calls wait for the disk. */
    Ownership ownership() {
        return stores.database().ownership();
    }

    UsageStore usage() {
        return stores.database().usage();
    }

    /** Where all entries of the directory are; calls wait for the disk. */
    DirectoryStore entries() {
        return directoryStore;
    }

    /** Takes what was changed in the directory, now. */
    void catchUp() {
        follower.ifPresent(DirectoryFollower::catchUp);
    }

    /** What is kept of money; calls wait for the disk. */
    CostsApi.Kept money() {
        return new CostsApi.Kept(usage(), common().leases(), common().crossings());
    }

    /** What nodes agree on; calls wait for the disk. */
    Database.Common common() {
        return stores.database().common();
    }

    /** Deletes older records from now on. */
    void keepFor(Duration time) {
        Retention retention = new Retention(usage(), clock, (int) Math.max(1, time.toDays()));
        ScheduledFuture<?> _ = hourly.scheduleWithFixedDelay(retention::step, 1, 60, TimeUnit.MINUTES);
    }

    /** Each thing leaned on, and how it is. */
    Map<String, String> states() {
        Map<String, String> states = new HashMap<>(Map.of(
                "keys", keys(),
                "usage-store", shipper.trouble().isEmpty() ? "ok" : "unavailable",
                "journal", journal.degraded() ? "in memory" : "ok"));
        stores.redis().ifPresent(redis -> states.put("redis", redis.trouble().isEmpty() ? "ok" : "unavailable"));
        return states;
    }

    private String keys() {
        if (follower.orElseThrow().trouble().isEmpty()) {
            return "ok";
        }
        return freshness.refuses() ? "refused" : freshness.isStale() ? "stale" : "on the replica";
    }

    void watch(Meters meters) {
        meters.watch(Watched.DIRECTORY_AGE, () -> freshness.age().toSeconds());
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
        stores.close();
    }

    private void open() {
        try {
            stores.database().open();
        } catch (StoreUnavailable e) {
            LOG.error(
                    "the database cannot be opened: keys come from the replica, usage waits in the journal: {}",
                    e.getMessage());
        }
    }

    /** Waits until the database is open, or cannot be opened: only a start that knows no key needs it. */
    void awaitOpening() {
        try {
            opening.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
