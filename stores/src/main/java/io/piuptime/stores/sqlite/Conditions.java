package io.piuptime.stores.sqlite;

import io.piuptime.gateway.directory.DirectoryStore;
import io.piuptime.observe.usage.UsageQuery;
import io.piuptime.stores.rows.EntryRows;
import io.piuptime.stores.rows.Micros;
import io.piuptime.stores.rows.WhoseConditions;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The conditions of a query as SQL with its parameters. Their texts are constants of ours, so that statements stay prepared. */
final class Conditions {
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();

    private Conditions() {}

    static Conditions of(UsageQuery query, IdSeek seek) throws SQLException {
        Conditions these = new Conditions();
        if (query.from().isPresent()) {
            these.add("id >= ?", seek.lowest(query.from().get()));
            these.add("started_at >= ?", Micros.bound(query.from().get()));
        }
        if (query.to().isPresent()) {
            these.add("id < ?", seek.beyond(query.to().get()));
            these.add("started_at < ?", Micros.bound(query.to().get()));
        }
        query.keyId().ifPresent(key -> these.add("key_id = ?", key));
        query.model().ifPresent(model -> these.add("model = ?", model));
        query.before().ifPresent(before -> these.add("id < ?", before));
        WhoseConditions.add(query.whose(), "instr", these::add);
        return these;
    }

    static Conditions of(DirectoryStore.Query query) {
        Conditions these = new Conditions();
        these.add("kind = ?", EntryRows.code(query.kind()));
        these.add("first > ?", query.after());
        these.add("removed = ?", 0);
        query.tenant().ifPresent(tenant -> these.add("tenant = ?", tenant));
        query.parent().ifPresent(parent -> these.add("parent = ?", parent));
        query.containing().ifPresent(part -> these.add("instr(name, ?) > 0", EntryRows.searched(part)));
        return these;
    }

    /** The WHERE clause, or nothing. */
    String where() {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    /** Binds the parameters. Returns the place of the one that follows. */
    int bind(PreparedStatement statement) throws SQLException {
        int place = 1;
        for (Object parameter : parameters) {
            statement.setObject(place++, parameter);
        }
        return place;
    }

    private void add(String condition, Object parameter) {
        conditions.add(condition);
        parameters.add(parameter);
    }
}
