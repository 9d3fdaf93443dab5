package io.piuptime.stores.postgres;

import io.piuptime.gateway.directory.DirectoryStore.Query;
import io.piuptime.observe.usage.UsageQuery;
import io.piuptime.stores.rows.EntryRows;
import io.piuptime.stores.rows.Micros;
import io.piuptime.stores.rows.Texts;
import io.piuptime.stores.rows.WhoseConditions;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The conditions of a query as SQL with its parameters. */
final class Conditions {
    private static final long SLACK = Duration.ofHours(1).toNanos() / 1_000;
    private static final String FIRST_FROM =
            "(SELECT id FROM usage WHERE started_at >= ? ORDER BY started_at, id LIMIT 1)";

    /** Sorts behind every id. */
    private static final String BEYOND = "chr(1114111)";

    private final List<String> conditions = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();

    private Conditions() {}

    /** Those of entries. */
    static Conditions of(Query query) {
        Conditions all = new Conditions();
        all.conditions.add("removed = 0");
        all.add("kind = ?", EntryRows.code(query.kind()));
        all.add("first > ?", query.after());
        query.tenant().ifPresent(tenant -> all.add("tenant = ?", Texts.storable(tenant)));
        query.parent().ifPresent(parent -> all.add("parent = ?", Texts.storable(parent)));
        query.containing().ifPresent(part -> all.add("position(? in name) > 0", EntryRows.searched(part)));
        return all;
    }

    /**
     * Those of usage. Pages go by id, and ids sort by time: a range of time is also a range of ids, with some slack since a
     * clock may be set back a little. So a page is a short scan of the primary key wherever it lies.
     */
    static Conditions of(UsageQuery query) {
        Conditions all = new Conditions();
        query.from().map(Micros::bound).ifPresent(from -> {
            all.add("id >= " + FIRST_FROM, from < Long.MIN_VALUE + SLACK ? from : from - SLACK);
            all.add("started_at >= ?", from);
        });
        query.to().map(Micros::bound).ifPresent(to -> {
            all.add("id < coalesce(" + FIRST_FROM + ", " + BEYOND + ")", to > Long.MAX_VALUE - SLACK ? to : to + SLACK);
            all.add("started_at < ?", to);
        });
        query.keyId().ifPresent(key -> all.add("key_id = ?", Texts.storable(key)));
        query.model().ifPresent(model -> all.add("model = ?", Texts.storable(model)));
        WhoseConditions.add(query.whose(), "strpos", all::add);
        query.before().ifPresent(before -> all.add("id < ?", Texts.storable(before)));
        return all;
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
