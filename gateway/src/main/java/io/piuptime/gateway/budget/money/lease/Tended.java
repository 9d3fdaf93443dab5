package io.piuptime.gateway.budget.money.lease;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.budget.money.AccountId;
import io.piuptime.gateway.budget.money.Stretch;
import io.piuptime.model.directory.Budget;
import java.util.List;

/** What the keeper knows of one account that is in use. */
final class Tended {
    private final AccountId account;
    private final Budget budget;
    private final Budget.Cap cap;
    private final Stretch stretch;

    // under the lock of this
    private long wanted;
    private boolean used;
    private long usedAt;
    private long left;
    private long leftAt;
    private boolean known;
    private int nodes = 1;
    private long toldSpent = -1;
    private int alerted;

    Tended(AccountId account, Budget budget, Budget.Cap cap, Stretch stretch) {
        this.account = requireNonNull(account, "account");
        this.budget = requireNonNull(budget, "budget");
        this.cap = requireNonNull(cap, "cap");
        this.stretch = requireNonNull(stretch, "stretch");
        this.left = cap.micros();
    }

    AccountId account() {
        return account;
    }

    Budget budget() {
        return budget;
    }

    Budget.Cap cap() {
        return cap;
    }

    Stretch stretch() {
        return stretch;
    }

    /** Somebody reserves, or would like to: so much is missing. */
    synchronized void wants(long missing, long now) {
        wanted = wanted > Long.MAX_VALUE - missing ? Long.MAX_VALUE : wanted + missing;
        used = true;
        usedAt = now;
    }

    /** What was wanted since the last call, by all together. */
    synchronized long takeWanted() {
        long most = wanted;
        wanted = 0;
        return most;
    }

    /** Whether it was used since the last call. */
    synchronized boolean takeUsed() {
        boolean was = used;
        used = false;
        return was;
    }

    synchronized boolean isIdle(long now, long after) {
        return now - usedAt > after;
    }

    /** A slice of what is left: so small that many nodes can have one. */
    synchronized long slice() {
        return Math.max(1, left / 50 / nodes);
    }

    synchronized void told(long nowLeft, int nowNodes, long spent, long now) {
        left = nowLeft;
        nodes = nowNodes;
        leftAt = now;
        known = true;
        toldSpent = spent;
    }

    synchronized boolean hasNews(long spent) {
        return spent != toldSpent;
    }

    /** Whether the store said a moment ago that there is less than this. */
    synchronized boolean lacks(long micros, long now, long moment) {
        return known && now - leftAt < moment && left < micros;
    }

    /** Whether the store has said anything of it in this run. */
    synchronized boolean isKnown() {
        return known;
    }

    /** What of the cap nobody was granted, as far as it is known. */
    synchronized long left() {
        return left;
    }

    /** The thresholds that so much has passed and that nobody was told of, the lowest first. */
    synchronized List<Integer> alerts(long gone) {
        List<Integer> passed = budget.alerts().stream()
                .filter(percent -> percent > alerted && cap.micros() > 0 && gone / (cap.micros() / 100.0) >= percent)
                .sorted()
                .toList();
        alerted = passed.isEmpty() ? alerted : passed.getLast();
        return passed;
    }

    /** What is not there any more for anybody: granted to nodes, but for what this one has free. */
    synchronized long gone(long free) {
        return Math.max(0, cap.micros() - left - Math.max(0, free));
    }
}
