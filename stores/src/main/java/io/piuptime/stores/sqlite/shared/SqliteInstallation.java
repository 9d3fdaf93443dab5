package io.piuptime.stores.sqlite.shared;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.installation.Marks;
import io.piuptime.gateway.installation.SharedAnswers;
import io.piuptime.stores.rows.AnswerRows;
import io.piuptime.stores.rows.MarkRows;
import io.piuptime.stores.sqlite.SqliteStore;
import java.time.Instant;
import java.util.Optional;

/** Marks and remembered answers as rows, one each. */
public final class SqliteInstallation implements Marks, SharedAnswers {
    private final SqliteStore store;

    public SqliteInstallation(SqliteStore store) {
        this.store = store;
    }

    @Override
    public Optional<String> find(String name) {
        return store.read(statements -> MarkRows.find(statements::of, name));
    }

    @Override
    public String claim(String name, String text) {
        return store.write(statements -> statements.inTransaction(within -> MarkRows.claim(within::of, name, text)));
    }

    @Override
    public void set(String name, String text) {
        store.write(statements -> MarkRows.set(statements::of, name, text));
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
