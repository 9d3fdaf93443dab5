package io.piuptime.stores.memory;

import io.piuptime.gateway.budget.money.AccountId;
import io.piuptime.gateway.budget.money.lease.EndedTermException;
import io.piuptime.gateway.budget.money.lease.LeaseStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Leases in memory. */
public final class MemoryLeaseStore implements LeaseStore {
    private final Map<String, Node> nodes = new HashMap<>();
    private final Map<AccountId, Map<String, Row>> rows = new TreeMap<>();

    /** A node's latest term. */
    private record Node(long term, boolean released) {}

    /** What is known of one node and account, and since which claim. */
    private record Row(Lease lease, long term, long turn) {}

    @Override
    public synchronized Term begin(String node) {
        Node before = nodes.getOrDefault(node, new Node(0, false));
        Node now = new Node(before.term + 1, before.released);
        nodes.put(node, now);
        return new Term(
                now.term,
                all().stream().filter(lease -> lease.node().equals(node)).toList(),
                now.released);
    }

    @Override
    public synchronized List<Grant> claim(String node, long term, long turn, List<Claim> claims) {
        Node known = nodes.get(node);
        if (known == null || known.term != term) {
            throw new EndedTermException(node, term);
        }
        nodes.put(node, new Node(term, false));
        List<Grant> grants = new ArrayList<>(claims.size());
        for (Claim claim : claims) {
            grants.add(claim(node, term, turn, claim));
        }
        return grants;
    }

    private Grant claim(String node, long term, long turn, Claim claim) {
        Others others = others(claim.account(), claim.since(), node);
        Map<String, Row> leases = rows.computeIfAbsent(claim.account(), _ -> new TreeMap<>());
        Row before = leases.get(node);
        long granted;
        if (before != null && before.term == term && before.turn >= turn) {
            granted = before.lease.granted();
        } else {
            long room = Math.max(0, claim.cap() - others.held - claim.held());
            granted = claim.held() + Math.min(claim.want(), room);
            Lease lease = new Lease(node, claim.account(), granted, claim.spent(), claim.unconfirmed());
            leases.put(node, new Row(lease, term, turn));
        }
        return new Grant(
                claim.account(), granted, Math.max(0, claim.cap() - others.held - granted), others.nodes.size() + 1);
    }

    /** What is held of the stretches that count, but for a node's own of one account; and by which other nodes. */
    private record Others(long held, Set<String> nodes) {}

    private Others others(AccountId account, long since, String node) {
        long held = 0;
        Set<String> nodes = new HashSet<>();
        for (Map.Entry<AccountId, Map<String, Row>> stretch : rows.entrySet()) {
            AccountId id = stretch.getKey();
            if (id.budget().equals(account.budget()) && id.window().equals(account.window()) && id.start() >= since) {
                for (Lease lease :
                        stretch.getValue().values().stream().map(Row::lease).toList()) {
                    held += lease.node().equals(node) && id.equals(account) ? 0 : lease.granted();
                    nodes.add(lease.node());
                }
            }
        }
        nodes.remove(node);
        return new Others(held, nodes);
    }

    @Override
    public synchronized List<Lease> leases(String budget) {
        return all().stream()
                .filter(lease -> budget.isEmpty() || lease.account().budget().equals(budget))
                .toList();
    }

    @Override
    public synchronized void forget(List<AccountId> accounts) {
        accounts.forEach(rows::remove);
    }

    @Override
    public synchronized long release(String node) {
        Node before = nodes.get(node);
        if (before == null) {
            return 0;
        }
        nodes.put(node, new Node(before.term + 1, true));
        long freed = 0;
        for (Map<String, Row> leases : rows.values()) {
            Row row = leases.get(node);
            if (row != null) {
                Lease lease = row.lease;
                long told = lease.spent() + lease.unconfirmed();
                freed += lease.granted() - told;
                leases.put(
                        node,
                        new Row(
                                new Lease(node, lease.account(), told, lease.spent(), lease.unconfirmed()),
                                row.term,
                                row.turn));
            }
        }
        return freed;
    }

    private List<Lease> all() {
        return rows.values().stream()
                .map(Map::values)
                .flatMap(Collection::stream)
                .map(Row::lease)
                .sorted(Comparator.comparing(Lease::account).thenComparing(Lease::node))
                .toList();
    }
}
