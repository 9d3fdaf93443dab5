package io.piuptime.stores.sqlite;

import io.piuptime.gateway.authorize.owned.Ownership;
import io.piuptime.gateway.authorize.owned.ProviderObject;
import io.piuptime.stores.rows.Micros;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Owners as rows, one an object. */
public final class SqliteOwnership implements Ownership {
    private static final String COLUMNS = "id, provider, kind, owner, created_at, expires_at";
    private static final String INSERT =
            "INSERT INTO provider_objects (" + COLUMNS + ") VALUES (?,?,?,?,?,?) ON CONFLICT (id, provider) DO NOTHING";
    private static final String FIND =
            "SELECT " + COLUMNS + " FROM provider_objects WHERE id = ? AND provider >= ? ORDER BY provider";
    private static final String FOLLOWING =
            "SELECT " + COLUMNS + " FROM provider_objects WHERE (id, provider) > (?, ?) ORDER BY id, provider LIMIT ?";
    private static final String REMOVE = "DELETE FROM provider_objects WHERE id = ? AND provider = ?";
    private static final String FORGET = "DELETE FROM provider_objects WHERE expires_at < ?";

    private final SqliteStore store;

    public SqliteOwnership(SqliteStore store) {
        this.store = store;
    }

    @Override
    public List<ProviderObject> add(List<ProviderObject> objects) {
        if (objects.isEmpty()) {
            return List.of();
        }
        return store.write(statements -> statements.inTransaction(within -> {
            PreparedStatement forget = within.of(FORGET);
            forget.setLong(1, Micros.of(objects.getFirst().created()));
            forget.executeUpdate();
            List<ProviderObject> noted = new ArrayList<>(objects.size());
            for (ProviderObject object : objects) {
                insert(within, object);
                noted.add(find(within, object.id(), object.provider()).getFirst());
            }
            return List.copyOf(noted);
        }));
    }

    @Override
    public List<ProviderObject> find(Collection<String> ids) {
        return store.read(statements -> {
            List<ProviderObject> found = new ArrayList<>();
            for (String id : new LinkedHashSet<>(ids)) {
                found.addAll(find(statements, id, ""));
            }
            return List.copyOf(found);
        });
    }

    /** Those that follow one in the order of ids and providers, or the first ones after none. */
    public List<ProviderObject> following(Optional<ProviderObject> after, int limit) {
        return store.read(statements -> {
            PreparedStatement select = statements.of(FOLLOWING);
            select.setString(1, after.map(ProviderObject::id).orElse(""));
            select.setString(2, after.map(ProviderObject::provider).orElse(""));
            select.setInt(3, limit);
            return objects(select);
        });
    }

    @Override
    public void remove(String id, String provider) {
        store.write(statements -> {
            PreparedStatement remove = statements.of(REMOVE);
            remove.setString(1, id);
            remove.setString(2, provider);
            return remove.executeUpdate();
        });
    }

    private static void insert(Statements statements, ProviderObject object) throws SQLException {
        PreparedStatement insert = statements.of(INSERT);
        insert.setString(1, object.id());
        insert.setString(2, object.provider());
        insert.setString(3, object.kind().name());
        insert.setString(4, object.owner());
        insert.setLong(5, Micros.of(object.created()));
        if (object.expires().isPresent()) {
            insert.setLong(6, Micros.of(object.expires().get()));
        } else {
            insert.setNull(6, Types.INTEGER);
        }
        insert.executeUpdate();
    }

    /** From a provider's name on: with its whole name it comes first. */
    private static List<ProviderObject> find(Statements statements, String id, String provider) throws SQLException {
        PreparedStatement select = statements.of(FIND);
        select.setString(1, id);
        select.setString(2, provider);
        return objects(select);
    }

    private static List<ProviderObject> objects(PreparedStatement select) throws SQLException {
        List<ProviderObject> found = new ArrayList<>();
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
        return found;
    }
}
