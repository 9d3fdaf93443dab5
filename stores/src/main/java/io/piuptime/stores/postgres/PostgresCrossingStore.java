package io.piuptime.stores.postgres;

import io.piuptime.gateway.budget.money.alert.Crossing;
import io.piuptime.gateway.budget.money.alert.CrossingStore;
import io.piuptime.stores.postgres.PostgresStore.Scope;
import io.piuptime.stores.rows.CrossingRows;
import io.piuptime.stores.rows.Prepared;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** Crossings as rows of a server that nodes share. */
public final class PostgresCrossingStore implements CrossingStore {
    private final PostgresStore store;

    public PostgresCrossingStore(PostgresStore store) {
        this.store = store;
    }

    @Override
    public boolean keep(Crossing crossing, Optional<Instant> due) {
        return within(statements -> CrossingRows.keep(statements, crossing, due));
    }

    @Override
    public List<Kept> of(String budget, int most) {
        return within(statements -> CrossingRows.of(statements, budget, most));
    }

    @Override
    public List<Kept> take(Instant now, int most, IntFunction<Optional<Instant>> again) {
        return within(statements -> CrossingRows.take(statements, now, most, again));
    }

    @Override
    public void told(Crossing crossing, Instant at) {
        boolean _ = within(statements -> CrossingRows.told(statements, crossing, at));
    }

    @Override
    public void forget(Instant before) {
        int _ = within(statements -> CrossingRows.forget(statements, before));
    }

    private <T> T within(Work<T> work) {
        return store.run(Scope.EVERYWHERE, connection -> {
            try (OpenStatements statements = new OpenStatements(connection)) {
                return work.in(statements);
            }
        });
    }

    /** What is done in one transaction. */
    private interface Work<T> {
        T in(Prepared statements) throws SQLException;
    }
}
