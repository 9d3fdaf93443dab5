package io.piuptime.bench.directory;

import io.piuptime.gateway.authenticate.KeyHasher;
import io.piuptime.gateway.directory.DirectoryStore;
import io.piuptime.model.directory.Access;
import io.piuptime.model.directory.Application;
import io.piuptime.model.directory.Budget;
import io.piuptime.model.directory.Change;
import io.piuptime.model.directory.Entry;
import io.piuptime.model.directory.KeyEntry;
import io.piuptime.model.directory.Kind;
import io.piuptime.model.directory.Lifetime;
import io.piuptime.model.directory.Team;
import io.piuptime.model.directory.Tenant;
import io.piuptime.model.directory.User;
import io.piuptime.model.key.KeyText;
import io.piuptime.model.limit.Level;
import io.piuptime.model.limit.Limit;
import io.piuptime.model.limit.Measure;
import io.piuptime.model.limit.Subject;
import io.piuptime.model.limit.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * A store that holds a tenant, a team, users, applications, and then keys of them, each made when it is asked for: the same ones
 * every time. All but the keys have limits; of the keys one in ten, which acts for a user. The team has a strict budget, each user a
 * soft one.
 */
final class ManyKeys implements DirectoryStore {
    private static final Instant MADE = Instant.parse("2026-03-01T12:00:00Z");
    private static final long PLENTY = 1L << 50;
    private static final List<Limit> LIMITS = List.of(
            limit(Measure.REQUESTS, Window.Calendar.MINUTE),
            limit(Measure.TOKENS, Window.Calendar.DAY),
            limit(Measure.CONCURRENT, new Window.Total()));
    private static final int USERS = 1_000;
    private static final int LIMITED = 10;
    private static final long CAP = 1_000_000_000_000L;

    private final List<Entry> above = above();
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
        long last = Math.min(sequence + limit, (long) above.size() + applications + keys);
        return LongStream.rangeClosed(sequence + 1, last)
                .mapToObj(number -> {
                    Entry entry = entry((int) number - 1);
                    return new Change(number, entry.kind(), entry.id(), 1, Optional.of(entry));
                })
                .toList();
    }

    private Entry entry(int at) {
        int behind = at - above.size();
        if (behind < 0) {
            return above.get(at);
        }
        return behind < applications ? application(behind) : key(behind - applications);
    }

    private static List<Entry> above() {
        List<Entry> above = new ArrayList<>();
        above.add(new Tenant(Tenant.DEFAULT, "tenant", Access.ALL, LIMITS, true, MADE));
        above.add(new Team(Tenant.DEFAULT, Tenant.DEFAULT, "team", Access.ALL, LIMITS, true, MADE));
        above.add(budget(new Subject(Level.TEAM, Tenant.DEFAULT), true));
        for (int number = 0; number < USERS; number++) {
            String id = "user-" + number;
            above.add(new User(id, Tenant.DEFAULT, id, List.of(), LIMITS, true, MADE));
            above.add(budget(new Subject(Level.USER, id), false));
        }
        return above;
    }

    private static Budget budget(Subject subject, boolean strict) {
        return new Budget(
                "budget-" + subject.id(),
                Tenant.DEFAULT,
                "budget",
                subject,
                List.of(new Budget.Cap(Window.Calendar.MONTH, CAP)),
                strict,
                List.of(),
                Optional.empty(),
                true);
    }

    private static Limit limit(Measure measure, Window window) {
        return new Limit(measure, window, PLENTY, Optional.empty(), false);
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
        boolean limited = number % LIMITED == 0;
        return new KeyEntry(
                text.id(),
                Tenant.DEFAULT,
                "application-" + number % applications,
                limited ? Optional.of("user-" + number / LIMITED % USERS) : Optional.empty(),
                "key " + number,
                hasher.hash(text),
                Access.ALL,
                Set.of(),
                limited ? LIMITS : List.of(),
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
