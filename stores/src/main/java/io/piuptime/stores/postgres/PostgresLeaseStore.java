package io.piuptime.stores.postgres;

import io.piuptime.gateway.budget.money.AccountId;
import io.piuptime.gateway.budget.money.lease.EndedTermException;
import io.piuptime.gateway.budget.money.lease.LeaseStore;
import io.piuptime.stores.StoreUnavailable;
import io.piuptime.stores.postgres.PostgresStore.Scope;
import io.piuptime.stores.rows.LeaseRows;
import io.piuptime.stores.rows.Prepared;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Leases as rows. Claims on one cap come one after the other: each holds the cap's row until what it was granted is visible. Caps are
 * locked in their order, on every node the same.
 */
public final class PostgresLeaseStore implements LeaseStore {
    /** Whoever speaks for a node waits for whoever spoke before, so that an older claim is seen to be older. */
    private static final String LOCK_NODE = "SELECT 1 FROM money_nodes WHERE node = ? FOR UPDATE";

    private static final String NOTE_CAP =
            "INSERT INTO money_caps (budget, cap) VALUES (?, ?) ON CONFLICT (budget, cap) DO NOTHING";
    private static final String LOCK_CAP = "SELECT 1 FROM money_caps WHERE budget = ? AND cap = ? FOR UPDATE";

    private final PostgresStore store;
    private final Lineage lineage;

    public PostgresLeaseStore(PostgresStore store) {
        this(store, Lineage.SETTLING);
    }

    /** The same, with another time in which nodes tell what they hold after another server took over. */
    PostgresLeaseStore(PostgresStore store, Duration settling) {
        this.store = store;
        this.lineage = new Lineage(settling);
    }

    @Override
    public long era() {
        return store.run(Scope.EVERYWHERE, lineage::era);
    }

    @Override
    public Term begin(String node) {
        return store.surely(connection -> {
            boolean _ = lineage.isSettled(connection);
            try (OpenStatements statements = new OpenStatements(connection)) {
                return LeaseRows.begin(statements, node);
            }
        });
    }

    @Override
    public List<Grant> claim(String node, long term, long turn, List<Claim> claims) {
        boolean asks = claims.stream().anyMatch(claim -> claim.want() > 0);
        AtomicBoolean settled = new AtomicBoolean();
        Optional<List<Grant>> granted = store.surely(connection -> {
            settled.set(lineage.isSettled(connection));
            List<Claim> heard =
                    settled.get() ? claims : claims.stream().map(Claim::told).toList();
            try (OpenStatements statements = new OpenStatements(connection)) {
                lock(statements.of(LOCK_NODE), node);
                if (!LeaseRows.isTerm(statements, node, term)) {
                    return Optional.empty();
                }
                lockCaps(statements, heard);
                return Optional.of(LeaseRows.claim(statements, node, term, turn, heard));
            }
        });
        List<Grant> grants = granted.orElseThrow(() -> new EndedTermException(node, term));
        if (asks && !settled.get()) {
            throw new StoreUnavailable(
                    "PostgreSQL: another server has taken over; nothing is granted until all nodes had"
                            + " the time to tell what they hold");
        }
        return grants;
    }

    @Override
    public List<Lease> leases(String budget) {
        return store.run(Scope.EVERYWHERE, connection -> {
            try (OpenStatements statements = new OpenStatements(connection)) {
                return LeaseRows.leases(statements, budget);
            }
        });
    }

    @Override
    public void forget(List<AccountId> accounts) {
        List<AccountId> ordered = accounts.stream().sorted().toList();
        boolean _ = store.run(Scope.EVERYWHERE, connection -> {
            try (OpenStatements statements = new OpenStatements(connection)) {
                LeaseRows.forget(statements, ordered);
                return true;
            }
        });
    }

    @Override
    public long release(String node) {
        return store.change(Scope.EVERYWHERE, connection -> {
            try (OpenStatements statements = new OpenStatements(connection)) {
                return LeaseRows.release(statements, node);
            }
        });
    }

    private static void lockCaps(Prepared statements, List<Claim> claims) throws SQLException {
        record Cap(String budget, String window) {}
        List<Cap> caps = claims.stream()
                .map(claim -> new Cap(claim.account().budget(), claim.account().window()))
                .distinct()
                .sorted(Comparator.comparing(Cap::budget).thenComparing(Cap::window))
                .toList();
        for (Cap cap : caps) {
            PreparedStatement note = statements.of(NOTE_CAP);
            note.setString(1, cap.budget());
            note.setString(2, cap.window());
            note.executeUpdate();
            lock(statements.of(LOCK_CAP), cap.budget(), cap.window());
        }
    }

    private static void lock(PreparedStatement select, String... parameters) throws SQLException {
        for (int at = 0; at < parameters.length; at++) {
            select.setString(at + 1, parameters[at]);
        }
        try (ResultSet row = select.executeQuery()) {
            row.next();
        }
    }
}
