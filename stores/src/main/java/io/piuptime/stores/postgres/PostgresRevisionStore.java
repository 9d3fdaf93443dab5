package io.piuptime.stores.postgres;

import io.piuptime.gateway.revisions.Revision;
import io.piuptime.gateway.revisions.Revision.Head;
import io.piuptime.gateway.revisions.RevisionStore;
import io.piuptime.stores.postgres.PostgresStore.Scope;
import io.piuptime.stores.rows.RevisionRows;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.Optional;

/** Revisions as rows, one each. */
public final class PostgresRevisionStore implements RevisionStore {
    private static final String INSERT = "INSERT INTO revisions (" + RevisionRows.COLUMNS + ")"
            + " SELECT ?,?,?,?,?,? WHERE ? = (" + RevisionRows.NEWEST + ") + 1 ON CONFLICT (number) DO NOTHING";

    private final PostgresStore store;

    public PostgresRevisionStore(PostgresStore store) {
        this.store = store;
    }

    @Override
    public long newest() {
        return store.run(Scope.EVERYWHERE, connection -> {
            try (OpenStatements statements = new OpenStatements(connection)) {
                return RevisionRows.newest(statements);
            }
        });
    }

    @Override
    public void add(Revision revision) {
        Optional<Long> other = store.change(Scope.EVERYWHERE, connection -> {
            try (OpenStatements statements = new OpenStatements(connection)) {
                PreparedStatement insert = statements.of(INSERT);
                RevisionRows.bind(insert, revision);
                insert.setLong(7, revision.head().number());
                return insert.executeUpdate() == 1 ? Optional.empty() : Optional.of(RevisionRows.newest(statements));
            }
        });
        if (other.isPresent()) {
            throw new TakenException(revision.head().number(), other.get());
        }
    }

    @Override
    public Optional<Revision> find(long number) {
        return store.run(Scope.EVERYWHERE, connection -> {
            try (OpenStatements statements = new OpenStatements(connection)) {
                return RevisionRows.find(statements, number);
            }
        });
    }

    @Override
    public List<Head> before(long number, int limit) {
        return store.run(Scope.EVERYWHERE, connection -> {
            try (OpenStatements statements = new OpenStatements(connection)) {
                return RevisionRows.before(statements, number, limit);
            }
        });
    }
}
