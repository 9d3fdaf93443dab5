package io.piuptime.stores.sqlite.lease;

import io.piuptime.gateway.budget.money.AccountId;
import io.piuptime.gateway.budget.money.lease.EndedTermException;
import io.piuptime.gateway.budget.money.lease.LeaseStore;
import io.piuptime.stores.sqlite.SqliteStore;
import io.piuptime.stores.sqlite.Statements;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Leases as rows, one a node and account. There is one thread that writes, so claims come one after the other. */
public final class SqliteLeaseStore implements LeaseStore {
    private static final String BEGIN = """
            INSERT INTO money_nodes (node, term, released) VALUES (?, 1, 0)
            ON CONFLICT (node) DO UPDATE SET term = term + 1""";
    private static final String NODE = "SELECT term, released FROM money_nodes WHERE node = ?";
    private static final String RETURNED = "UPDATE money_nodes SET released = 0 WHERE node = ? AND released = 1";
    private static final String RELEASED = "UPDATE money_nodes SET released = 1, term = term + 1 WHERE node = ?";
    private static final String LEASES =
            "SELECT node, budget, cap, start, granted, spent, unconfirmed FROM money_leases";
    private static final String ORDER = " ORDER BY budget, cap, start, node";
    private static final String OTHERS = """
            SELECT COALESCE(SUM(granted), 0), COUNT(DISTINCT CASE WHEN node <> ? THEN node END) FROM money_leases
            WHERE budget = ? AND cap = ? AND start >= ? AND NOT (start = ? AND node = ?)""";
    private static final String KEEP = """
            INSERT INTO money_leases (budget, cap, start, node, granted, spent, unconfirmed, term, turn)
            VALUES (?,?,?,?,?,?,?,?,?)
            ON CONFLICT (budget, cap, start, node) DO UPDATE SET
                granted = excluded.granted, spent = excluded.spent, unconfirmed = excluded.unconfirmed,
                term = excluded.term, turn = excluded.turn
            WHERE excluded.term > term OR excluded.turn > turn""";
    private static final String GRANTED =
            "SELECT granted FROM money_leases WHERE budget = ? AND cap = ? AND start = ? AND node = ?";
    private static final String FREE =
            "SELECT COALESCE(SUM(granted - spent - unconfirmed), 0) FROM money_leases WHERE node = ?";
    private static final String RELEASE = "UPDATE money_leases SET granted = spent + unconfirmed WHERE node = ?";
    private static final String FORGET = "DELETE FROM money_leases WHERE budget = ? AND cap = ? AND start = ?";

    private final SqliteStore store;

    public SqliteLeaseStore(SqliteStore store) {
        this.store = store;
    }

    @Override
    public Term begin(String node) {
        return store.write(statements -> statements.inTransaction(within -> {
            PreparedStatement begin = within.of(BEGIN);
            begin.setString(1, node);
            begin.executeUpdate();
            PreparedStatement select = within.of(LEASES + " WHERE node = ?" + ORDER);
            select.setString(1, node);
            List<Lease> leases = leases(select);
            PreparedStatement term = within.of(NODE);
            term.setString(1, node);
            try (ResultSet row = term.executeQuery()) {
                row.next();
                return new Term(row.getLong(1), leases, row.getInt(2) == 1);
            }
        }));
    }

    @Override
    public List<Grant> claim(String node, long term, long turn, List<Claim> claims) {
        Optional<List<Grant>> granted = store.write(statements -> statements.inTransaction(within -> {
            PreparedStatement known = within.of(NODE);
            known.setString(1, node);
            try (ResultSet row = known.executeQuery()) {
                if (!row.next() || row.getLong(1) != term) {
                    return Optional.empty();
                }
            }
            PreparedStatement returned = within.of(RETURNED);
            returned.setString(1, node);
            returned.executeUpdate();
            List<Grant> grants = new ArrayList<>(claims.size());
            for (Claim claim : claims) {
                grants.add(claim(within, node, term, turn, claim));
            }
            return Optional.of(List.copyOf(grants));
        }));
        return granted.orElseThrow(() -> new EndedTermException(node, term));
    }

    private static Grant claim(Statements within, String node, long term, long turn, Claim claim) throws SQLException {
        AccountId account = claim.account();
        PreparedStatement select = within.of(OTHERS);
        select.setString(1, node);
        at(select, account, 2);
        select.setLong(4, claim.since());
        select.setLong(5, account.start());
        select.setString(6, node);
        long others;
        int nodes;
        try (ResultSet row = select.executeQuery()) {
            row.next();
            others = row.getLong(1);
            nodes = row.getInt(2);
        }
        long room = Math.max(0, claim.cap() - others - claim.held());
        PreparedStatement keep = within.of(KEEP);
        at(keep, account, 1);
        keep.setLong(3, account.start());
        keep.setString(4, node);
        keep.setLong(5, claim.held() + Math.min(claim.want(), room));
        keep.setLong(6, claim.spent());
        keep.setLong(7, claim.unconfirmed());
        keep.setLong(8, term);
        keep.setLong(9, turn);
        keep.executeUpdate();
        PreparedStatement now = within.of(GRANTED);
        at(now, account, 1);
        now.setLong(3, account.start());
        now.setString(4, node);
        try (ResultSet row = now.executeQuery()) {
            row.next();
            long granted = row.getLong(1);
            return new Grant(account, granted, Math.max(0, claim.cap() - others - granted), nodes + 1);
        }
    }

    @Override
    public List<Lease> leases(String budget) {
        return store.read(statements -> {
            if (budget.isEmpty()) {
                return leases(statements.of(LEASES + ORDER));
            }
            PreparedStatement select = statements.of(LEASES + " WHERE budget = ?" + ORDER);
            select.setString(1, budget);
            return leases(select);
        });
    }

    @Override
    public void forget(List<AccountId> accounts) {
        store.write(statements -> statements.inTransaction(within -> {
            PreparedStatement forget = within.of(FORGET);
            for (AccountId account : accounts) {
                at(forget, account, 1);
                forget.setLong(3, account.start());
                forget.executeUpdate();
            }
            return true;
        }));
    }

    @Override
    public long release(String node) {
        return store.write(statements -> statements.inTransaction(within -> {
            PreparedStatement released = within.of(RELEASED);
            released.setString(1, node);
            released.executeUpdate();
            PreparedStatement select = within.of(FREE);
            select.setString(1, node);
            long freed;
            try (ResultSet row = select.executeQuery()) {
                row.next();
                freed = row.getLong(1);
            }
            PreparedStatement release = within.of(RELEASE);
            release.setString(1, node);
            release.executeUpdate();
            return freed;
        }));
    }

    private static void at(PreparedStatement statement, AccountId account, int first) throws SQLException {
        statement.setString(first, account.budget());
        statement.setString(first + 1, account.window());
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
