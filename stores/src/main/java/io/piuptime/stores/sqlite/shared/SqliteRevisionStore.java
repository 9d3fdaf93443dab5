package io.piuptime.stores.sqlite.shared;

import io.piuptime.gateway.revisions.Revision;
import io.piuptime.gateway.revisions.Revision.Head;
import io.piuptime.gateway.revisions.RevisionStore;
import io.piuptime.stores.rows.RevisionRows;
import io.piuptime.stores.sqlite.SqliteStore;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.Optional;

/** Revisions as rows, one each. */
public final class SqliteRevisionStore implements RevisionStore {
    private static final String INSERT = "INSERT INTO revisions (" + RevisionRows.COLUMNS + ") VALUES (?,?,?,?,?,?)";

    private final SqliteStore store;

    public SqliteRevisionStore(SqliteStore store) {
        this.store = store;
    }

    @Override
    public long newest() {
        return store.read(statements -> RevisionRows.newest(statements::of));
    }

    @Override
    public void add(Revision revision) {
        long before = store.write(statements -> statements.inTransaction(within -> {
            long newest = RevisionRows.newest(within::of);
            if (revision.head().number() == newest + 1) {
                PreparedStatement insert = within.of(INSERT);
                RevisionRows.bind(insert, revision);
                insert.executeUpdate();
            }
            return newest;
        }));
        if (revision.head().number() != before + 1) {
            throw new TakenException(revision.head().number(), before);
        }
    }

    @Override
    public Optional<Revision> find(long number) {
        return store.read(statements -> RevisionRows.find(statements::of, number));
    }

    @Override
    public List<Head> before(long number, int limit) {
        return store.read(statements -> RevisionRows.before(statements::of, number, limit));
    }
}
