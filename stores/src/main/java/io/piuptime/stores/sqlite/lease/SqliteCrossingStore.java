package io.piuptime.stores.sqlite.lease;

import io.piuptime.gateway.budget.money.alert.Crossing;
import io.piuptime.gateway.budget.money.alert.CrossingStore;
import io.piuptime.stores.rows.CrossingRows;
import io.piuptime.stores.sqlite.SqliteStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** Crossings as rows of the file. */
public final class SqliteCrossingStore implements CrossingStore {
    private final SqliteStore store;

    public SqliteCrossingStore(SqliteStore store) {
        this.store = store;
    }

    @Override
    public boolean keep(Crossing crossing, Optional<Instant> due) {
        return store.write(
                statements -> statements.inTransaction(within -> CrossingRows.keep(within::of, crossing, due)));
    }

    @Override
    public List<Kept> of(String budget, int most) {
        return store.read(statements -> CrossingRows.of(statements::of, budget, most));
    }

    @Override
    public List<Kept> take(Instant now, int most, IntFunction<Optional<Instant>> again) {
        return store.write(
                statements -> statements.inTransaction(within -> CrossingRows.take(within::of, now, most, again)));
    }

    @Override
    public void told(Crossing crossing, Instant at) {
        boolean _ = store.write(
                statements -> statements.inTransaction(within -> CrossingRows.told(within::of, crossing, at)));
    }

    @Override
    public void forget(Instant before) {
        int _ = store.write(statements -> statements.inTransaction(within -> CrossingRows.forget(within::of, before)));
    }
}
