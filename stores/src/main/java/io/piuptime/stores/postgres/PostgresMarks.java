package io.piuptime.stores.postgres;

import io.piuptime.gateway.installation.Marks;
import io.piuptime.stores.postgres.PostgresStore.Scope;
import io.piuptime.stores.rows.MarkRows;
import java.util.Optional;

/** Marks as rows, one each. */
public final class PostgresMarks implements Marks {
    private final PostgresStore store;

    public PostgresMarks(PostgresStore store) {
        this.store = store;
    }

    @Override
    public Optional<String> find(String name) {
        return store.run(Scope.EVERYWHERE, connection -> {
            try (OpenStatements statements = new OpenStatements(connection)) {
                return MarkRows.find(statements, name);
            }
        });
    }

    @Override
    public String claim(String name, String text) {
        return store.run(Scope.EVERYWHERE, connection -> {
            try (OpenStatements statements = new OpenStatements(connection)) {
                return MarkRows.claim(statements, name, text);
            }
        });
    }

    @Override
    public void set(String name, String text) {
        int _ = store.run(Scope.EVERYWHERE, connection -> {
            try (OpenStatements statements = new OpenStatements(connection)) {
                return MarkRows.set(statements, name, text);
            }
        });
    }
}
