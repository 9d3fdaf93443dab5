package io.piuptime.control.register;

import static java.util.Objects.requireNonNull;

import io.piuptime.control.access.Found;
import io.piuptime.control.api.StoreFailedException;
import io.piuptime.gateway.directory.DirectoryStore;
import io.piuptime.gateway.directory.DirectoryStore.Page;
import io.piuptime.gateway.directory.DirectoryStore.Query;
import io.piuptime.model.directory.Application;
import io.piuptime.model.directory.Budget;
import io.piuptime.model.directory.Change;
import io.piuptime.model.directory.Entry;
import io.piuptime.model.directory.KeyEntry;
import io.piuptime.model.directory.Kind;
import io.piuptime.model.directory.Role;
import io.piuptime.model.directory.Team;
import io.piuptime.model.directory.Tenant;
import io.piuptime.model.directory.User;
import io.piuptime.model.limit.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What would hang in the air if an entry were removed, and how it is let go: switched off, revoked, or without the grant. */
public final class Dependents {
    private static final int PAGE = 500;

    private final DirectoryStore store;

    public Dependents(DirectoryStore store) {
        this.store = requireNonNull(store, "store");
    }

    /**
     * One of them.
     *
     * @param now as it is
     * @param let as it is when it is let go
     */
    public record Dependent(Found now, Entry let) {}

    /** Those that hang on an entry directly and are in effect; what is further below is out of effect with them. */
    public List<Dependent> of(Entry gone, Instant at, int most) {
        List<Dependent> found = new ArrayList<>();
        for (Kind kind : kinds(gone)) {
            Optional<Long> next = Optional.of(0L);
            while (next.isPresent() && found.size() < most) {
                Page page = page(query(gone, kind, next.get()));
                page.changes().forEach(change -> dependent(gone, change, at).ifPresent(found::add));
                next = page.next();
            }
        }
        return found.subList(0, Math.min(found.size(), most));
    }

    private static Set<Kind> kinds(Entry gone) {
        return switch (gone) {
            case Tenant _ -> EnumSet.of(Kind.TEAM, Kind.USER, Kind.BUDGET);
            case Team _ -> EnumSet.of(Kind.APPLICATION, Kind.USER, Kind.BUDGET);
            case Application _, User _ -> EnumSet.of(Kind.KEY, Kind.BUDGET);
            case KeyEntry _ -> EnumSet.of(Kind.BUDGET);
            case Role _ -> EnumSet.of(Kind.USER);
            default -> EnumSet.noneOf(Kind.class);
        };
    }

    private static Query query(Entry gone, Kind kind, long after) {
        Optional<String> tenant = gone.tenant().equals(User.EVERYWHERE) ? Optional.empty() : Optional.of(gone.tenant());
        boolean parent =
                (gone instanceof Team && kind == Kind.APPLICATION) || (gone instanceof Application && kind == Kind.KEY);
        return new Query(
                kind, tenant, parent ? Optional.of(gone.id()) : Optional.empty(), Optional.empty(), after, PAGE);
    }

    private Page page(Query query) {
        return StoreFailedException.guard(() -> store.list(query));
    }

    private static Optional<Dependent> dependent(Entry gone, Change change, Instant at) {
        return change.entry()
                .flatMap(entry -> let(gone, entry, at)
                        .map(without -> new Dependent(new Found(entry, change.version()), without)));
    }

    /** The entry without the other; empty if it does not hang on it, or has no effect anyway. */
    private static Optional<Entry> let(Entry gone, Entry entry, Instant at) {
        return switch (entry) {
            case Team team when team.active() -> Optional.of(Switched.off(team));
            case Application application when application.active() -> Optional.of(Switched.off(application));
            case User user -> let(gone, user);
            case KeyEntry key when key.validAt(at) && hangs(gone, key) -> Optional.of(key.revoked(at));
            case Budget budget
            when budget.active() && hangs(gone, budget.subject()) -> Optional.of(Switched.off(budget));
            default -> Optional.empty();
        };
    }

    private static Optional<Entry> let(Entry gone, User user) {
        if (gone instanceof Tenant) {
            return user.active() ? Optional.of(Switched.off(user)) : Optional.empty();
        }
        List<User.Grant> kept = user.grants().stream()
                .filter(grant -> !(gone instanceof Role
                        ? grant.role().equals(gone.id())
                        : grant.team().equals(Optional.of(gone.id()))))
                .toList();
        return kept.size() == user.grants().size() ? Optional.empty() : Optional.of(Switched.granted(user, kept));
    }

    private static boolean hangs(Entry gone, KeyEntry key) {
        return gone instanceof Application
                ? key.application().equals(gone.id())
                : key.user().equals(Optional.of(gone.id()));
    }

    private static boolean hangs(Entry gone, Subject subject) {
        return gone instanceof Tenant
                || (subject.level().id().equals(gone.kind().id())
                        && subject.id().equals(gone.id()));
    }
}
