package io.piuptime.gateway.directory;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.directory.codec.PackedChange;
import io.piuptime.gateway.directory.packed.PackedEntries;
import io.piuptime.model.directory.Application;
import io.piuptime.model.directory.Budget;
import io.piuptime.model.directory.Change;
import io.piuptime.model.directory.Entry;
import io.piuptime.model.directory.KeyEntry;
import io.piuptime.model.directory.Kind;
import io.piuptime.model.directory.Team;
import io.piuptime.model.directory.Tenant;
import io.piuptime.model.directory.User;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Every entry, in memory, packed as bytes: an entry is made of them when it is looked up. Many threads read, one writes. The end
 * of a key is final: no later change brings back one that was revoked or removed.
 */
public final class Directory implements AutoCloseable {
    private final PackedEntries entries = new PackedEntries();
    private final Budgets budgets = new Budgets();
    private final Map<Kind, LongAdder> counts = new EnumMap<>(Kind.class);
    private final List<Consumer<PackedChange>> listeners = new CopyOnWriteArrayList<>();
    private volatile long sequence;

    public Directory() {
        for (Kind kind : Kind.values()) {
            counts.put(kind, new LongAdder());
        }
    }

    public Optional<Entry> find(Kind kind, String id) {
        return entries.find(kind, id).flatMap(PackedChange::entry);
    }

    public Optional<Tenant> tenant(String id) {
        return find(Kind.TENANT, id).map(Tenant.class::cast);
    }

    public Optional<Team> team(String id) {
        return find(Kind.TEAM, id).map(Team.class::cast);
    }

    public Optional<Application> application(String id) {
        return find(Kind.APPLICATION, id).map(Application.class::cast);
    }

    public Optional<KeyEntry> key(String id) {
        return find(Kind.KEY, id).map(KeyEntry.class::cast);
    }

    public Optional<User> user(String id) {
        return find(Kind.USER, id).map(User.class::cast);
    }

    /** Budgets by whom they bind. */
    public Budgets budgets() {
        return budgets;
    }

    /** Shows every entry of a kind, in no order; on the thread that keeps the directory current, or before there is one. */
    public void forEach(Kind kind, Consumer<Entry> consumer) {
        entries.forEach(change -> {
            if (change.kindCode() == (byte) kind.code()) {
                change.entry().ifPresent(consumer);
            }
        });
    }

    /** Number of the last change that is in effect here. */
    public long sequence() {
        return sequence;
    }

    /** Entries of a kind. */
    public int count(Kind kind) {
        LongAdder count = counts.get(kind);
        return count == null ? 0 : count.intValue();
    }

    /** Tells of every change from now on, after it is in effect and on the thread that made it so. */
    public void listen(Consumer<PackedChange> listener) {
        listeners.add(listener);
    }

    /** Takes the next change. One that is not newer than {@link #sequence} is known already and changes nothing. */
    public void apply(Change change) {
        apply(PackedChange.of(change));
    }

    void apply(PackedChange change) {
        if (change.sequence() > sequence) {
            hold(change);
            sequence = change.sequence();
        }
    }

    /** Goes on from a given number. */
    void goOnFrom(long number) {
        sequence = number;
    }

    /** Takes a change in addition to those held, whatever its number. */
    void hold(PackedChange change) {
        Optional<PackedChange> held = entries.find(change);
        PackedChange kept = held.filter(known -> isOver(known) && !isOver(change))
                .map(known -> known.numbered(change))
                .orElse(change);
        entries.put(kept);
        kept.kind().ifPresent(kind -> note(kind, held, kept));
        listeners.forEach(listener -> listener.accept(kept));
    }

    Optional<PackedChange> held(PackedChange change) {
        return entries.find(change);
    }

    Optional<PackedChange> held(Kind kind, String id) {
        return entries.find(kind, id);
    }

    /** Shows the last change of every entry in the order of their numbers; on the thread that keeps the directory current. */
    void inOrder(Consumer<PackedChange> consumer) {
        entries.inOrder(consumer);
    }

    /** Entries whose last change is held, those removed included. */
    int size() {
        return entries.count();
    }

    @Override
    public void close() {
        entries.close();
    }

    /** Whether a change is the end of a key. */
    static boolean isOver(PackedChange change) {
        return change.kindCode() == (byte) Kind.KEY.code()
                && (change.removed()
                        || change.entry()
                                .filter(entry -> entry instanceof KeyEntry key
                                        && key.revokedAt().isPresent())
                                .isPresent());
    }

    private void note(Kind kind, Optional<PackedChange> before, PackedChange now) {
        boolean was = before.filter(change -> !change.removed()).isPresent();
        if (was == now.removed()) {
            requireNonNull(counts.get(kind), "kind").add(was ? -1 : 1);
        }
        if (kind == Kind.BUDGET) {
            before.flatMap(PackedChange::entry).map(Budget.class::cast).ifPresent(budgets::remove);
            now.entry().map(Budget.class::cast).ifPresent(budgets::add);
        }
    }
}
