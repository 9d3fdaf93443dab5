package io.piuptime.stores.sqlite;

import io.piuptime.model.directory.KeyEntry;
import io.piuptime.model.key.KeyPermission;
import io.piuptime.stores.rows.EntryRows;
import io.piuptime.stores.rows.Micros;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The feed of keys that was there before the directory: carries each key over with its last change and that one's number. */
final class KeyChanges {
    private static final String KEYS = "SELECT key_id, name, hash, models, permissions, created_at, expires_at,"
            + " revoked_at, versions, first, sequence FROM key_changes JOIN (SELECT min(sequence) AS first,"
            + " max(sequence) AS last, count(*) AS versions FROM key_changes GROUP BY key_id) ON sequence = last"
            + " ORDER BY sequence";

    private KeyChanges() {}

    static void carryOver(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                PreparedStatement insert = connection.prepareStatement(EntryRows.UPSERT)) {
            try (ResultSet row = statement.executeQuery(KEYS)) {
                while (row.next()) {
                    EntryRows.bind(insert, key(row), row.getLong(9), row.getLong(10), row.getLong(11));
                    insert.executeUpdate();
                }
            }
            statement.executeUpdate("DROP TABLE key_changes");
        }
    }

    private static KeyEntry key(ResultSet row) throws SQLException {
        return new KeyEntry(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                split(row.getString(4)),
                permissions(row.getString(5)),
                Micros.instant(row.getLong(6)),
                moment(row, 7),
                moment(row, 8));
    }

    private static Set<KeyPermission> permissions(String joined) {
        return split(joined).stream()
                .map(id -> KeyPermission.of(id)
                        .orElseThrow(() -> new IllegalStateException("permission: " + id + " (expected: a known one)")))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<Instant> moment(ResultSet row, int place) throws SQLException {
        long micros = row.getLong(place);
        return row.wasNull() ? Optional.empty() : Optional.of(Micros.instant(micros));
    }

    /** Texts that were joined, each as its length in characters, a colon and itself. */
    private static List<String> split(String joined) {
        List<String> texts = new ArrayList<>();
        int at = 0;
        while (at < joined.length()) {
            int start = joined.indexOf(':', at) + 1;
            int end = start + Integer.parseInt(joined, at, start - 1, 10);
            texts.add(joined.substring(start, end));
            at = end;
        }
        return texts;
    }
}
