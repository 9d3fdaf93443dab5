package io.piuptime.gateway.budget.money.lease;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.budget.money.AccountId;
import io.piuptime.gateway.budget.money.Stretch;
import io.piuptime.gateway.budget.money.lease.LeaseStore.Claim;
import io.piuptime.gateway.budget.money.lease.LeaseStore.Grant;
import io.piuptime.gateway.budget.money.lease.LeaseStore.Term;
import io.piuptime.gateway.budget.money.ledger.Ledger;
import io.piuptime.gateway.budget.money.ledger.Standing;
import io.piuptime.model.directory.Budget;
import io.piuptime.model.limit.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this node was granted, kept so that requests find money when they come: slices are asked for ahead, what lies idle is
 * given back, and the store is told what was spent. Only {@link #round} calls the store.
 */
public final class Leases {
    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);
    private static final long IDLE = Duration.ofSeconds(2).toNanos();
    private static final long TELL = Duration.ofSeconds(1).toNanos();
    private static final long SWEEP = Duration.ofHours(1).toNanos();
    /** So long after its end a lease is forgotten, in seconds. */
    private static final long KEPT = Duration.ofDays(2).toSeconds();

    /** Budgets whose accounts are found at once; those beyond are looked for each time. */
    private static final int MOST_CURRENT = 50_000;

    private static final long MOMENT = Duration.ofMillis(250).toNanos();

    private final LeaseStore store;
    private final Ledger ledger;
    private final String node;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Consumer<Alert> alerts;
    private final Map<AccountId, Tended> accounts = new ConcurrentHashMap<>();
    /** By the budget's id. */
    private final Map<String, Current> current = new ConcurrentHashMap<>();

    private final ConcurrentLinkedQueue<Runnable> waiters = new ConcurrentLinkedQueue<>();
    private final AtomicLong failures = new AtomicLong();

    /** What earlier runs have left and nobody has asked for since, once the store was told; known to the rounds alone. */
    private final Set<AccountId> leftOver = new HashSet<>();

    /** False while what earlier runs have left is not known to be all. */
    private boolean whole;

    private volatile @Nullable Term term;
    private volatile boolean reachable = true;
    private volatile Runnable wake = () -> {};
    private long turn;
    private long toldAt;

    /** Of the store, when it was last told all that is held here. */
    private OptionalLong era = OptionalLong.empty();

    private long swept;

    /**
     * The leases of a ledger that was replayed.
     *
     * @param whole whether the ledger knows all that it was ever granted
     * @param node this node's id, kept over restarts
     */
    public Leases(LeaseStore store, Ledger ledger, boolean whole, String node, Times times, Consumer<Alert> alerts) {
        this.store = requireNonNull(store, "store");
        this.ledger = requireNonNull(ledger, "ledger");
        this.whole = whole;
        this.node = requireNonNull(node, "node");
        this.clock = times.clock();
        this.nanos = times.nanos();
        this.alerts = requireNonNull(alerts, "alerts");
        this.toldAt = nanos.getAsLong();
    }

    /** Both kinds of time. */
    public record Times(InstantSource clock, LongSupplier nanos) {}

    /** The accounts of a budget's caps at this moment, in their order; they are looked after from now on. */
    public List<AccountId> accounts(Budget budget) {
        Instant now = clock.instant();
        Current known = current.get(budget.id());
        if (known != null && known.isOf(budget, now.getEpochSecond())) {
            return known.accounts();
        }
        List<AccountId> ids = new ArrayList<>(budget.caps().size());
        long from = Long.MIN_VALUE;
        long until = Long.MAX_VALUE;
        for (Budget.Cap cap : budget.caps()) {
            Stretch stretch = Stretch.of(cap.window(), now);
            from = Math.max(from, stretch.start());
            until = Math.min(until, stretch.end());
            ids.add(account(budget, cap, now));
        }
        Current found = new Current(budget, ids, from, until);
        if (known != null || current.size() < MOST_CURRENT) {
            current.put(budget.id(), found);
        }
        return found.accounts();
    }

    /** The account of a cap at this moment; it is looked after from now on. */
    public AccountId account(Budget budget, Budget.Cap cap) {
        return account(budget, cap, clock.instant());
    }

    private AccountId account(Budget budget, Budget.Cap cap, Instant now) {
        Stretch stretch = Stretch.of(cap.window(), now);
        AccountId id = new AccountId(budget.id(), cap.window().text(), stretch.start());
        Tended known = accounts.get(id);
        if (known == null || !known.budget().equals(budget)) {
            accounts.put(id, new Tended(id, budget, cap, stretch));
        }
        return id;
    }

    /** An attempt has reserved of an account, or would have if so much more had been there. */
    public void wants(AccountId account, long missing) {
        Tended tended = accounts.get(account);
        if (tended != null) {
            tended.wants(missing, nanos.getAsLong());
            if (missing > 0) {
                wake.run();
            }
        }
    }

    /** Whether it is of use to wait for so much more of an account. */
    public boolean mayCome(AccountId account, long missing) {
        Tended tended = accounts.get(account);
        return reachable && tended != null && !tended.lacks(missing, nanos.getAsLong(), MOMENT);
    }

    /** Whether the store has said anything of an account in this run. */
    public boolean isKnown(AccountId account) {
        Tended tended = accounts.get(account);
        return tended != null && tended.isKnown();
    }

    /** What could be reserved of an account, here and by asking for it, as far as that is known. */
    public long reach(AccountId account) {
        Tended tended = accounts.get(account);
        long free = Math.max(0, standing(account).free());
        return tended == null || !reachable ? free : free + tended.left();
    }

    /** Runs once when the store has said something, or cannot be reached. */
    public void whenAnswered(Runnable again) {
        waiters.add(again);
        wake.run();
    }

    /** Who is called when the store should be asked soon. */
    public void wakes(Runnable who) {
        wake = requireNonNull(who, "who");
    }

    public boolean isReachable() {
        return reachable;
    }

    /** Rounds in which the store could not be asked, since the start. */
    public long failures() {
        return failures.get();
    }

    /** Asks and tells the store what there is to ask and tell. */
    public void round() {
        List<Runnable> waiting = new ArrayList<>();
        for (Runnable one = waiters.poll(); one != null; one = waiters.poll()) {
            waiting.add(one);
        }
        try {
            exchange(begun());
            reachable = true;
        } catch (EndedTermException e) {
            LOG.warn("money: {}; what is not spent is given up", e.getMessage());
            term = null;
            giveUp();
        } catch (RuntimeException e) {
            failures.incrementAndGet();
            if (reachable) {
                LOG.warn("money: the store cannot be reached; what was granted is spent, and no more", e);
            }
            reachable = false;
        }
        waiting.forEach(Runnable::run);
    }

    private Term begun() {
        Term known = term;
        if (known != null) {
            return known;
        }
        Term begun = store.begin(node);
        if (!whole) {
            for (LeaseStore.Lease lease : begun.leases()) {
                ledger.forfeit(lease.account(), lease.granted(), lease.spent(), lease.unconfirmed());
            }
            whole = true;
        }
        if (begun.released()) {
            giveUp();
        }
        turn = 0;
        era = OptionalLong.empty();
        term = begun;
        return begun;
    }

    private void giveUp() {
        ledger.standings().forEach(standing -> ledger.giveBack(standing.id(), 0));
    }

    private void exchange(Term of) {
        long now = nanos.getAsLong();
        boolean tell = now - toldAt >= TELL;
        if (tell || era.isEmpty()) {
            remind(of, now);
        }
        long second = clock.instant().getEpochSecond();
        List<Claim> claims = new ArrayList<>();
        List<Claim> back = new ArrayList<>();
        for (Tended tended : accounts.values()) {
            claim(tended, tell).ifPresent(claims::add);
        }
        boolean sweeps = swept == 0 || now - swept >= SWEEP;
        if (!claims.isEmpty() || tell) {
            // what is given back is gone at once: not before it is sure that the store is there
            claim(of, claims, now);
            for (Tended tended : accounts.values()) {
                giveBack(tended, now).ifPresent(back::add);
            }
        }
        if (tell) {
            toldAt = now;
            for (Standing standing : ledger.standings()) {
                if (!accounts.containsKey(standing.id()) && !leftOver.contains(standing.id())) {
                    back.add(leftOver(standing)); // of an earlier run; nobody has asked for it since
                }
            }
        }
        if (!back.isEmpty()) {
            claim(of, back, now);
        }
        if (tell) {
            forget(second);
        }
        if (sweeps) {
            swept = now;
            List.copyOf(leftOver).forEach(this::leave);
            sweep(second);
        }
    }

    /** Tells the store all that is held here if it may have forgotten some of it, before it is asked for more. */
    private void remind(Term of, long now) {
        long present = store.era();
        if (era.isPresent() && era.getAsLong() == present) {
            return;
        }
        List<Claim> all = new ArrayList<>();
        for (Tended tended : accounts.values()) {
            Standing standing = standing(tended.account());
            if (held(standing) > 0) {
                all.add(claim(tended, standing, held(standing), 0));
            }
        }
        if (!all.isEmpty()) {
            claim(of, all, now);
        }
        era = OptionalLong.of(present);
    }

    private void claim(Term of, List<Claim> claims, long now) {
        claims.sort(Comparator.comparing(Claim::account));
        store.claim(node, of.number(), ++turn, claims).forEach(grant -> granted(grant, now));
    }

    private Optional<Claim> claim(Tended tended, boolean tell) {
        long missing = tended.takeWanted();
        boolean used = tended.takeUsed();
        Standing standing = standing(tended.account());
        long slice = tended.slice();
        if (isOpen(tended) && (missing > 0 || (used && standing.free() < slice / 2))) {
            return Optional.of(claim(tended, standing, held(standing), Math.max(missing, slice)));
        }
        boolean news = tended.hasNews(standing.spent() + standing.unconfirmed());
        return tell && news ? Optional.of(claim(tended, standing, held(standing), 0)) : Optional.empty();
    }

    private Optional<Claim> giveBack(Tended tended, long now) {
        Standing standing = standing(tended.account());
        if (standing.free() <= 0 || (isOpen(tended) && !tended.isIdle(now, IDLE))) {
            return Optional.empty();
        }
        return Optional.of(claim(tended, standing, ledger.giveBack(tended.account(), 0), 0));
    }

    private static Claim claim(Tended tended, Standing standing, long held, long want) {
        return new Claim(
                tended.account(),
                tended.cap().micros(),
                tended.stretch().since(),
                held,
                standing.spent(),
                standing.unconfirmed(),
                want);
    }

    private boolean isOpen(Tended tended) {
        return clock.instant().getEpochSecond() < tended.stretch().end();
    }

    private Standing standing(AccountId id) {
        return ledger.standing(id).orElse(new Standing(id, 0, 0, 0, 0));
    }

    private Claim leftOver(Standing standing) {
        long held = ledger.giveBack(standing.id(), 0);
        AccountId id = standing.id();
        return new Claim(id, 0, id.start(), held, standing.spent(), standing.unconfirmed(), 0);
    }

    private static long held(Standing standing) {
        return Math.max(standing.granted(), standing.reserved() + standing.spent() + standing.unconfirmed());
    }

    private void granted(Grant grant, long now) {
        AccountId id = grant.account();
        long before = ledger.standing(id).map(Standing::granted).orElse(-1L);
        if (grant.granted() != before) {
            ledger.grant(id, grant.granted());
        }
        Tended tended = accounts.get(id);
        if (tended == null) {
            leave(id);
            return;
        }
        Standing standing = standing(id);
        tended.told(grant.left(), grant.nodes(), standing.spent() + standing.unconfirmed(), now);
        long gone = tended.gone(standing.free());
        for (int percent : tended.alerts(gone)) {
            alerts.accept(new Alert(tended.budget(), id, tended.cap(), percent, gone));
        }
    }

    /**
     * The store knows all of an account that nobody has asked for in this run. While its time goes on it may be asked for yet,
     * and what was spent of it counts then: what a node says of an account takes the place of all that it said before.
     */
    private void leave(AccountId id) {
        boolean over = end(id).stream().anyMatch(end -> end <= clock.instant().getEpochSecond());
        if (over && ledger.forget(id)) {
            leftOver.remove(id);
        } else {
            leftOver.add(id);
        }
    }

    /** What is over and told is not looked after any more. */
    private void forget(long second) {
        for (Tended tended : List.copyOf(accounts.values())) {
            Standing standing = standing(tended.account());
            boolean told = standing.free() <= 0
                    && standing.reserved() == 0
                    && !tended.hasNews(standing.spent() + standing.unconfirmed());
            if (second >= tended.stretch().end() && told && ledger.forget(tended.account())) {
                accounts.remove(tended.account());
                current.remove(tended.budget().id());
            }
        }
    }

    /** The store forgets what counts no more. */
    private void sweep(long second) {
        List<AccountId> over = store.leases("").stream()
                .map(LeaseStore.Lease::account)
                .distinct()
                .filter(account -> isOver(account, second))
                .toList();
        if (!over.isEmpty()) {
            store.forget(over);
        }
    }

    /** The end of an account's time, if its window is known. */
    private static OptionalLong end(AccountId account) {
        return Window.parse(account.window()).stream()
                .mapToLong(window -> Stretch.of(window, Instant.ofEpochSecond(account.start()))
                        .end())
                .findFirst();
    }

    private static boolean isOver(AccountId account, long second) {
        Optional<Window> window = Window.parse(account.window());
        if (window.isEmpty() || window.get() instanceof Window.Total) {
            return false;
        }
        Stretch stretch = Stretch.of(window.get(), Instant.ofEpochSecond(account.start()));
        return stretch.end() + (stretch.start() - stretch.since()) + KEPT < second;
    }

    /** Gives everything back that is not reserved, and tells what was spent: the node ends. */
    public void leave() {
        Term known = term;
        if (known == null || !reachable) {
            return;
        }
        List<Claim> claims = new ArrayList<>();
        for (Standing standing : ledger.standings()) {
            claims.add(leftOver(standing));
        }
        if (!claims.isEmpty()) {
            claim(known, claims, nanos.getAsLong());
        }
    }
}
