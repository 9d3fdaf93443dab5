package io.piuptime.stores.sqlite.lease;

import io.piuptime.gateway.budget.money.AccountId;
import io.piuptime.gateway.budget.money.lease.EndedTermException;
import io.piuptime.gateway.budget.money.lease.LeaseStore;
import io.piuptime.stores.rows.LeaseRows;
import io.piuptime.stores.sqlite.SqliteStore;
import java.util.List;
import java.util.Optional;

/** Leases as rows. There is one thread that writes, so claims come one after the other. */
public final class SqliteLeaseStore implements LeaseStore {
    private final SqliteStore store;

    public SqliteLeaseStore(SqliteStore store) {
        this.store = store;
    }

    @Override
    public Term begin(String node) {
        return store.write(statements -> statements.inTransaction(within -> LeaseRows.begin(within::of, node)));
    }

    @Override
    public List<Grant> claim(String node, long term, long turn, List<Claim> claims) {
        Optional<List<Grant>> granted =
                store.write(statements -> statements.inTransaction(within -> LeaseRows.isTerm(within::of, node, term)
                        ? Optional.of(LeaseRows.claim(within::of, node, term, turn, claims))
                        : Optional.empty()));
        return granted.orElseThrow(() -> new EndedTermException(node, term));
    }

    @Override
    public List<Lease> leases(String budget) {
        return store.read(statements -> LeaseRows.leases(statements::of, budget));
    }

    @Override
    public void forget(List<AccountId> accounts) {
        store.write(statements -> statements.inTransaction(within -> {
            LeaseRows.forget(within::of, accounts);
            return true;
        }));
    }

    @Override
    public long release(String node) {
        return store.write(statements -> statements.inTransaction(within -> LeaseRows.release(within::of, node)));
    }
}
