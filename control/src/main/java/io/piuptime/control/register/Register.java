package io.piuptime.control.register;

import static java.util.Objects.requireNonNull;

import io.piuptime.control.access.Caller;
import io.piuptime.control.access.Found;
import io.piuptime.control.access.Permission;
import io.piuptime.control.access.Place;
import io.piuptime.control.api.Problem;
import io.piuptime.control.api.StoreFailedException;
import io.piuptime.gateway.directory.DirectoryStore;
import io.piuptime.gateway.directory.DirectoryStore.Conflict;
import io.piuptime.gateway.directory.DirectoryStore.Expected;
import io.piuptime.gateway.directory.DirectoryStore.Page;
import io.piuptime.gateway.directory.DirectoryStore.Query;
import io.piuptime.gateway.directory.DirectoryStore.Witness;
import io.piuptime.model.directory.Budget;
import io.piuptime.model.directory.Change;
import io.piuptime.model.directory.Entry;
import io.piuptime.model.directory.Kind;
import io.piuptime.model.directory.User;
import io.piuptime.model.key.KeyText;
import io.piuptime.model.limit.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The directory as somebody may see and change it. What belongs to another tenant is not there for them, whatever they ask; what
 * is changed is checked by what is written, not by what was asked.
 */
public final class Register {
    /** Pages of the store that one page may take, where most of what they hold is hidden from the caller. */
    private static final int MOST_PAGES = 100;

    private static final int USERS = 500;

    private final DirectoryStore store;
    private final Entries entries;
    private final Dependents dependents;
    private final Runnable changed;

    /**
     * The entries of a store.
     *
     * @param changed called after each change, so that this node acts by it at once
     */
    public Register(DirectoryStore store, Runnable changed) {
        this.store = requireNonNull(store, "store");
        this.entries = new Entries(store);
        this.dependents = new Dependents(store);
        this.changed = requireNonNull(changed, "changed");
    }

    public Entries entries() {
        return entries;
    }

    /** An entry, if the caller knows what is where it is. */
    public Optional<Found> find(Caller caller, Kind kind, String id) {
        return entries.find(kind, id).filter(found -> caller.reaches(entries.place(found.entry())));
    }

    /**
     * The entry that a request refers to.
     *
     * @throws Problem when there is none that the caller knows
     */
    public <E extends Entry> E referred(Caller caller, Class<E> type, Kind kind, String id) {
        return find(caller, kind, id).map(Found::entry).map(type::cast).orElseThrow(() -> nothing(kind, id));
    }

    /** The entries that the caller may see, in the order in which they were first written. */
    public Listing list(Caller caller, Permission permission, Filter filter) {
        List<Found> shown = new ArrayList<>();
        if (filter.after() == 0) {
            first(filter)
                    .filter(found -> shows(caller, permission, filter, found.entry()))
                    .ifPresent(shown::add);
        }
        Optional<Long> next = Optional.of(filter.after());
        for (int pages = 0; pages < MOST_PAGES && next.isPresent() && shown.size() < filter.limit(); pages++) {
            Page page = page(caller, filter, next.get(), filter.limit() - shown.size());
            for (Change change : page.changes()) {
                change.entry()
                        .filter(entry -> shows(caller, permission, filter, entry))
                        .ifPresent(entry -> shown.add(new Found(entry, change.version())));
            }
            next = page.next();
        }
        return new Listing(shown, next);
    }

    /**
     * Writes an entry.
     *
     * @param expected what has to be there now
     */
    public Found put(Caller caller, Permission permission, Entry entry, Expected expected) {
        demand(caller, permission, entries.above(entry));
        Change change = written(() -> store.put(entry, expected));
        return new Found(change.entry().orElse(entry), change.version());
    }

    /**
     * Removes an entry.
     *
     * @param expected what has to be there now
     */
    public void remove(Caller caller, Permission permission, Entry entry, Expected expected) {
        demand(caller, permission, entries.above(entry));
        written(() -> store.remove(entry.kind(), entry.id(), expected));
    }

    /** What hangs on an entry and is in effect. */
    public List<Dependents.Dependent> dependents(Entry gone, Instant at, int most) {
        return dependents.of(gone, at, most);
    }

