package io.piuptime.stores.rows;

import io.piuptime.gateway.budget.money.AccountId;
import io.piuptime.gateway.budget.money.lease.LeaseStore.Claim;
import io.piuptime.gateway.budget.money.lease.LeaseStore.Grant;
import io.piuptime.gateway.budget.money.lease.LeaseStore.Lease;
import io.piuptime.gateway.budget.money.lease.LeaseStore.Term;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Leases of money as rows, one a node and account. Whoever calls sees to it that claims on one cap, and claims of one node, come
 * one after the other.
 */
public final class LeaseRows {
    private static final String BEGIN = """
            INSERT INTO money_nodes (node, term, released) VALUES (?, 1, 0)
            ON CONFLICT (node) DO UPDATE SET term = money_nodes.term + 1""";
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

    private LeaseRows() {}

    /** A node begins, or begins anew. */
    public static Term begin(Prepared statements, String node) throws SQLException {
        update(statements, BEGIN, node);
        PreparedStatement select = statements.of(LEASES + " WHERE node = ?" + ORDER);
        select.setString(1, node);
        List<Lease> leases = read(select);
        PreparedStatement term = statements.of(NODE);
        term.setString(1, node);
        try (ResultSet row = term.executeQuery()) {
            row.next();
            return new Term(row.getLong(1), leases, row.getInt(2) == 1);
        }
    }

    /** Whether a node is in this term of its. */
    public static boolean isTerm(Prepared statements, String node, long term) throws SQLException {
        PreparedStatement known = statements.of(NODE);
        known.setString(1, node);
        try (ResultSet row = known.executeQuery()) {
            return row.next() && row.getLong(1) == term;
        }
    }

    /** What becomes of claims, in their order. */
    public static List<Grant> claim(Prepared statements, String node, long term, long turn, List<Claim> claims)
            throws SQLException {
        update(statements, RETURNED, node);
        List<Grant> grants = new ArrayList<>(claims.size());
        for (Claim claim : claims) {
            grants.add(claim(statements, node, term, turn, claim));
        }
        return List.copyOf(grants);
    }

    private static Grant claim(Prepared statements, String node, long term, long turn, Claim claim)
            throws SQLException {
        AccountId account = claim.account();
        PreparedStatement select = statements.of(OTHERS);
        select.setString(1, node);
        select.setString(2, account.budget());
        select.setString(3, account.window());
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
        PreparedStatement keep = at(statements, KEEP, account);
        keep.setString(4, node);
        keep.setLong(5, claim.held() + Math.min(claim.want(), room));
        keep.setLong(6, claim.spent());
        keep.setLong(7, claim.unconfirmed());
        keep.setLong(8, term);
        keep.setLong(9, turn);
        keep.executeUpdate();
        PreparedStatement now = at(statements, GRANTED, account);
        now.setString(4, node);
        try (ResultSet row = now.executeQuery()) {
            row.next();
            long granted = row.getLong(1);
            return new Grant(account, granted, Math.max(0, claim.cap() - others - granted), nodes + 1);
        }
    }

    /** What all nodes have of a budget, or of all budgets if it is empty. */
    public static List<Lease> leases(Prepared statements, String budget) throws SQLException {
        if (budget.isEmpty()) {
            return read(statements.of(LEASES + ORDER));
        }
        PreparedStatement select = statements.of(LEASES + " WHERE budget = ?" + ORDER);
        select.setString(1, budget);
        return read(select);
    }

    /** Forgets all leases of some accounts. */
    public static void forget(Prepared statements, List<AccountId> accounts) throws SQLException {
        for (AccountId account : accounts) {
            at(statements, FORGET, account).executeUpdate();
        }
    }

    /** Frees what a node has not told to be spent. Returns how much that is. */
    public static long release(Prepared statements, String node) throws SQLException {
        update(statements, RELEASED, node);
        PreparedStatement select = statements.of(FREE);
        select.setString(1, node);
        long freed;
        try (ResultSet row = select.executeQuery()) {
            row.next();
            freed = row.getLong(1);
        }
        update(statements, RELEASE, node);
        return freed;
    }

    private static void update(Prepared statements, String sql, String node) throws SQLException {
        PreparedStatement update = statements.of(sql);
        update.setString(1, node);
        update.executeUpdate();
    }

    private static PreparedStatement at(Prepared statements, String sql, AccountId account) throws SQLException {
        PreparedStatement statement = statements.of(sql);
        statement.setString(1, account.budget());
        statement.setString(2, account.window());
        statement.setLong(3, account.start());
        return statement;
    }

    private static List<Lease> read(PreparedStatement select) throws SQLException {
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
