package io.piuptime.stores.sqlite.shared;

import io.piuptime.gateway.installation.Marks;
import io.piuptime.stores.rows.MarkRows;
import io.piuptime.stores.sqlite.SqliteStore;
import java.util.Optional;

/** Marks as rows, one each. */
public final class SqliteMarks implements Marks {
    private final SqliteStore store;

    public SqliteMarks(SqliteStore store) {
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
}
