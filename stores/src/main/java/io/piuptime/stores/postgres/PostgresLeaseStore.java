package io.piuptime.stores.postgres;

import io.piuptime.gateway.budget.money.AccountId;
import io.piuptime.gateway.budget.money.lease.EndedTermException;
import io.piuptime.gateway.budget.money.lease.LeaseStore;
import io.piuptime.stores.postgres.PostgresStore.Scope;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Leases as rows, one a node and account. Claims on one cap come one after the other: each holds the cap's row until what it was
 * granted is visible. Caps are locked in their order, on every node the same.
 */
public final class PostgresLeaseStore implements LeaseStore {
    private static final String BEGIN = """
            INSERT INTO money_nodes (node, term, released) VALUES (?, 1, 0)
            ON CONFLICT (node) DO UPDATE SET term = money_nodes.term + 1 RETURNING term, released""";
    private static final String NODE = "SELECT term FROM money_nodes WHERE node = ? FOR UPDATE";
    private static final String RETURNED = "UPDATE money_nodes SET released = 0 WHERE node = ? AND released = 1";
    private static final String RELEASED = "UPDATE money_nodes SET released = 1, term = term + 1 WHERE node = ?";
    private static final String NOTE_CAP =
            "INSERT INTO money_caps (budget, cap) VALUES (?, ?) ON CONFLICT (budget, cap) DO NOTHING";
    private static final String LOCK_CAP = "SELECT 1 FROM money_caps WHERE budget = ? AND cap = ? FOR UPDATE";
    private static final String LEASES =
            "SELECT node, budget, cap, start, granted, spent, unconfirmed FROM money_leases";
    private static final String ORDER = " ORDER BY budget, cap, start, node";
    private static final String OTHERS = """
            SELECT COALESCE(SUM(granted), 0), COUNT(DISTINCT CASE WHEN node <> ? THEN node END) FROM money_leases
            WHERE budget = ? AND cap = ? AND start >= ? AND NOT (start = ? AND node = ?)""";
    private static final String KEEP = """
            INSERT INTO money_leases AS kept (budget, cap, start, node, granted, spent, unconfirmed, term, turn)
            VALUES (?,?,?,?,?,?,?,?,?)
            ON CONFLICT (budget, cap, start, node) DO UPDATE SET
                granted = excluded.granted, spent = excluded.spent, unconfirmed = excluded.unconfirmed,
                term = excluded.term, turn = excluded.turn
            WHERE excluded.term > kept.term OR excluded.turn > kept.turn""";
    private static final String GRANTED =
            "SELECT granted FROM money_leases WHERE budget = ? AND cap = ? AND start = ? AND node = ?";
    private static final String FREE =
            "SELECT COALESCE(SUM(granted - spent - unconfirmed), 0) FROM money_leases WHERE node = ?";
    private static final String RELEASE = "UPDATE money_leases SET granted = spent + unconfirmed WHERE node = ?";
    private static final String FORGET = "DELETE FROM money_leases WHERE budget = ? AND cap = ? AND start = ?";

    private final PostgresStore store;

    public PostgresLeaseStore(PostgresStore store) {
        this.store = store;
    }

    @Override
    public Term begin(String node) {
        return store.run(Scope.EVERYWHERE, connection -> {
            long term;
            boolean released;
            try (PreparedStatement begin = connection.prepareStatement(BEGIN)) {
                begin.setString(1, node);
                try (ResultSet row = begin.executeQuery()) {
                    row.next();
                    term = row.getLong(1);
                    released = row.getInt(2) == 1;
                }
            }
            return new Term(term, leases(connection, " WHERE node = ?", node), released);
        });
    }

    @Override
    public List<Grant> claim(String node, long term, long turn, List<Claim> claims) {
        Optional<List<Grant>> granted = store.run(Scope.EVERYWHERE, connection -> {
            if (!isTerm(connection, node, term)) {
                return Optional.empty();
            }
            update(connection, RETURNED, node);
            lock(connection, claims);
            List<Grant> grants = new ArrayList<>(claims.size());
            for (Claim claim : claims) {
                grants.add(claim(connection, node, term, turn, claim));
            }
            return Optional.of(List.copyOf(grants));
        });
        return granted.orElseThrow(() -> new EndedTermException(node, term));
    }

