package io.piuptime.stores.sqlite.shared;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.installation.SharedAnswers;
import io.piuptime.stores.rows.AnswerRows;
import io.piuptime.stores.sqlite.SqliteStore;
import java.time.Instant;
import java.util.Optional;

/** Remembered answers as rows, one each. */
public final class SqliteAnswers implements SharedAnswers {
    private final SqliteStore store;

    public SqliteAnswers(SqliteStore store) {
        this.store = store;
    }

    @Override
    public Optional<Known> begin(String name, String question, Instant now) {
        return store.write(
                statements -> statements.inTransaction(within -> AnswerRows.begin(within::of, name, question, now)));
    }

    @Override
    public void end(String name, Bytes answer) {
        store.write(statements -> AnswerRows.end(statements::of, name, answer));
    }

    @Override
    public void drop(String name) {
        store.write(statements -> AnswerRows.drop(statements::of, name));
    }
}
