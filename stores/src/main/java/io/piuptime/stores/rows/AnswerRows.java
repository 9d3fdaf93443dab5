package io.piuptime.stores.rows;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.installation.SharedAnswers;
import io.piuptime.gateway.installation.SharedAnswers.Known;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Remembered answers as rows, one each. */
public final class AnswerRows {
    private static final String OLD = "DELETE FROM answers WHERE at <= ? OR (answer IS NULL AND at <= ?)";
    private static final String BEGIN =
            "INSERT INTO answers (name, at, question) VALUES (?,?,?) ON CONFLICT (name) DO NOTHING";
    private static final String TOO_MANY =
            "DELETE FROM answers WHERE at <= (SELECT at FROM answers ORDER BY at DESC LIMIT 1 OFFSET ?)";
    private static final String FIND = "SELECT question, answer FROM answers WHERE name = ?";
    private static final String END = "UPDATE answers SET answer = ? WHERE name = ?";
    private static final String DROP = "DELETE FROM answers WHERE name = ? AND answer IS NULL";

    private AnswerRows() {}

    /** Begins a request that is not known; drops what is too old or too much. */
    public static Optional<Known> begin(Prepared statements, String name, String question, Instant now)
            throws SQLException {
        PreparedStatement old = statements.of(OLD);
        old.setLong(1, Micros.of(now.minus(SharedAnswers.KEPT)));
        old.setLong(2, Micros.of(now.minus(SharedAnswers.LONGEST)));
        old.executeUpdate();
        PreparedStatement begin = statements.of(BEGIN);
        begin.setString(1, name);
        begin.setLong(2, Micros.of(now));
        begin.setString(3, question);
        if (begin.executeUpdate() == 0) {
            return find(statements, name);
        }
        PreparedStatement tooMany = statements.of(TOO_MANY);
        tooMany.setLong(1, SharedAnswers.MOST);
        tooMany.executeUpdate();
        return Optional.empty();
    }

    /** Remembers an answer. Returns how many. */
    public static int end(Prepared statements, String name, Bytes answer) throws SQLException {
        PreparedStatement end = statements.of(END);
        end.setBytes(1, answer.copy());
        end.setString(2, name);
        return end.executeUpdate();
    }

    /** Forgets what is under way. Returns how many. */
    public static int drop(Prepared statements, String name) throws SQLException {
        PreparedStatement drop = statements.of(DROP);
        drop.setString(1, name);
        return drop.executeUpdate();
    }

    private static Optional<Known> find(Prepared statements, String name) throws SQLException {
        PreparedStatement find = statements.of(FIND);
        find.setString(1, name);
        try (ResultSet row = find.executeQuery()) {
            return row.next()
                    ? Optional.of(new Known(
                            row.getString(1),
                            Optional.ofNullable(row.getBytes(2)).map(Bytes::of)))
                    : Optional.empty();
        }
    }
}
