package io.piuptime.stores.postgres;

import io.piuptime.observe.usage.UsageQuery;
import io.piuptime.stores.rows.Micros;
import io.piuptime.stores.rows.Texts;
import io.piuptime.stores.rows.WhoseConditions;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The conditions of a query as SQL with its parameters.
 *
 * <p>Pages go by id, and ids sort by time: a range of time is also a range of ids, with some slack since a clock may be set
 * back a little. So a page is a short scan of the primary key wherever it lies.
 */
final class UsageConditions {
    private static final long SLACK = Duration.ofHours(1).toNanos() / 1_000;
    private static final String FIRST_FROM =
            "(SELECT id FROM usage WHERE started_at >= ? ORDER BY started_at, id LIMIT 1)";

    /** Sorts behind every id. */
    private static final String BEYOND = "chr(1114111)";

    private final List<String> conditions = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();

    UsageConditions(UsageQuery query) {
        query.from().map(Micros::bound).ifPresent(from -> {
            add("id >= " + FIRST_FROM, from < Long.MIN_VALUE + SLACK ? from : from - SLACK);
            add("started_at >= ?", from);
        });
        query.to().map(Micros::bound).ifPresent(to -> {
            add("id < coalesce(" + FIRST_FROM + ", " + BEYOND + ")", to > Long.MAX_VALUE - SLACK ? to : to + SLACK);
            add("started_at < ?", to);
        });
        query.keyId().ifPresent(key -> add("key_id = ?", Texts.storable(key)));
        query.model().ifPresent(model -> add("model = ?", Texts.storable(model)));
        WhoseConditions.add(query.whose(), "strpos", this::add);
        query.before().ifPresent(before -> add("id < ?", Texts.storable(before)));
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
