package io.piuptime.app.stores;

import io.piuptime.gateway.authorize.owned.Ownership;
import io.piuptime.gateway.authorize.owned.ProviderObject;
import io.piuptime.gateway.directory.DirectoryStore;
import io.piuptime.gateway.directory.DirectoryStore.Expected;
import io.piuptime.model.directory.Change;
import io.piuptime.model.directory.Entry;
import io.piuptime.observe.usage.UsagePage;
import io.piuptime.observe.usage.UsageQuery;
import io.piuptime.observe.usage.UsageStore;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Copies what one database holds to another. What is there already stays, so that a copy that was cut short is simply made
 * again, and so is one to which something was added meanwhile.
 */
public final class Migration {
    private static final int BATCH = 1_000;

    private final Consumer<String> tell;

    /**
     * How many of something were seen and how many of them were not there yet.
     *
     * @param seen in the first database
     * @param fresh copied to the second
     */
    public record Count(long seen, long fresh) {
        static final Count NONE = new Count(0, 0);

        Count and(long moreSeen, long moreFresh) {
            return new Count(seen + moreSeen, fresh + moreFresh);
        }
    }

    /** Tells each thing that is done in a line. */
    public Migration(Consumer<String> tell) {
        this.tell = tell;
    }

    /** Copies the directory, in the order of its changes; entries get versions and numbers of the second one's own. */
    public Count directory(DirectoryStore from, DirectoryStore to) {
        Count count = Count.NONE;
        long last = 0;
        List<Change> changes = from.changesAfter(last, BATCH);
        while (!changes.isEmpty()) {
            for (Change change : changes) {
                count = count.and(1, copy(change, to) ? 1 : 0);
                last = change.sequence();
            }
            changes = from.changesAfter(last, BATCH);
        }
        return told("entries of the directory", count);
    }

    /** Copies records of usage, the newest first. */
    public Count usage(UsageStore from, UsageStore to) {
        Count count = Count.NONE;
        Optional<UsageQuery> query = Optional.of(UsageQuery.newest(BATCH));
        while (query.isPresent()) {
            UsagePage page = from.page(query.get());
            count = count.and(page.records().size(), to.add(page.records()));
            query = page.next().map(Migration::before);
        }
        return told("records of usage", count);
    }

    /**
     * Copies the owners of objects at providers.
     *
     * @param from gives those that follow one, at most so many, in an order of its own; after none it gives the first
     */
    public Count owners(BiFunction<Optional<ProviderObject>, Integer, List<ProviderObject>> from, Ownership to) {
        Count count = Count.NONE;
        List<ProviderObject> objects = from.apply(Optional.empty(), BATCH);
        while (!objects.isEmpty()) {
            List<ProviderObject> known =
                    to.find(objects.stream().map(ProviderObject::id).toList());
            List<ProviderObject> fresh =
                    objects.stream().filter(object -> !known.contains(object)).toList();
            List<ProviderObject> _ = to.add(fresh);
            count = count.and(objects.size(), fresh.size());
            objects = from.apply(Optional.of(objects.getLast()), BATCH);
        }
        return told("owners of objects", count);
    }

    private Count told(String what, Count count) {
        tell.accept(what + ": " + count.seen() + ", of which " + count.fresh() + " were not there yet");
        return count;
    }

    private static boolean copy(Change change, DirectoryStore to) {
        Optional<Entry> there = to.find(change.kind(), change.id()).flatMap(Change::entry);
        if (there.equals(change.entry())) {
            return false;
        }
        if (change.entry().isPresent()) {
            to.put(change.entry().get(), Expected.ANY);
        } else {
            to.remove(change.kind(), change.id(), Expected.ANY);
        }
        return true;
    }

    private static UsageQuery before(String cursor) {
        UsageQuery first = UsageQuery.newest(BATCH);
        return new UsageQuery(
                first.from(),
                first.to(),
                first.keyId(),
                first.model(),
                first.whose(),
                Optional.of(cursor),
                first.limit());
    }
}