    @Override
    public List<Lease> leases(String budget) {
        return store.run(
                Scope.EVERYWHERE,
                connection -> budget.isEmpty() ? leases(connection) : leases(connection, " WHERE budget = ?", budget));
    }

    @Override
    public void forget(List<AccountId> accounts) {
        List<AccountId> ordered = accounts.stream().sorted().toList();
        int _ = store.run(Scope.EVERYWHERE, connection -> {
            try (PreparedStatement forget = connection.prepareStatement(FORGET)) {
                for (AccountId account : ordered) {
                    at(forget, account);
                    forget.setLong(3, account.start());
                    forget.addBatch();
                }
                return forget.executeBatch().length;
            }
        });
    }

    @Override
    public long release(String node) {
        return store.change(Scope.EVERYWHERE, connection -> {
            update(connection, RELEASED, node);
            long freed;
            try (PreparedStatement select = connection.prepareStatement(FREE)) {
                select.setString(1, node);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    freed = row.getLong(1);
                }
            }
            update(connection, RELEASE, node);
            return freed;
        });
    }

    /** Whoever speaks for the node waits for whoever spoke before, so that an older claim is seen to be older. */
    private static boolean isTerm(Connection connection, String node, long term) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(NODE)) {
            select.setString(1, node);
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getLong(1) == term;
            }
        }
    }

    private static void lock(Connection connection, List<Claim> claims) throws SQLException {
        record Cap(String budget, String window) {}
        List<Cap> caps = claims.stream()
                .map(claim -> new Cap(claim.account().budget(), claim.account().window()))
                .distinct()
                .sorted(Comparator.comparing(Cap::budget).thenComparing(Cap::window))
                .toList();
        try (PreparedStatement note = connection.prepareStatement(NOTE_CAP);
                PreparedStatement lock = connection.prepareStatement(LOCK_CAP)) {
            for (Cap cap : caps) {
                note.setString(1, cap.budget());
                note.setString(2, cap.window());
                note.executeUpdate();
                lock.setString(1, cap.budget());
                lock.setString(2, cap.window());
                lock.executeQuery().close();
            }
        }
    }

    private static Grant claim(Connection connection, String node, long term, long turn, Claim claim)
            throws SQLException {
        AccountId account = claim.account();
        long others;
        int nodes;
        try (PreparedStatement select = connection.prepareStatement(OTHERS)) {
            select.setString(1, node);
            select.setString(2, account.budget());
            select.setString(3, account.window());
            select.setLong(4, claim.since());
            select.setLong(5, account.start());
            select.setString(6, node);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                others = row.getLong(1);
                nodes = row.getInt(2);
            }
        }
        long room = Math.max(0, claim.cap() - others - claim.held());
        try (PreparedStatement keep = connection.prepareStatement(KEEP)) {
            at(keep, account);
            keep.setLong(3, account.start());
            keep.setString(4, node);
            keep.setLong(5, claim.held() + Math.min(claim.want(), room));
            keep.setLong(6, claim.spent());
            keep.setLong(7, claim.unconfirmed());
            keep.setLong(8, term);
            keep.setLong(9, turn);
            keep.executeUpdate();
        }
        try (PreparedStatement now = connection.prepareStatement(GRANTED)) {
            at(now, account);
            now.setLong(3, account.start());
            now.setString(4, node);
            try (ResultSet row = now.executeQuery()) {
                row.next();
                long granted = row.getLong(1);
                return new Grant(account, granted, Math.max(0, claim.cap() - others - granted), nodes + 1);
            }
        }
    }

    private static void update(Connection connection, String sql, String node) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, node);
            update.executeUpdate();
        }
    }

    private static void at(PreparedStatement statement, AccountId account) throws SQLException {
        statement.setString(1, account.budget());
        statement.setString(2, account.window());
    }

    private static List<Lease> leases(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(LEASES + ORDER)) {
            return leases(select);
        }
    }

    private static List<Lease> leases(Connection connection, String where, String value) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(LEASES + where + ORDER)) {
            select.setString(1, value);
            return leases(select);
        }
    }

    private static List<Lease> leases(PreparedStatement select) throws SQLException {
        List<Lease> leases = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                leases.add(new Lease(
                        row.getString(1),
                        new AccountId(row.getString(2), row.getString(3), row.getLong(4)),
                        row.getLong(5),
                        row.getLong(6),
                        row.getLong(7)));
            }
        }
        return List.copyOf(leases);
    }
}
