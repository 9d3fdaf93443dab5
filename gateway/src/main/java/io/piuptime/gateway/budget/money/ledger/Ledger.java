package io.piuptime.gateway.budget.money.ledger;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.budget.money.AccountId;
import io.piuptime.gateway.budget.money.journal.Entry;
import io.piuptime.gateway.budget.money.journal.MoneyJournal;
import io.piuptime.gateway.budget.money.journal.MoneyJournal.Need;
import io.piuptime.gateway.budget.money.journal.MoneyJournal.Past;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The money of this node: what it was granted of each account, what is reserved, spent, and unconfirmed. What attempts reserve
 * together, they get together or not at all. Each reservation is settled once, by its id. Of a strict account never more is
 * reserved, spent and unconfirmed than was granted.
 *
 * <p>Every step is written down before it counts. Used from many threads; a step takes about a microsecond.
 */
public final class Ledger {
    private final MoneyJournal journal;

    // under the lock of this
    private final Map<AccountId, Account> accounts = new HashMap<>();
    private final Map<Integer, Account> byNumber = new HashMap<>();
    private final Map<Long, Held> open = new HashMap<>();
    private int lastNumber;
    private long lastId;
    private boolean stopped;

    /** A reservation that is not settled. */
    private record Held(List<Account> accounts, List<Entry.Part> parts) {}

    /**
     * An empty ledger.
     *
     * @param journal where every step is written
     * @param firstId greater than any id of an earlier run, such as one made of the time
     */
    public Ledger(MoneyJournal journal, long firstId) {
        this.journal = requireNonNull(journal, "journal");
        this.lastId = firstId;
    }

    /**
     * Takes up what earlier runs have left, before anything else is done: what was under way is unconfirmed now. Returns
     * whether all that this node was granted is known; if not, the rest of it was forfeited.
     */
    public synchronized boolean replay() {
        Past past = journal.open(this::state);
        past.entries().forEach(this::replay);
        List.copyOf(open.keySet()).forEach(this::bookUnconfirmed);
        if (!past.complete()) {
            accounts.values().forEach(Account::forfeit);
        }
        journal.begin();
        return past.complete() && !past.fresh();
    }

    private void replay(Entry entry) {
        switch (entry) {
            case Entry.Balance balance ->
                account(balance.number(), balance.account()).restore(balance);
            case Entry.Granted granted ->
                numbered(granted.account()).ifPresent(account -> account.grant(granted.granted()));
            case Entry.Reserved reserved -> {
                lastId = Math.max(lastId, reserved.id());
                hold(reserved);
            }
            case Entry.Settled settled -> bookSettled(settled.id(), settled.micros());
            case Entry.Unconfirmed unconfirmed -> bookUnconfirmed(unconfirmed.id());
        }
    }

    /** Reserves of several accounts, of all or of none. */
    public synchronized Answer reserve(List<Wanted> wanted) {
        List<Account> of = new ArrayList<>(wanted.size());
        for (Wanted one : wanted) {
            Account account = accounts.get(one.account());
            long free = account == null ? 0 : account.free();
            if (account == null || (one.strict() ? free < one.micros() : free <= 0)) {
                return new Answer.Lacking(one.account(), free);
            }
            of.add(account);
        }
        List<Entry.Part> parts = new ArrayList<>(wanted.size());
        for (int i = 0; i < of.size(); i++) {
            parts.add(new Entry.Part(of.get(i).number(), wanted.get(i).micros()));
        }
        Entry.Reserved reserved = new Entry.Reserved(lastId + 1, parts);
        if (stopped || !journal.append(reserved, Need.BEGINS)) {
            return new Answer.Unwritten();
        }
        lastId++;
        for (int i = 0; i < of.size(); i++) {
            of.get(i).reserve(wanted.get(i).micros());
        }
        open.put(lastId, new Held(of, reserved.parts()));
        return new Answer.Reserved(lastId);
    }

    /** Ends a reservation by what was spent. Returns whether it was open. */
    public synchronized boolean settle(long id, long micros) {
        if (micros < 0) {
            throw new IllegalArgumentException("micros: " + micros + " (expected: >= 0)");
        }
        if (!open.containsKey(id)) {
            return false;
        }
        // what finds no room is found open by the next run, and counts as unconfirmed there: that errs on the safe side
        journal.append(new Entry.Settled(id, micros), Need.ENDS);
        return bookSettled(id, micros);
    }

