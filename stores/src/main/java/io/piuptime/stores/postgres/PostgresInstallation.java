package io.piuptime.stores.postgres;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.installation.Marks;
import io.piuptime.gateway.installation.SharedAnswers;
import io.piuptime.stores.postgres.PostgresStore.Scope;
import io.piuptime.stores.rows.AnswerRows;
import io.piuptime.stores.rows.MarkRows;
import java.time.Instant;
import java.util.Optional;

/** Marks and remembered answers as rows, one each. */
public final class PostgresInstallation implements Marks, SharedAnswers {
    private final PostgresStore store;

    public PostgresInstallation(PostgresStore store) {
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

    @Override
    public Optional<Known> begin(String name, String question, Instant now) {
        return store.run(Scope.EVERYWHERE, connection -> {
            try (OpenStatements statements = new OpenStatements(connection)) {
                return AnswerRows.begin(statements, name, question, now);
            }
        });
    }

    @Override
    public void end(String name, Bytes answer) {
        int _ = store.run(Scope.EVERYWHERE, connection -> {
            try (OpenStatements statements = new OpenStatements(connection)) {
                return AnswerRows.end(statements, name, answer);
            }
        });
    }

    @Override
    public void drop(String name) {
        int _ = store.run(Scope.EVERYWHERE, connection -> {
            try (OpenStatements statements = new OpenStatements(connection)) {
                return AnswerRows.drop(statements, name);
            }
        });
    }
}
