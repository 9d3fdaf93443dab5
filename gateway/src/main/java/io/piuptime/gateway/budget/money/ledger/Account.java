package io.piuptime.gateway.budget.money.ledger;

import io.piuptime.gateway.budget.money.AccountId;
import io.piuptime.gateway.budget.money.journal.Entry;

/**
 * What this node has of one stretch of one cap. Amounts are millionths of a dollar. All methods are called under the ledger's
 * lock.
 */
final class Account {
    private final int number;
    private final AccountId id;
    private long granted;
    private long reserved;
    private long spent;
    private long unconfirmed;
    /** Reservations that are open. */
    private int open;

    Account(int number, AccountId id) {
        this.number = number;
        this.id = id;
    }

    int number() {
        return number;
    }

    AccountId id() {
        return id;
    }

    boolean isIdle() {
        return open == 0;
    }

    /** What may still be reserved; below zero where a soft budget has gone over. */
    long free() {
        return granted - reserved - spent - unconfirmed;
    }

    /** What the node answers for, whatever becomes of it. */
    long held() {
        return Math.max(granted, Math.addExact(Math.addExact(reserved, spent), unconfirmed));
    }

    void grant(long total) {
        granted = total;
    }

    void reserve(long micros) {
        reserved = Math.addExact(reserved, micros);
        open++;
    }

    void settle(long held, long cost) {
        release(held);
        spent = Math.addExact(spent, cost);
    }

    void unconfirm(long held) {
        release(held);
        unconfirmed = Math.addExact(unconfirmed, held);
    }

    private void release(long held) {
        reserved -= held;
        open--;
    }

    /** Whatever is not known to be spent may have been: nothing of it can be used any more. */
    void forfeit() {
        long rest = granted - spent - unconfirmed - reserved;
        if (rest > 0) {
            unconfirmed += rest;
        }
    }

    /** Somebody else knows of more. */
    void raise(long atLeastGranted, long atLeastSpent, long atLeastUnconfirmed) {
        granted = Math.max(granted, atLeastGranted);
        spent = Math.max(spent, atLeastSpent);
        unconfirmed = Math.max(unconfirmed, atLeastUnconfirmed);
    }

    void restore(Entry.Balance balance) {
        granted = balance.granted();
        spent = balance.spent();
        unconfirmed = balance.unconfirmed();
    }

    Entry.Balance balance() {
        return new Entry.Balance(number, id, granted, spent, unconfirmed);
    }

    Standing standing() {
        return new Standing(id, granted, reserved, spent, unconfirmed);
    }
}
