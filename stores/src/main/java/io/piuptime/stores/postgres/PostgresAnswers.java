package io.piuptime.stores.postgres;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.installation.SharedAnswers;
import io.piuptime.stores.postgres.PostgresStore.Scope;
import io.piuptime.stores.rows.AnswerRows;
import java.time.Instant;
import java.util.Optional;

/** Remembered answers as rows, one each. */
public final class PostgresAnswers implements SharedAnswers {
    private final PostgresStore store;

    public PostgresAnswers(PostgresStore store) {
        this.store = store;
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
