package io.piuptime.stores.sqlite;

import io.piuptime.model.usage.Tokens;
import io.piuptime.model.usage.UsageRecord;
import io.piuptime.model.usage.UsageRecord.Ending;
import io.piuptime.model.usage.UsageRecord.Sizes;
import io.piuptime.model.usage.UsageRecord.Times;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;

/** Usage records as rows, a component a column. */
final class UsageRows {
    static final String COLUMNS = "id, started_at, key_id, operation, model, target, status, ending, reason, stream,"
            + " tokens_input, tokens_output, tokens_cached, tokens_reasoning, tokens_source, finish_reason, attempts,"
            + " micros_total, micros_to_token, micros_upstream, bytes_request, bytes_reply";

    static final String INSERT =
            "INSERT OR IGNORE INTO usage (" + COLUMNS + ") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";

    private UsageRows() {}

    static void bind(PreparedStatement row, UsageRecord usage) throws SQLException {
        row.setString(1, usage.id());
        row.setLong(2, Micros.of(usage.startedAt()));
        row.setString(3, usage.keyId());
        row.setString(4, usage.operation());
        row.setString(5, usage.model());
        row.setString(6, usage.target());
        row.setInt(7, usage.status());
        row.setString(8, word(usage.ending()));
        row.setString(9, usage.reason());
        row.setInt(10, usage.stream() ? 1 : 0);
        Tokens tokens = usage.tokens();
        row.setLong(11, tokens.input());
        row.setLong(12, tokens.output());
        row.setLong(13, tokens.cached());
        row.setLong(14, tokens.reasoning());
        row.setString(15, word(tokens.source()));
        row.setString(16, usage.finishReason());
        row.setInt(17, usage.attempts());
        row.setLong(18, usage.times().total());
        row.setLong(19, usage.times().firstToken());
        row.setLong(20, usage.times().upstream());
        row.setLong(21, usage.sizes().request());
        row.setLong(22, usage.sizes().reply());
    }

    /** The record of the row that the result stands on; the columns are {@link #COLUMNS}. */
    static UsageRecord record(ResultSet row) throws SQLException {
        return new UsageRecord(
                row.getString(1),
                Micros.instant(row.getLong(2)),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getInt(7),
                Ending.valueOf(row.getString(8).toUpperCase(Locale.ROOT)),
                row.getString(9),
                row.getInt(10) != 0,
                new Tokens(
                        row.getLong(11),
                        row.getLong(12),
                        row.getLong(13),
                        row.getLong(14),
                        Tokens.Source.valueOf(row.getString(15).toUpperCase(Locale.ROOT))),
                row.getString(16),
                row.getInt(17),
                new Times(row.getLong(18), row.getLong(19), row.getLong(20)),
                new Sizes(row.getLong(21), row.getLong(22)));
    }

    private static String word(Ending ending) {
        return switch (ending) {
            case COMPLETE -> "complete";
            case REFUSED -> "refused";
            case BROKEN -> "broken";
            case ABANDONED -> "abandoned";
        };
    }

    private static String word(Tokens.Source source) {
        return switch (source) {
            case REPORTED -> "reported";
            case COUNTED -> "counted";
            case UNKNOWN -> "unknown";
        };
    }
}
