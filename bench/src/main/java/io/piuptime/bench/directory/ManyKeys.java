package io.piuptime.bench.directory;

import io.piuptime.gateway.authenticate.KeyHasher;
import io.piuptime.gateway.directory.DirectoryStore;
import io.piuptime.model.directory.Access;
import io.piuptime.model.directory.Application;
import io.piuptime.model.directory.Change;
import io.piuptime.model.directory.Entry;
import io.piuptime.model.directory.KeyEntry;
import io.piuptime.model.directory.Kind;
import io.piuptime.model.directory.Lifetime;
import io.piuptime.model.directory.Tenant;
import io.piuptime.model.key.KeyText;
import io.piuptime.model.limit.Limit;
import io.piuptime.model.limit.Measure;
import io.piuptime.model.limit.Window;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/** A store that holds applications and then keys of them, each made when it is asked for: the same ones every time. */
final class ManyKeys implements DirectoryStore {
    private static final Instant MADE = Instant.parse("2026-03-01T12:00:00Z");
    private static final List<Limit> LIMITS =
            List.of(new Limit(Measure.REQUESTS, Window.Calendar.MINUTE, 600, Optional.empty(), false));

    private final int applications;
    private final int keys;
    private final KeyHasher hasher;

    ManyKeys(int applications, int keys, KeyHasher hasher) {
        this.applications = applications;
        this.keys = keys;
        this.hasher = hasher;
    }

    /** The text of a key by its number, from 0. */
    static KeyText text(int number) {
        return KeyText.generate(new SplittableRandom(number));
    }

    @Override
    public List<Change> changesAfter(long sequence, int limit) {
        long last = Math.min(sequence + limit, (long) applications + keys);
        return LongStream.rangeClosed(sequence + 1, last)
                .mapToObj(number -> {
                    Entry entry = number <= applications
                            ? application((int) number - 1)
                            : key((int) (number - applications) - 1);
                    return new Change(number, entry.kind(), entry.id(), 1, Optional.of(entry));
                })
                .toList();
    }

    private static Application application(int number) {
        return new Application(
                "application-" + number,
                Tenant.DEFAULT,
                Tenant.DEFAULT,
                "Application " + number,
                Access.ALL,
                LIMITS,
                true,
                MADE);
    }

    private KeyEntry key(int number) {
        KeyText text = text(number);
        return new KeyEntry(
                text.id(),
                Tenant.DEFAULT,
                "application-" + number % applications,
                Optional.empty(),
                "key " + number,
                hasher.hash(text),
                Access.ALL,
                Set.of(),
                List.of(),
                Map.of(),
                new Lifetime(MADE, Optional.empty(), Optional.empty()));
    }

    @Override
    public Change put(Entry entry, Expected expected) {
        throw new UnsupportedOperationException("put");
    }

    @Override
    public Change remove(Kind kind, String id, Expected expected) {
        throw new UnsupportedOperationException("remove");
    }

    @Override
    public Optional<Change> find(Kind kind, String id) {
        throw new UnsupportedOperationException("find");
    }

    @Override
    public Page list(Query query) {
        throw new UnsupportedOperationException("list");
    }
}
