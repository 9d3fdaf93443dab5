package io.piuptime.gateway.route;

import static io.piuptime.gateway.health.Fault.CONTEXT_LENGTH;

import io.piuptime.gateway.health.Fault;
import io.piuptime.gateway.health.RetryBudget;
import io.piuptime.gateway.health.Standing;
import io.piuptime.gateway.health.TargetHealth;
import io.piuptime.gateway.queue.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one exchange: who is asked first, and who after each failure. Used by one thread. Moments and waits are
 * nanoseconds of one monotonic clock.
 *
 * <p>A target in another tier says something else for the same question, so before a tier is left its last target is asked
 * once more, where that can help: a limit that ends soon, a server that tripped, a connection that broke. One that kept
 * silent is never asked again.
 */
public final class Plan {
    /** Requests sent upstream for one exchange, at most. */
    public static final int MOST_ATTEMPTS = 3;

    private static final long AFTER_TRIPPING = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(3);
    /** Where there is nobody else to ask, a longer wait is better than none. */
    private static final long LONGEST_WAIT_ALONE = TimeUnit.SECONDS.toNanos(10);

    private static final Doing[] IN_ORDER = Doing.values();

    private final List<Candidate> left;
    private final boolean leavesContentFilter;
    private final boolean small;
    private final boolean yields;
    private boolean yielded;
    private boolean panic;
    private int attempts;
    private int repeats;
    private @Nullable Candidate current;
    /** Of the target that was asked first: most requests go there, so it knows how many repeats are few. */
    private @Nullable RetryBudget budget;

    /**
     * A plan of candidates.
     *
     * @param candidates in the order in which they are asked
     * @param leavesContentFilter whether another is asked what a content filter refused
     * @param small whether the request is small enough to try out a target that was broken
     */
    public Plan(List<Candidate> candidates, boolean leavesContentFilter, boolean small) {
        this(candidates, leavesContentFilter, small, false);
    }

    /**
     * The same.
     *
     * @param yields whether it can wait: rather than add to what a target turns away, it is not asked at all
     */
    public Plan(List<Candidate> candidates, boolean leavesContentFilter, boolean small, boolean yields) {
        this.left = new ArrayList<>(candidates);
        this.leavesContentFilter = leavesContentFilter;
        this.small = small;
        this.yields = yields;
    }

    /** Whether there is nobody to ask. */
    public boolean isEmpty() {
        return left.isEmpty();
    }

    /** Who is asked first: the first that is well and has room, or, if none is well, the one that will be first. */
    public Move first(long now) {
        return first(now, false);
    }

    /** The same for one that was called, since a place may have become free: it goes before those who still wait. */
    public Move called(long now) {
        return current == null ? first(now, true) : next(now, true);
    }

    private Move first(long now, boolean called) {
        Move move = nextWell(now, called);
        if (!(move instanceof Move.Stop) || yielded) {
            return move;
        }
        panic = true;
        return new Move.Ask(begin(soonest(now)), 0);
    }

    /** Whether the one that was asked first was asked although none was well. */
    public boolean isPanic() {
        return panic;
    }

    /** Whether somebody else could be asked if the present attempt failed. */
    public boolean hasAlternative() {
        return attempts < MOST_ATTEMPTS && !left.isEmpty();
    }

    /**
     * What to do after the present attempt has failed. Its health has been told already.
     *
     * @param retryAfterNanos how long the target asks to wait, or -1 if it does not say
     * @param leftNanos until the exchange's deadline
     */
    public Move after(Fault fault, long retryAfterNanos, long now, long leftNanos) {
        if (attempts >= MOST_ATTEMPTS || !mayMove(fault)) {
            return Move.Stop.STOP;
        }
        Candidate failed = current;
        if (failed != null && repeats == 0 && leavesTier(failed, now)) {
            long wait = waitBeforeRepeat(fault, retryAfterNanos);
            if (wait >= 0 && wait < leftNanos && mayRepeat(failed, now + wait)) {
                repeats++;
                begin(failed);
                return new Move.Ask(failed, wait);
            }
        }
        if (fault == CONTEXT_LENGTH && failed != null && failed.window() > 0) {
            left.removeIf(next -> next.window() > 0 && next.window() <= failed.window());
        }
        return next(now, false);
    }

    /**
     * Somebody who is asked beside the present target: the first of whom nothing is wrong, who has room, and who would do.
     * Until {@link #goesOnWith}, the present one stays the same.
     */
    public Optional<Candidate> beside(long now, Predicate<Candidate> wouldDo) {
        for (int at = 0; attempts < MOST_ATTEMPTS && at < left.size(); at++) {
            TargetHealth health = left.get(at).health();
            if (doing(health, now) == Doing.WELL
                    && !health.full()
                    && health.line().isEmpty()
                    && wouldDo.test(left.get(at))
                    && health.admit(now, small)) {
                attempts++;
                return Optional.of(left.remove(at));
            }
        }
        return Optional.empty();
    }

    /** Of two who are asked, this one goes on alone. */
    public void goesOnWith(Candidate one) {
        current = one;
    }

    /** Whether a failure is the answer, whoever else could be asked or is. */
    public boolean isAnswer(Fault fault) {
        return !mayMove(fault);
    }

