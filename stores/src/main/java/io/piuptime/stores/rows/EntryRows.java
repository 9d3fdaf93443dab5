package io.piuptime.stores.rows;

import io.piuptime.gateway.directory.codec.EntryCodec;
import io.piuptime.model.directory.Change;
import io.piuptime.model.directory.Entry;
import io.piuptime.model.directory.Kind;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Entries of the directory as rows. */
public final class EntryRows {
    public static final String COLUMNS = "kind, id, version, sequence, removed, body, first";
    public static final String UPSERT = "INSERT INTO entries"
            + " (kind, id, tenant, parent, name, version, first, sequence, removed, body) VALUES (?,?,?,?,?,?,?,?,0,?)"
            + " ON CONFLICT (kind, id) DO UPDATE SET tenant = excluded.tenant, parent = excluded.parent,"
            + " name = excluded.name, version = excluded.version, sequence = excluded.sequence, removed = 0,"
            + " body = excluded.body";

    private static final Logger LOG = LoggerFactory.getLogger(EntryRows.class);

    private EntryRows() {}

    /**
     * Binds a row of {@link #UPSERT}.
     *
     * @param first number of its first change, of a row that is not there yet
     */
    public static void bind(PreparedStatement row, Entry entry, long version, long first, long sequence)
            throws SQLException {
        row.setString(1, code(entry.kind()));
        row.setString(2, Texts.storable(entry.id()));
        row.setString(3, Texts.storable(entry.tenant()));
        row.setString(4, Texts.storable(entry.parent()));
        row.setString(5, searched(entry.name()));
        row.setLong(6, version);
        row.setLong(7, first);
        row.setLong(8, sequence);
        row.setBytes(9, EntryCodec.write(entry));
    }

    /** The change of the row that the result stands on; empty if a newer program wrote it and this one does not know it. */
    public static Optional<Change> change(ResultSet row) throws SQLException {
        Optional<Kind> kind = Kind.of(row.getString(1).charAt(0));
        String id = row.getString(2);
        if (kind.isEmpty()) {
            return Optional.empty();
        }
        try {
            Optional<Entry> entry =
                    row.getInt(5) != 0 ? Optional.empty() : Optional.of(EntryCodec.read(kind.get(), row.getBytes(6)));
            return Optional.of(new Change(row.getLong(4), kind.get(), id, row.getLong(3), entry));
        } catch (IllegalArgumentException e) {
            LOG.warn("{} {} cannot be read: {}; it is passed over", kind.get().id(), id, e.getMessage());
            return Optional.empty();
        }
    }

    public static String code(Kind kind) {
        return String.valueOf(kind.code());
    }

    /** A name as it is searched in, and a part as it is searched for. */
    public static String searched(String name) {
        return Texts.storable(name.toLowerCase(Locale.ROOT));
    }
}
