package io.piuptime.stores.postgres;

import io.piuptime.model.usage.UsageRecord;
import io.piuptime.observe.usage.UsagePage;
import io.piuptime.observe.usage.UsageQuery;
import io.piuptime.observe.usage.UsageStore;
import io.piuptime.stores.postgres.PostgresStore.Scope;
import io.piuptime.stores.rows.Micros;
import io.piuptime.stores.rows.UsageRows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Usage records in the table {@code usage}, which many nodes write to at the same time. */
public final class PostgresUsageStore implements UsageStore {
    /** Rows deleted at a time, so that new records do not wait long behind old ones. */
    static final int SLICE = 5_000;

    /** Rows that one statement adds. */
    private static final int ROWS = 100;

    private static final String DELETE = "DELETE FROM usage WHERE id IN (SELECT id FROM usage WHERE started_at < ?"
            + " ORDER BY started_at, id LIMIT " + SLICE + " FOR UPDATE SKIP LOCKED)";
    private static final Duration DELETING = Duration.ofSeconds(30);

    private final PostgresStore store;

    public PostgresUsageStore(PostgresStore store) {
        this.store = store;
    }

    @Override
    public int add(List<UsageRecord> records) {
        if (records.isEmpty()) {
            return 0;
        }
        // all nodes take rows in the same order, so that none waits for one that waits for it
        List<UsageRecord> ordered =
                records.stream().sorted(Comparator.comparing(UsageRecord::id)).toList();
        return store.run(Scope.EVERYWHERE, connection -> {
            int added = 0;
            for (int from = 0; from < ordered.size(); from += ROWS) {
                added += add(connection, ordered.subList(from, Math.min(from + ROWS, ordered.size())));
            }
            return added;
        });
    }

    @Override
    public UsagePage page(UsageQuery query) {
        Conditions conditions = Conditions.of(query);
        String select =
                "SELECT " + UsageRows.COLUMNS + " FROM usage" + conditions.where() + " ORDER BY id DESC LIMIT ?";
        Scope scope = query.whose().tenant().map(Scope::new).orElse(Scope.EVERYWHERE);
        return store.run(scope, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(select)) {
                int next = conditions.bind(statement);
                statement.setInt(next, query.limit() + 1);
                return page(statement, query.limit());
            }
        });
    }

    @Override
    public long deleteBefore(Instant moment) {
        long deleted = 0;
        int slice;
        do {
            slice = store.run(Scope.EVERYWHERE, DELETING, connection -> deleteSlice(connection, moment));
            deleted += slice;
        } while (slice == SLICE);
        return deleted;
    }

    private static int add(Connection connection, List<UsageRecord> records) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(UsageRows.insert(records.size()))) {
            int row = 0;
            for (UsageRecord usage : records) {
                UsageRows.bind(insert, row++, usage);
            }
            return insert.executeUpdate();
        }
    }

    private static UsagePage page(PreparedStatement select, int limit) throws SQLException {
        List<UsageRecord> found = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (found.size() < limit && rows.next()) {
                found.add(UsageRows.record(rows));
            }
            boolean more = found.size() == limit && rows.next();
            return new UsagePage(found, more ? Optional.of(found.getLast().id()) : Optional.empty());
        }
    }

    private static int deleteSlice(Connection connection, Instant moment) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
            delete.setLong(1, Micros.bound(moment));
            return delete.executeUpdate();
        }
    }
}