    /** Takes something out of effect because what it hangs on goes; whoever may remove that may do this. */
    public void release(Dependents.Dependent dependent) {
        written(() -> store.put(dependent.let(), new Expected(dependent.now().version())));
    }

    /** Another user like that of a user's tenant, if it has one. */
    public Optional<Witness> otherUser(User but, Predicate<User> like) {
        Optional<Long> next = Optional.of(0L);
        while (next.isPresent()) {
            Query query = new Query(
                    Kind.USER, Optional.of(but.tenant()), Optional.empty(), Optional.empty(), next.get(), USERS);
            Page page = StoreFailedException.guard(() -> store.list(query));
            Optional<Witness> other = page.changes().stream()
                    .filter(change -> !change.id().equals(but.id()))
                    .filter(change ->
                            change.entry().map(User.class::cast).filter(like).isPresent())
                    .map(change -> new Witness(Kind.USER, change.id(), change.version()))
                    .findFirst();
            if (other.isPresent()) {
                return other;
            }
            next = page.next();
        }
        return Optional.empty();
    }

    /**
     * Lets through whoever may do something at a place.
     *
     * @throws Problem for others: that nothing is there, if they do not know the place
     */
    public static void demand(Caller caller, Permission permission, Place place) {
        if (caller.may(permission, place)) {
            return;
        }
        if (place.equals(Place.EVERYWHERE) || caller.reaches(place)) {
            throw forbidden(permission, place.text());
        }
        throw Problem.notFound("Nothing is there that the request refers to.");
    }

    /** That the caller may not do something. */
    public static Problem forbidden(Permission permission, String where) {
        return new Problem(
                Problem.Kind.FORBIDDEN,
                "forbidden",
                "permission: none for " + permission.word() + " (expected: it, " + where + ")");
    }

    /** That there is no such entry, as far as the caller knows. */
    public static Problem nothing(Kind kind, String id) {
        if (id.startsWith(KeyText.PREFIX)) {
            return Problem.notFound("No " + kind.id()
                    + " has this id (of a key, expected: the 12 characters between piup_ and the next _).");
        }
        return Problem.notFound("No " + kind.id() + " has the id " + Problem.shown(id) + ".");
    }

    private Change written(Supplier<Change> write) {
        try {
            return StoreFailedException.guard(write);
        } catch (Conflict _) {
            throw new Problem(
                    Problem.Kind.CHANGED,
                    "changed_meanwhile",
                    "It was changed by somebody else: read it anew and try again.");
        } finally {
            changed.run();
        }
    }

    /** The one that is there without being written, as long as nobody wrote it. */
    private Optional<Found> first(Filter filter) {
        return Entries.unwritten(filter.kind())
                .flatMap(entry -> entries.find(filter.kind(), entry.id()))
                .filter(found -> found.version() == 0);
    }

    private Page page(Caller caller, Filter filter, long after, int limit) {
        Optional<String> tenant = caller.everywhere()
                ? filter.tenant()
                : Optional.of(filter.tenant().orElse(caller.tenant()));
        Optional<String> parent = filter.kind() == Kind.APPLICATION ? filter.team() : Optional.empty();
        return StoreFailedException.guard(
                () -> store.list(new Query(filter.kind(), tenant, parent, filter.name(), after, limit)));
    }

    private boolean shows(Caller caller, Permission permission, Filter filter, Entry entry) {
        Place place = entries.place(entry);
        return caller.may(permission, place)
                && filter.tenant().filter(id -> !id.equals(entry.tenant())).isEmpty()
                && filter.team().filter(id -> !in(id, entry, place)).isEmpty()
                && filter.name()
                        .filter(part -> !lower(entry.name()).contains(lower(part)))
                        .isEmpty();
    }

    private static boolean in(String team, Entry entry, Place place) {
        return switch (entry) {
            case User user ->
                user.grants().stream().anyMatch(grant -> grant.team().equals(Optional.of(team)));
            case Budget budget
            when budget.subject().level() == Level.TEAM -> budget.subject().id().equals(team);
            default -> place.team().equals(Optional.of(team));
        };
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
