package io.piuptime.stores.sqlite;

import io.piuptime.model.directory.KeyEntry;
import io.piuptime.model.key.KeyChange;
import io.piuptime.model.key.KeyPermission;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Changes to keys as rows. */
final class KeyRows {
    static final String COLUMNS =
            "sequence, key_id, name, hash, models, created_at, expires_at, revoked_at, permissions";
    static final String INSERT = "INSERT INTO key_changes (" + COLUMNS + ") VALUES (?,?,?,?,?,?,?,?,?)";

    private KeyRows() {}

    static void bind(PreparedStatement row, KeyChange change) throws SQLException {
        KeyEntry entry = change.entry();
        row.setLong(1, change.sequence());
        row.setString(2, entry.id());
        row.setString(3, entry.name());
        row.setString(4, entry.hash());
        row.setString(5, TextList.join(entry.models()));
        row.setLong(6, Micros.of(entry.createdAt()));
        bind(row, 7, entry.expiresAt());
        bind(row, 8, entry.revokedAt());
        row.setString(
                9,
                TextList.join(entry.permissions().stream()
                        .map(KeyPermission::id)
                        .sorted()
                        .toList()));
    }

    /** The change of the row that the result stands on; the columns are {@link #COLUMNS}. */
    static KeyChange change(ResultSet row) throws SQLException {
        KeyEntry entry = new KeyEntry(
                row.getString(2),
                row.getString(3),
                row.getString(4),
                TextList.split(row.getString(5)),
                permissions(row.getString(9)),
                Micros.instant(row.getLong(6)),
                moment(row, 7),
                moment(row, 8));
        return new KeyChange(row.getLong(1), entry);
    }

    private static Set<KeyPermission> permissions(String joined) {
        return TextList.split(joined).stream()
                .map(id -> KeyPermission.of(id)
                        .orElseThrow(() -> new IllegalStateException("permission: " + id + " (expected: a known one)")))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static void bind(PreparedStatement row, int place, Optional<Instant> moment) throws SQLException {
        if (moment.isPresent()) {
            row.setLong(place, Micros.of(moment.get()));
        } else {
            row.setNull(place, Types.BIGINT);
        }
    }

    private static Optional<Instant> moment(ResultSet row, int place) throws SQLException {
        long micros = row.getLong(place);
        return row.wasNull() ? Optional.empty() : Optional.of(Micros.instant(micros));
    }
}
