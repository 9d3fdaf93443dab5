package io.piuptime.stores.sqlite;

import io.piuptime.stores.rows.Micros;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/**
 * Finds where in the order of ids a moment lies, so that a range of time is a range of the primary key and needs no index.
 *
 * <p>Ids sort by time, but a clock may be set back a little: bounds are found with {@link #SLACK}, and the rows within
 * are still compared with the moment. The search halves the space of all texts, so it knows nothing of how ids are made.
 */
final class IdSeek {
    static final Duration SLACK = Duration.ofHours(1);

    /** Enough of an id to hold its time: 13 characters of ours are one microsecond. */
    private static final int CHARACTERS = 16;

    private static final int BITS = 7;
    private static final BigInteger MASK = BigInteger.valueOf((1 << BITS) - 1);

    private final PreparedStatement firstFrom;

    IdSeek(Statements statements) throws SQLException {
        this.firstFrom = statements.of("SELECT started_at FROM usage WHERE id >= ? ORDER BY id LIMIT 1");
    }

    /** An id below which every row started before the moment. */
    String lowest(Instant moment) throws SQLException {
        BigInteger first = firstAt(saturated(Micros.bound(moment), -SLACK.toSeconds()));
        return text(first.signum() == 0 ? first : first.subtract(BigInteger.ONE));
    }

    /** An id from which on every row started at the moment or later. */
    String beyond(Instant moment) throws SQLException {
        return text(firstAt(saturated(Micros.bound(moment), SLACK.toSeconds())));
    }

    /** The smallest text such that the first row from it on, if any, started at these microseconds or later. */
    private BigInteger firstAt(long micros) throws SQLException {
        BigInteger low = BigInteger.ZERO;
        BigInteger high = BigInteger.ONE.shiftLeft(CHARACTERS * BITS).subtract(BigInteger.ONE);
        while (low.compareTo(high) < 0) {
            BigInteger middle = low.add(high).shiftRight(1);
            if (startedBefore(middle, micros)) {
                low = middle.add(BigInteger.ONE);
            } else {
                high = middle;
            }
        }
        return low;
    }

    private boolean startedBefore(BigInteger id, long micros) throws SQLException {
        firstFrom.setString(1, text(id));
        try (ResultSet rows = firstFrom.executeQuery()) {
            return rows.next() && rows.getLong(1) < micros;
        }
    }

    private static String text(BigInteger number) {
        char[] text = new char[CHARACTERS];
        BigInteger rest = number;
        for (int i = CHARACTERS - 1; i >= 0; i--) {
            text[i] = (char) rest.and(MASK).intValue();
            rest = rest.shiftRight(BITS);
        }
        return new String(text);
    }

    private static long saturated(long micros, long seconds) {
        try {
            return Math.addExact(micros, seconds * 1_000_000);
        } catch (ArithmeticException _) {
            return micros;
        }
    }
}
