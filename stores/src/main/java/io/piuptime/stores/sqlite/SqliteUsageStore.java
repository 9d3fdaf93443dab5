package io.piuptime.stores.sqlite;

import io.piuptime.model.usage.UsageRecord;
import io.piuptime.observe.usage.UsagePage;
import io.piuptime.observe.usage.UsageQuery;
import io.piuptime.observe.usage.UsageStore;
import io.piuptime.stores.rows.Micros;
import io.piuptime.stores.rows.UsageRows;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Usage records in the table {@code usage}. */
public final class SqliteUsageStore implements UsageStore {
    /** Rows deleted at a time, so that new records do not wait long behind old ones. */
    static final int SLICE = 5_000;

    /** Rows that one statement adds: half as dear, a row, as one at a time. */
    private static final int ROWS = 20;

    private static final String INSERT_ROWS = UsageRows.insert(ROWS);
    private static final String INSERT_ROW = UsageRows.insert(1);
    private static final String DELETE = "DELETE FROM usage WHERE id IN"
            + " (SELECT id FROM usage WHERE id < ? AND started_at < ? ORDER BY id LIMIT " + SLICE + ")";

    private final SqliteStore store;

    public SqliteUsageStore(SqliteStore store) {
        this.store = store;
    }

    @Override
    public int add(List<UsageRecord> records) {
        if (records.isEmpty()) {
            return 0;
        }
        return store.write(statements -> statements.inTransaction(within -> {
            int whole = records.size() - records.size() % ROWS;
            return add(within.of(INSERT_ROWS), ROWS, records.subList(0, whole))
                    + add(within.of(INSERT_ROW), 1, records.subList(whole, records.size()));
        }));
    }

    @Override
    public UsagePage page(UsageQuery query) {
        return store.read(statements -> {
            Conditions conditions = Conditions.of(query, new IdSeek(statements));
            PreparedStatement select = statements.of(
                    "SELECT " + UsageRows.COLUMNS + " FROM usage" + conditions.where() + " ORDER BY id DESC LIMIT ?");
            int next = conditions.bind(select);
            select.setInt(next, query.limit() + 1);
            return page(select, query.limit());
        });
    }

    @Override
    public long deleteBefore(Instant moment) {
        long deleted = 0;
        int slice;
        do {
            slice = store.write(statements -> deleteSlice(statements, moment));
            deleted += slice;
        } while (slice == SLICE);
        return deleted;
    }

    private static int add(PreparedStatement insert, int rows, List<UsageRecord> records) throws SQLException {
        int added = 0;
        int row = 0;
        for (UsageRecord usage : records) {
            UsageRows.bind(insert, row++, usage);
            if (row == rows) {
                added += insert.executeUpdate();
                row = 0;
            }
        }
        return added;
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

    private static int deleteSlice(Statements statements, Instant moment) throws SQLException {
        String beyond = new IdSeek(statements).beyond(moment);
        PreparedStatement delete = statements.of(DELETE);
        delete.setString(1, beyond);
        delete.setLong(2, Micros.bound(moment));
        return delete.executeUpdate();
    }
}
