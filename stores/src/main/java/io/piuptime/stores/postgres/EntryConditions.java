package io.piuptime.stores.postgres;

import io.piuptime.gateway.directory.DirectoryStore.Query;
import io.piuptime.stores.rows.EntryRows;
import io.piuptime.stores.rows.Texts;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The conditions of a query for entries as SQL with its parameters. */
final class EntryConditions {
    private final StringBuilder text = new StringBuilder(" WHERE removed = 0");
    private final List<Object> parameters = new ArrayList<>();

    EntryConditions(Query query) {
        add("kind = ?", EntryRows.code(query.kind()));
        add("first > ?", query.after());
        query.tenant().ifPresent(tenant -> add("tenant = ?", Texts.storable(tenant)));
        query.parent().ifPresent(parent -> add("parent = ?", Texts.storable(parent)));
        query.containing().ifPresent(part -> add("position(? in name) > 0", EntryRows.searched(part)));
    }

    String where() {
        return text.toString();
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
        text.append(" AND ").append(condition);
        parameters.add(parameter);
    }
}