    private Move next(long now, boolean called) {
        Move move = nextWell(now, called);
        if (move instanceof Move.Stop) {
            Candidate pausing = nextPausing(now);
            move = pausing == null ? move : new Move.Ask(pausing, 0);
        }
        if (move instanceof Move.Ask) {
            repeats = 0;
        }
        return move;
    }

    private boolean mayMove(Fault fault) {
        return switch (fault) {
            case REQUEST -> false;
            case CONTENT -> leavesContentFilter;
            default -> true;
        };
    }

    /** Whether nobody of the same tier is left who could stand in at once. */
    private boolean leavesTier(Candidate failed, long now) {
        for (Candidate next : left) {
            if (next.tier() == failed.tier() && next.health().readyAt(now) - now <= 0) {
                return false;
            }
        }
        return true;
    }

    private long waitBeforeRepeat(Fault fault, long retryAfterNanos) {
        long longest = left.isEmpty() ? LONGEST_WAIT_ALONE : LONGEST_WAIT;
        return switch (fault) {
            case RATE, OVERLOADED, SERVER ->
                retryAfterNanos > longest
                        ? -1
                        : retryAfterNanos >= 0 ? retryAfterNanos : fault == Fault.RATE ? -1 : AFTER_TRIPPING;
            case BROKEN, GARBAGE -> AFTER_TRIPPING;
            case UNREACHABLE -> left.isEmpty() ? AFTER_TRIPPING : -1;
            case SILENT, MONEY, CREDENTIAL, CONTEXT_LENGTH, CONTENT, UNKNOWN_MODEL, REQUEST -> -1;
        };
    }

    /** A target that has been given up is not asked again, and not too many are at once. */
    private boolean mayRepeat(Candidate failed, long then) {
        TargetHealth health = failed.health();
        if (!health.admit(then, small)) {
            return false;
        }
        if (!health.retryBudget().takeRepeat(then)) {
            health.released(then);
            return false;
        }
        return true;
    }

    /**
     * The next that is well and has room: of each tier first those of which nothing is wrong, then those near the end of
     * their rate limits, and last those that pause and let single requests through. One that has turned many away is spared
     * some, if another can stand in.
     *
     * @param called whether it goes before those who wait
     */
    private Move nextWell(long now, boolean called) {
        List<Line> full = new ArrayList<>(0);
        yielded = false;
        int to;
        for (int from = 0; from < left.size(); from = to) {
            to = endOfTier(from);
            for (Doing doing : IN_ORDER) {
                for (int at = from; at < to; at++) {
                    TargetHealth health = left.get(at).health();
                    if (doing(health, now) != doing) {
                        continue;
                    }
                    if (!hasRoom(health, called)) {
                        if (doing != Doing.PAUSING) {
                            full.add(health.line());
                        }
                    } else if ((yields || doing != Doing.PAUSING) && passesOver(at, now, called)) {
                        yielded |= yields;
                    } else if (health.admit(now, small)) {
                        return new Move.Ask(begin(left.remove(at)), 0);
                    }
                }
            }
        }
        return full.isEmpty() ? Move.Stop.STOP : new Move.Wait(full);
    }

    /** Only while a later one is well and has room, so one of them is asked; who yields does so before the last one too. */
    private boolean passesOver(int at, long now, boolean called) {
        if (!left.get(at).health().spares(now)) {
            return false;
        }
        for (int later = at + 1; later < left.size() && !yields; later++) {
            TargetHealth other = left.get(later).health();
            if (hasRoom(other, called) && doing(other, now) == Doing.WELL) {
                return true;
            }
        }
        return yields;
    }

    private static boolean hasRoom(TargetHealth health, boolean called) {
        return !health.full() && (called || health.line().isEmpty());
    }

    private int endOfTier(int from) {
        int tier = left.get(from).tier();
        int to = from + 1;
        while (to < left.size() && left.get(to).tier() == tier) {
            to++;
        }
        return to;
    }

    private static Doing doing(TargetHealth health, long now) {
        if (health.readyAt(now) - now > 0) {
            return Doing.PAUSING;
        }
        return health.rateLimits().nearlyExhausted(now) ? Doing.NEAR_ITS_LIMITS : Doing.WELL;
    }

    /** How a target is doing, best first. */
    private enum Doing {
        WELL,
        NEAR_ITS_LIMITS,
        PAUSING
    }

    /** Somebody who waits is called to places that are free and nobody was called to. */
    public void callIfRoom(long now) {
        for (Candidate one : left) {
            one.health().callIfRoom(now);
        }
    }

    /** One that asked for a short pause may answer all the same, which is better than no answer; but not many try. */
    private @Nullable Candidate nextPausing(long now) {
        for (int at = 0; at < left.size(); at++) {
            TargetHealth health = left.get(at).health();
            if (health.standing(now) == Standing.COOLING
                    && health.readyAt(now) - now <= LONGEST_WAIT_ALONE
                    && budget != null
                    && budget.takeRepeat(now)) {
                health.admitAnyway();
                return begin(left.remove(at));
            }
        }
        return null;
    }

    private Candidate soonest(long now) {
        Candidate best = left.getFirst();
        for (Candidate next : left) {
            if (next.health().readyAt(now) - best.health().readyAt(now) < 0) {
                best = next;
            }
        }
        left.remove(best);
        best.health().admitAnyway();
        return best;
    }

    private Candidate begin(Candidate next) {
        attempts++;
        current = next;
        if (budget == null) {
            budget = next.health().retryBudget();
        }
        return next;
    }
}
