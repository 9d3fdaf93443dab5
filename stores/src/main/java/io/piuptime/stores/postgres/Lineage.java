package io.piuptime.stores.postgres;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which history of the database the leases are part of. A standby that takes over begins a new one, and may lack the end of the
 * one before: what was granted last is known to those who were granted it, and to nobody else. So for a while nothing is granted
 * there, and nodes tell what they hold. A server that is left in an older history is not believed.
 */
final class Lineage {
    /** A node that reaches the new server at all does so within this time. */
    static final Duration SETTLING = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Lineage.class);

    /** Also sees to it that a commit is waited for wherever the server has somebody to wait for. */
    private static final String ASK = "SELECT system_identifier,"
            + " ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::bigint,"
            + " CASE WHEN current_setting('synchronous_commit') IN ('off', 'local')"
            + " THEN set_config('synchronous_commit', 'on', true) END FROM pg_control_system()";

    private static final String NOW = "(extract(epoch from clock_timestamp()) * 1000)::bigint";
    private static final String KNOWN = "SELECT system, timeline, " + NOW + " - since FROM money_lineage";
    private static final String NOTE =
            "INSERT INTO money_lineage AS known (one, system, timeline, since) VALUES (1, ?, ?, 0)"
                    + " ON CONFLICT (one) DO UPDATE SET system = excluded.system, timeline = excluded.timeline, since = "
                    + NOW + " WHERE known.system <> excluded.system OR known.timeline <> excluded.timeline";

    private final Duration settling;
    private final AtomicReference<Optional<Place>> newest = new AtomicReference<>(Optional.empty());
    private volatile boolean silent;

    /**
     * A moment's place.
     *
     * @param timeline 0 of a server that does not tell
     */
    private record Place(long system, long timeline) {
        static final Place UNTOLD = new Place(0, 0);

        boolean isBefore(Place other) {
            return system == other.system && timeline < other.timeline;
        }
    }

    /** What is noted in the database. */
    private record Noted(Place place, long millis) {}

    Lineage(Duration settling) {
        this.settling = requireNonNull(settling, "settling");
    }

    /**
     * A number that is another one wherever the end of a history may be missing.
     *
     * @throws SQLException also by a server that was left behind
     */
    long era(Connection connection) throws SQLException {
        Place place = place(connection);
        return place.system * 31 + place.timeline;
    }

    /**
     * Whether all nodes had the time to tell what they hold.
     *
     * @throws SQLException also by a server that was left behind
     */
    boolean isSettled(Connection connection) throws SQLException {
        Place place = place(connection);
        Optional<Noted> noted = noted(connection);
        if (noted.filter(note -> note.place.equals(place)).isEmpty()) {
            try (PreparedStatement note = connection.prepareStatement(NOTE)) {
                note.setLong(1, place.system);
                note.setLong(2, place.timeline);
                note.executeUpdate();
            }
            noted = noted(connection);
        }
        // its clock may have been set back
        return noted.filter(note -> note.millis < 0 || note.millis >= settling.toMillis())
                .isPresent();
    }

    private Place place(Connection connection) throws SQLException {
        if (silent) {
            return Place.UNTOLD;
        }
        Place place;
        Savepoint before = connection.setSavepoint();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ASK)) {
            row.next();
            place = new Place(row.getLong(1), row.getLong(2));
        } catch (SQLException e) {
            if (!Failures.isUnheardOf(e)) {
                throw e;
            }
            connection.rollback(before);
            silent = true;
            LOG.warn("PostgreSQL does not tell when another server takes over: {}", Failures.reason(e));
            return Place.UNTOLD;
        }
        Optional<Place> known = newest.get();
        if (known.filter(place::isBefore).isPresent()) {
            throw Failures.readOnly("timeline " + place.timeline + " (expected: at least "
                    + known.orElseThrow().timeline + "): a server that was replaced takes writes");
        }
        if (!known.equals(Optional.of(place))) {
            boolean _ = newest.compareAndSet(known, Optional.of(place));
        }
        return place;
    }

    private static Optional<Noted> noted(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(KNOWN)) {
            return row.next()
                    ? Optional.of(new Noted(new Place(row.getLong(1), row.getLong(2)), row.getLong(3)))
                    : Optional.empty();
        }
    }
}
