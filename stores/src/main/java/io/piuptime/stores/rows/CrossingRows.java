package io.piuptime.stores.rows;

import io.piuptime.gateway.budget.money.AccountId;
import io.piuptime.gateway.budget.money.alert.Crossing;
import io.piuptime.gateway.budget.money.alert.CrossingStore.Kept;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** Thresholds of budgets that were passed, as rows. */
public final class CrossingRows {
    private static final String COLUMNS =
            "budget, cap, start, micros, percent, tenant, name, subject, at, gone, node, tries, due, told";
    private static final String KEEP = "INSERT INTO money_crossings (" + COLUMNS
            + ") VALUES (?,?,?,?,?,?,?,?,?,?,?,0,?,NULL) ON CONFLICT DO NOTHING";
    private static final String OF =
            "SELECT " + COLUMNS + " FROM money_crossings WHERE budget = ? ORDER BY at DESC, percent DESC LIMIT ?";
    private static final String DUE = "SELECT " + COLUMNS + " FROM money_crossings WHERE due <= ? ORDER BY due LIMIT ?";
    private static final String ID = " WHERE budget = ? AND cap = ? AND start = ? AND micros = ? AND percent = ?";
    /** Of several who found the same row due, one finds it unchanged. */
    private static final String TAKE = "UPDATE money_crossings SET tries = ?, due = ?" + ID + " AND due = ?";

    private static final String TOLD = "UPDATE money_crossings SET due = NULL, told = ?" + ID;
    private static final String FORGET = "DELETE FROM money_crossings WHERE at < ? AND cap <> 'total'";

    private CrossingRows() {}

    /** Keeps one, if it is not there. Returns whether it was not. */
    public static boolean keep(Prepared statements, Crossing crossing, Optional<Instant> due) throws SQLException {
        PreparedStatement keep = statements.of(KEEP);
        id(keep, 0, crossing);
        keep.setString(6, Texts.storable(crossing.of().tenant()));
        keep.setString(7, Texts.storable(crossing.of().name()));
        keep.setString(8, Texts.storable(crossing.of().subject()));
        keep.setLong(9, Micros.of(crossing.at()));
        keep.setLong(10, crossing.gone());
        keep.setString(11, crossing.node());
        moment(keep, 12, due);
        return keep.executeUpdate() == 1;
    }

    /** Those of a budget, the newest first. */
    public static List<Kept> of(Prepared statements, String budget, int most) throws SQLException {
        PreparedStatement select = statements.of(OF);
        select.setString(1, budget);
        select.setInt(2, most);
        return read(select);
    }

    /** Those that are due, and that nobody else took meanwhile. */
    public static List<Kept> take(Prepared statements, Instant now, int most, IntFunction<Optional<Instant>> again)
            throws SQLException {
        PreparedStatement select = statements.of(DUE);
        select.setLong(1, Micros.of(now));
        select.setInt(2, most);
        List<Kept> taken = new ArrayList<>();
        for (Kept due : read(select)) {
            int tries = due.tries() + 1;
            Optional<Instant> next = again.apply(tries);
            PreparedStatement take = statements.of(TAKE);
            take.setInt(1, tries);
            moment(take, 2, next);
            id(take, 2, due.crossing());
            take.setLong(8, Micros.of(due.due().orElseThrow()));
            if (take.executeUpdate() == 1) {
                taken.add(new Kept(due.crossing(), tries, next, due.told()));
            }
        }
        return List.copyOf(taken);
    }

    /** Somebody was told of one. */
    public static boolean told(Prepared statements, Crossing crossing, Instant at) throws SQLException {
        PreparedStatement told = statements.of(TOLD);
        told.setLong(1, Micros.of(at));
        id(told, 1, crossing);
        return told.executeUpdate() == 1;
    }

    /** Forgets older ones, but for those of windows without end. Returns how many. */
    public static int forget(Prepared statements, Instant before) throws SQLException {
        PreparedStatement forget = statements.of(FORGET);
        forget.setLong(1, Micros.of(before));
        return forget.executeUpdate();
    }

    private static void id(PreparedStatement statement, int at, Crossing crossing) throws SQLException {
        AccountId account = crossing.account();
        statement.setString(at + 1, account.budget());
        statement.setString(at + 2, account.window());
        statement.setLong(at + 3, account.start());
        statement.setLong(at + 4, crossing.cap());
        statement.setInt(at + 5, crossing.percent());
    }

    private static void moment(PreparedStatement statement, int at, Optional<Instant> moment) throws SQLException {
        if (moment.isPresent()) {
            statement.setLong(at, Micros.of(moment.get()));
        } else {
            statement.setNull(at, Types.BIGINT);
        }
    }

    private static Optional<Instant> moment(ResultSet row, int at) throws SQLException {
        long micros = row.getLong(at);
        return row.wasNull() ? Optional.empty() : Optional.of(Micros.instant(micros));
    }

    private static List<Kept> read(PreparedStatement select) throws SQLException {
        List<Kept> kept = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                Crossing crossing = new Crossing(
                        new AccountId(row.getString(1), row.getString(2), row.getLong(3)),
                        new Crossing.Of(row.getString(6), row.getString(7), row.getString(8)),
                        row.getLong(4),
                        row.getInt(5),
                        Micros.instant(row.getLong(9)),
                        row.getLong(10),
                        row.getString(11));
                kept.add(new Kept(crossing, row.getInt(12), moment(row, 13), moment(row, 14)));
            }
        }
        return kept;
    }
}
