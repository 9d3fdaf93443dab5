package io.piuptime.gateway.budget.money.lease;

import io.piuptime.gateway.budget.money.AccountId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A store of one node, which can be away and can lose its answers, and remembers what it was asked. */
public final class OneStore implements LeaseStore {
    private final Map<AccountId, Claim> held = new TreeMap<>();
    private final List<Claim> claims = new ArrayList<>();
    private final Map<AccountId, Long> others = new TreeMap<>();
    private List<Lease> known = List.of();
    private long term;
    private boolean away;
    private boolean silent;
    private boolean released;
    private long era;
    private List<AccountId> forgotten = List.of();

    public void away(boolean is) {
        away = is;
    }

    /** Does what is asked and says nothing. */
    void silent(boolean is) {
        silent = is;
    }

    void endTerm(boolean byRelease) {
        term++;
        released = byRelease;
    }

    /** It may have forgotten what it was told last. */
    void forgets() {
        era++;
    }

    @Override
    public long era() {
        check();
        return era;
    }

    void knows(List<Lease> leases) {
        known = List.copyOf(leases);
    }

    /** Others have so much of an account. */
    void others(AccountId account, long micros) {
        others.put(account, micros);
    }

    List<Claim> claims() {
        return claims;
    }

    Claim last() {
        return claims.getLast();
    }

    List<AccountId> forgotten() {
        return forgotten;
    }

    @Override
    public Term begin(String node) {
        check();
        return new Term(++term, known, released);
    }

    @Override
    public List<Grant> claim(String node, long of, long turn, List<Claim> all) {
        check();
        if (of != term) {
            throw new EndedTermException(node, of);
        }
        released = false;
        List<Grant> grants = new ArrayList<>();
        for (Claim claim : all) {
            claims.add(claim);
            long elsewhere = others.getOrDefault(claim.account(), 0L);
            long room = Math.max(0, claim.cap() - elsewhere - claim.held());
            long granted = claim.held() + Math.min(claim.want(), room);
            held.put(claim.account(), claim);
            grants.add(new Grant(
                    claim.account(), granted, Math.max(0, claim.cap() - elsewhere - granted), elsewhere > 0 ? 2 : 1));
        }
        if (silent) {
            throw new IllegalStateException("no answer");
        }
        return grants;
    }

    @Override
    public List<Lease> leases(String budget) {
        check();
        return known;
    }

    @Override
    public void forget(List<AccountId> accounts) {
        forgotten = List.copyOf(accounts);
    }

    @Override
    public long release(String node) {
        throw new IllegalStateException("release (expected: not by a node)");
    }

    private void check() {
        if (away) {
            throw new IllegalStateException("the store is away");
        }
    }
}
