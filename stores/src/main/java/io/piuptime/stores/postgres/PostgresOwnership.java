package io.piuptime.stores.postgres;

import io.piuptime.gateway.authorize.owned.Ownership;
import io.piuptime.gateway.authorize.owned.ProviderObject;
import io.piuptime.stores.postgres.PostgresStore.Scope;
import io.piuptime.stores.rows.Micros;
import io.piuptime.stores.rows.Texts;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Owners as rows, one an object. */
public final class PostgresOwnership implements Ownership {
    private static final String COLUMNS = "id, provider, kind, owner, created_at, expires_at";
    private static final String INSERT =
            "INSERT INTO provider_objects (" + COLUMNS + ") VALUES (?,?,?,?,?,?) ON CONFLICT (id, provider) DO NOTHING";
    private static final String FIND =
            "SELECT " + COLUMNS + " FROM provider_objects WHERE id = ANY (?) ORDER BY id, provider";
    private static final String REMOVE = "DELETE FROM provider_objects WHERE id = ? AND provider = ?";
    private static final String FORGET = "DELETE FROM provider_objects WHERE (id, provider) IN"
            + " (SELECT id, provider FROM provider_objects WHERE expires_at < ? FOR UPDATE SKIP LOCKED)";

    private final PostgresStore store;

    /** What tells rows apart. */
    private record Place(String id, String provider) {
        static Place of(ProviderObject object) {
            return new Place(Texts.storable(object.id()), Texts.storable(object.provider()));
        }
    }

    public PostgresOwnership(PostgresStore store) {
        this.store = store;
    }

    @Override
    public List<ProviderObject> add(List<ProviderObject> objects) {
        if (objects.isEmpty()) {
            return List.of();
        }
        // a transaction of its own: what another node waits for is never held together with what is forgotten
        int _ = store.run(Scope.EVERYWHERE, connection -> {
            try (PreparedStatement forget = connection.prepareStatement(FORGET)) {
                forget.setLong(1, Micros.of(objects.getFirst().created()));
                return forget.executeUpdate();
            }
        });
        return store.run(Scope.EVERYWHERE, connection -> {
            insert(connection, objects);
            Map<Place, ProviderObject> noted = new HashMap<>();
            find(connection, objects.stream().map(ProviderObject::id).toList())
                    .forEach(object -> noted.put(Place.of(object), object));
            return objects.stream()
                    .map(object -> Optional.ofNullable(noted.get(Place.of(object)))
                            .orElseThrow(() -> new IllegalStateException("object: gone (expected: as noted)")))
                    .toList();
        });
    }

    @Override
    public List<ProviderObject> find(Collection<String> ids) {
        return ids.isEmpty() ? List.of() : store.run(Scope.EVERYWHERE, connection -> find(connection, ids));
    }

    @Override
    public void remove(String id, String provider) {
        int _ = store.run(Scope.EVERYWHERE, connection -> {
            try (PreparedStatement remove = connection.prepareStatement(REMOVE)) {
                remove.setString(1, Texts.storable(id));
                remove.setString(2, Texts.storable(provider));
                return remove.executeUpdate();
            }
        });
    }

    /** In the order of the rows' places, on every node the same. */
    private static void insert(Connection connection, List<ProviderObject> objects) throws SQLException {
        List<ProviderObject> ordered = objects.stream()
                .sorted(Comparator.comparing(ProviderObject::id).thenComparing(ProviderObject::provider))
                .toList();
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (ProviderObject object : ordered) {
                insert.setString(1, Texts.storable(object.id()));
                insert.setString(2, Texts.storable(object.provider()));
                insert.setString(3, object.kind().name());
                insert.setString(4, Texts.storable(object.owner()));
                insert.setLong(5, Micros.of(object.created()));
                if (object.expires().isPresent()) {
                    insert.setLong(6, Micros.of(object.expires().get()));
                } else {
                    insert.setNull(6, Types.BIGINT);
                }
                insert.addBatch();
            }
            int[] _ = insert.executeBatch();
        }
    }

    private static List<ProviderObject> find(Connection connection, Collection<String> ids) throws SQLException {
        String[] wanted = new LinkedHashSet<>(ids).stream().map(Texts::storable).toArray(String[]::new);
        List<ProviderObject> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(FIND)) {
            select.setArray(1, connection.createArrayOf("text", wanted));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    long expires = row.getLong(6);
                    Optional<Instant> end = row.wasNull() ? Optional.empty() : Optional.of(Micros.instant(expires));
                    found.add(new ProviderObject(
                            row.getString(1),
                            ProviderObject.Kind.valueOf(row.getString(3)),
                            row.getString(2),
                            row.getString(4),
                            Micros.instant(row.getLong(5)),
                            end));
                }
            }
        }
        return List.copyOf(found);
    }
}
