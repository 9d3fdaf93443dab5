package io.piuptime.stores.rows;

import io.piuptime.model.price.Charge;
import io.piuptime.model.price.Service;
import io.piuptime.model.usage.Attribution;
import io.piuptime.model.usage.Reservation;
import io.piuptime.model.usage.Tokens;
import io.piuptime.model.usage.UsageRecord;
import io.piuptime.model.usage.UsageRecord.Ending;
import io.piuptime.model.usage.UsageRecord.Sizes;
import io.piuptime.model.usage.UsageRecord.Times;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;

/** Usage records as rows, a component a column. */
public final class UsageRows {
    public static final String COLUMNS =
            "id, started_at, key_id, operation, model, target, status, ending, reason, stream,"
                    + " tokens_input, tokens_output, tokens_cached, tokens_reasoning, tokens_source, finish_reason, attempts,"
                    + " micros_total, micros_to_token, micros_upstream, bytes_request, bytes_reply,"
                    + " tokens_written, tokens_written_hour, tokens_audio_input, tokens_audio_cached, tokens_audio_output,"
                    + " tokens_image_input, tokens_image_cached, tokens_image_output, tokens_citations, searches, audio_seconds,"
                    + " service, cost_micros, cost_currency, price, trail,"
                    + " tenant, team, application, user_id, end_user, tags, reserved_micros, unconfirmed_micros";

    private static final int WIDTH = COLUMNS.split(",").length;

    private UsageRows() {}

    /** A statement that adds so many rows and leaves out those that are there. */
    public static String insert(int rows) {
        String places = "(" + String.join(",", Collections.nCopies(WIDTH, "?")) + ")";
        return "INSERT INTO usage (" + COLUMNS + ") VALUES " + String.join(",", Collections.nCopies(rows, places))
                + " ON CONFLICT (id) DO NOTHING";
    }

    /** Binds the row with this number, from 0, of an insert. */
    public static void bind(PreparedStatement insert, int row, UsageRecord usage) throws SQLException {
        int at = row * WIDTH;
        insert.setString(at + 1, Texts.storable(usage.id()));
        insert.setLong(at + 2, Micros.of(usage.startedAt()));
        insert.setString(at + 3, Texts.storable(usage.keyId()));
        insert.setString(at + 4, Texts.storable(usage.operation()));
        insert.setString(at + 5, Texts.storable(usage.model()));
        insert.setString(at + 6, Texts.storable(usage.target()));
        insert.setInt(at + 7, usage.status());
        insert.setString(at + 8, word(usage.ending()));
        insert.setString(at + 9, Texts.storable(usage.reason()));
        insert.setInt(at + 10, usage.stream() ? 1 : 0);
        Tokens tokens = usage.tokens();
        insert.setLong(at + 11, tokens.input());
        insert.setLong(at + 12, tokens.output());
        insert.setLong(at + 13, tokens.cached());
        insert.setLong(at + 14, tokens.reasoning());
        insert.setString(at + 15, word(tokens.source()));
        insert.setString(at + 16, Texts.storable(usage.finishReason()));
        insert.setInt(at + 17, usage.attempts());
        insert.setLong(at + 18, usage.times().total());
        insert.setLong(at + 19, usage.times().firstToken());
        insert.setLong(at + 20, usage.times().upstream());
        insert.setLong(at + 21, usage.sizes().request());
        insert.setLong(at + 22, usage.sizes().reply());
        bind(insert, at + 22, tokens.details());
        bind(insert, at + 34, usage.charge());
        insert.setString(at + 38, Texts.storable(usage.trail()));
        bind(insert, at + 38, usage.attribution());
        insert.setLong(at + 45, usage.reservation().micros());
        insert.setLong(at + 46, usage.reservation().unconfirmed());
    }

    private static void bind(PreparedStatement insert, int at, Attribution whose) throws SQLException {
        insert.setString(at + 1, Texts.storable(whose.tenant()));
        insert.setString(at + 2, Texts.storable(whose.team()));
        insert.setString(at + 3, Texts.storable(whose.application()));
        insert.setString(at + 4, Texts.storable(whose.user()));
        insert.setString(at + 5, Texts.storable(whose.endUser()));
        insert.setString(at + 6, Texts.storable(TagText.write(whose.tags())));
    }

    private static Attribution attribution(ResultSet row) throws SQLException {
        return new Attribution(
                row.getString(39),
                row.getString(40),
                row.getString(41),
                row.getString(42),
                row.getString(43),
                TagText.read(row.getString(44)));
    }

    private static void bind(PreparedStatement insert, int at, Tokens.Details details) throws SQLException {
        insert.setLong(at + 1, details.written());
        insert.setLong(at + 2, details.writtenHour());
        insert.setLong(at + 3, details.audioInput());
        insert.setLong(at + 4, details.audioCached());
        insert.setLong(at + 5, details.audioOutput());
        insert.setLong(at + 6, details.imageInput());
        insert.setLong(at + 7, details.imageCached());
        insert.setLong(at + 8, details.imageOutput());
        insert.setLong(at + 9, details.citations());
        insert.setLong(at + 10, details.searches());
        insert.setLong(at + 11, details.seconds());
        insert.setString(at + 12, word(details.service()));
    }

    private static void bind(PreparedStatement insert, int at, Optional<Charge> charge) throws SQLException {
        if (charge.isPresent()) {
            insert.setLong(at + 1, charge.get().micros());
        } else {
            insert.setNull(at + 1, Types.BIGINT);
        }
        insert.setString(at + 2, charge.map(Charge::currency).orElse(""));
        insert.setString(at + 3, charge.map(Charge::price).map(Texts::storable).orElse(""));
    }

    /** The record of the row that the result stands on; the columns are {@link #COLUMNS}. */
    public static UsageRecord record(ResultSet row) throws SQLException {
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
                        details(row),
                        Tokens.Source.valueOf(row.getString(15).toUpperCase(Locale.ROOT))),
                row.getString(16),
                row.getInt(17),
                new Times(row.getLong(18), row.getLong(19), row.getLong(20)),
                new Sizes(row.getLong(21), row.getLong(22)),
                charge(row),
                row.getString(38),
                attribution(row),
                new Reservation(row.getLong(45), row.getLong(46)));
    }

    private static Tokens.Details details(ResultSet row) throws SQLException {
        return new Tokens.Details(
                row.getLong(23),
                row.getLong(24),
                row.getLong(25),
                row.getLong(26),
                row.getLong(27),
                row.getLong(28),
                row.getLong(29),
                row.getLong(30),
                row.getLong(31),
                row.getLong(32),
                row.getLong(33),
                Service.valueOf(row.getString(34).toUpperCase(Locale.ROOT)));
    }

    private static Optional<Charge> charge(ResultSet row) throws SQLException {
        long micros = row.getLong(35);
        return row.wasNull() ? Optional.empty() : Optional.of(new Charge(micros, row.getString(36), row.getString(37)));
    }

    private static String word(Ending ending) {
        return switch (ending) {
            case COMPLETE -> "complete";
            case REFUSED -> "refused";
            case BROKEN -> "broken";
            case ABANDONED -> "abandoned";
        };
    }

    private static String word(Service service) {
        return switch (service) {
            case STANDARD -> "standard";
            case BATCH -> "batch";
            case FLEX -> "flex";
            case PRIORITY -> "priority";
            case FAST -> "fast";
            case OTHER -> "other";
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
