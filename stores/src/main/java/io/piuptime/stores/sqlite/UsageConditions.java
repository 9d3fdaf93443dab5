package io.piuptime.stores.sqlite;

import io.piuptime.observe.usage.UsageQuery;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The conditions of a query as SQL with its parameters. There are 32 texts at most, so each stays prepared. */
final class UsageConditions {
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();

    UsageConditions(UsageQuery query, IdSeek seek) throws SQLException {
        if (query.from().isPresent()) {
            add("id >= ?", seek.lowest(query.from().get()));
            add("started_at >= ?", Micros.bound(query.from().get()));
        }
        if (query.to().isPresent()) {
            add("id < ?", seek.beyond(query.to().get()));
            add("started_at < ?", Micros.bound(query.to().get()));
        }
        query.keyId().ifPresent(key -> add("key_id = ?", key));
        query.model().ifPresent(model -> add("model = ?", model));
        query.before().ifPresent(before -> add("id < ?", before));
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