    /** Ends a reservation of which nobody knows what was spent: all that it held counts. Returns whether it was open. */
    public synchronized boolean unconfirm(long id) {
        if (!open.containsKey(id)) {
            return false;
        }
        journal.append(new Entry.Unconfirmed(id), Need.ENDS);
        return bookUnconfirmed(id);
    }

    /** The node may spend so much of an account, of all that it ever was allowed. Returns whether that was written down. */
    public synchronized boolean grant(AccountId id, long total) {
        Account account = accounts.get(id);
        Entry entry = account == null
                ? new Entry.Balance(lastNumber + 1, id, total, 0, 0)
                : new Entry.Granted(account.number(), total);
        if (stopped || !journal.append(entry, Need.ENDS)) {
            return false;
        }
        account(account == null ? lastNumber + 1 : account.number(), id).grant(total);
        return true;
    }

    /**
     * Gives back what nobody has reserved, but for so much.
     *
     * @return what the node may spend from now on, written down
     */
    public synchronized long giveBack(AccountId id, long keep) {
        Account account = accounts.get(id);
        if (account == null) {
            return 0;
        }
        long surplus = account.free() - keep;
        if (surplus <= 0) {
            return account.held();
        }
        long less = account.balance().granted() - surplus;
        return grant(id, less) ? less : account.held();
    }

    /** Of an account lines may be missing: at least so much of it was granted, and what is not known to be spent may have been. */
    public synchronized void forfeit(AccountId id, long granted, long spent, long unconfirmed) {
        Account account = account(accounts.containsKey(id) ? accounts.get(id).number() : lastNumber + 1, id);
        account.raise(granted, spent, unconfirmed);
        account.forfeit();
        journal.append(account.balance(), Need.ENDS);
    }

    /** What the node has of one account, if it has any. */
    public synchronized Optional<Standing> standing(AccountId id) {
        return Optional.ofNullable(accounts.get(id)).map(Account::standing);
    }

    public synchronized List<Standing> standings() {
        return accounts.values().stream().map(Account::standing).toList();
    }

    /** Forgets an account whose time is over. Returns whether nothing of it is under way. */
    public synchronized boolean forget(AccountId id) {
        Account account = accounts.get(id);
        if (account == null || !account.isIdle()) {
            return account == null;
        }
        accounts.remove(id);
        byNumber.remove(account.number());
        return true;
    }

    /** Reservations that are under way. */
    public synchronized int open() {
        return open.size();
    }

    /** Nothing more is reserved; what is under way is unconfirmed from now on. Everything is on the disk then. */
    public void close() {
        synchronized (this) {
            stopped = true;
            List.copyOf(open.keySet()).forEach(this::unconfirm);
        }
        journal.close();
    }

    private void hold(Entry.Reserved reserved) {
        List<Account> of = new ArrayList<>(reserved.parts().size());
        List<Entry.Part> parts = new ArrayList<>(reserved.parts().size());
        for (Entry.Part part : reserved.parts()) {
            Account account = byNumber.get(part.account());
            if (account != null) { // else its line was damaged
                account.reserve(part.micros());
                of.add(account);
                parts.add(part);
            }
        }
        open.put(reserved.id(), new Held(of, parts));
    }

    private boolean bookSettled(long id, long micros) {
        Held held = open.remove(id);
        if (held == null) {
            return false;
        }
        for (int i = 0; i < held.accounts.size(); i++) {
            held.accounts.get(i).settle(held.parts.get(i).micros(), micros);
        }
        return true;
    }

    private boolean bookUnconfirmed(long id) {
        Held held = open.remove(id);
        if (held == null) {
            return false;
        }
        for (int i = 0; i < held.accounts.size(); i++) {
            held.accounts.get(i).unconfirm(held.parts.get(i).micros());
        }
        return true;
    }

    private Account account(int number, AccountId id) {
        lastNumber = Math.max(lastNumber, number);
        Account account = accounts.computeIfAbsent(id, _ -> new Account(number, id));
        byNumber.put(account.number(), account);
        return account;
    }

    private Optional<Account> numbered(int number) {
        return Optional.ofNullable(byNumber.get(number));
    }

    /** All that counts, as lines. */
    private List<Entry> state() {
        List<Entry> lines = new ArrayList<>(accounts.size() + open.size());
        accounts.values().forEach(account -> lines.add(account.balance()));
        open.forEach((id, held) -> lines.add(new Entry.Reserved(id, held.parts)));
        return lines;
    }
}
