package io.piuptime.control.register;

import static java.util.Objects.requireNonNull;

import io.piuptime.control.access.Found;
import io.piuptime.control.access.Place;
import io.piuptime.control.api.StoreFailedException;
import io.piuptime.gateway.directory.DirectoryStore;
import io.piuptime.model.directory.Access;
import io.piuptime.model.directory.Application;
import io.piuptime.model.directory.Budget;
import io.piuptime.model.directory.Entry;
import io.piuptime.model.directory.KeyEntry;
import io.piuptime.model.directory.Kind;
import io.piuptime.model.directory.Team;
import io.piuptime.model.directory.Tenant;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Entries as they are now, with those that are there without anybody having written them, and where they are. Nobody's rights
 * are asked here: that is {@link Register}'s.
 */
public final class Entries {
    private final DirectoryStore store;

    public Entries(DirectoryStore store) {
        this.store = requireNonNull(store, "store");
    }

    public Optional<Found> find(Kind kind, String id) {
        return StoreFailedException.guard(() -> store.find(kind, id))
                .flatMap(change -> change.entry().map(entry -> new Found(entry, change.version())))
                .or(() -> unwritten(kind).filter(entry -> entry.id().equals(id)).map(entry -> new Found(entry, 0)));
    }

    /** The same as the type that it has. */
    public <E extends Entry> Optional<E> find(Class<E> type, Kind kind, String id) {
        return find(kind, id).map(Found::entry).map(type::cast);
    }

    /** The tenant, team and application that everything belongs to that names no other. */
    public static Optional<Entry> unwritten(Kind kind) {
        String id = Tenant.DEFAULT;
        return switch (kind) {
            case TENANT -> Optional.of(new Tenant(id, id, Access.ALL, List.of(), true, Instant.EPOCH));
            case TEAM -> Optional.of(new Team(id, id, id, Access.ALL, List.of(), true, Instant.EPOCH));
            case APPLICATION ->
                Optional.of(new Application(id, id, id, id, Access.ALL, List.of(), true, Instant.EPOCH));
            default -> Optional.empty();
        };
    }

    /** Where an entry is. */
    public Place place(Entry entry) {
        return switch (entry) {
            case Team team -> Place.team(team.tenant(), team.id());
            case Application application -> Place.team(application.tenant(), application.team());
            case KeyEntry key -> ofApplication(key.tenant(), key.application());
            case Budget budget -> place(budget);
            default -> Place.tenant(entry.tenant());
        };
    }

    /**
     * Where somebody must have the right to change an entry: what a level is allowed is written above it, so that nobody raises
     * their own limits.
     */
    public Place above(Entry entry) {
        return switch (entry) {
            case Tenant _ -> Place.EVERYWHERE;
            case Team team -> Place.tenant(team.tenant());
            case Budget budget ->
                switch (budget.subject().level()) {
                    case TENANT -> Place.EVERYWHERE;
                    case TEAM -> Place.tenant(budget.tenant());
                    default -> place(budget);
                };
            default -> place(entry);
        };
    }

    private Place place(Budget budget) {
        String id = budget.subject().id();
        return switch (budget.subject().level()) {
            case TEAM -> Place.team(budget.tenant(), id);
            case APPLICATION -> ofApplication(budget.tenant(), id);
            case KEY ->
                find(KeyEntry.class, Kind.KEY, id)
                        .filter(key -> key.tenant().equals(budget.tenant()))
                        .map(this::place)
                        .orElse(Place.tenant(budget.tenant()));
            default -> Place.tenant(budget.tenant());
        };
    }

    /** Of an application that is gone, only its tenant is known. */
    private Place ofApplication(String tenant, String id) {
        return find(Application.class, Kind.APPLICATION, id)
                .filter(application -> application.tenant().equals(tenant))
                .map(this::place)
                .orElse(Place.tenant(tenant));
    }
}
