package io.piuptime.dialects.sign;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Holds the latest of things that expire, and obtains the next before that. One thread asks for it at a time; as long as the
 * held one is still good, the others go on with it, and so do all when the next is not to be had yet.
 */
public final class Refreshed<T> {
    /** How long before its end something is replaced; at half its life when that is later. */
    public static final Duration MARGIN = Duration.ofMinutes(5);

    /** After a failure nobody asks again for so long. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Expiring.Source<T> source;
    private final InstantSource clock;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile State<T> state = new State<>(Optional.empty(), Instant.MIN, Optional.empty());

    /**
     * What is known.
     *
     * @param due when to ask next
     * @param failure of the last time, which stands until then
     */
    private record State<T>(Optional<Expiring<T>> held, Instant due, Optional<NoCredentialsException> failure) {
        Optional<T> goodAt(Instant moment) {
            return held.filter(value -> moment.isBefore(value.expires())).map(Expiring::value);
        }

        boolean isDueAt(Instant moment) {
            return !moment.isBefore(due);
        }
    }

    public Refreshed(Expiring.Source<T> source, InstantSource clock) {
        this.source = source;
        this.clock = clock;
    }

    /** The held one while there is nothing to do: never waits. */
    public Optional<T> fresh() {
        State<T> now = state;
        Instant moment = clock.instant();
        return now.isDueAt(moment) ? Optional.empty() : now.goodAt(moment);
    }

    /**
     * The held one, or the next. May wait for others.
     *
     * @throws NoCredentialsException when there is none
     */
    public T current() {
        State<T> now = state;
        Instant moment = clock.instant();
        Optional<T> good = now.goodAt(moment);
        if (good.isPresent() && (!now.isDueAt(moment) || !asking.tryLock())) {
            return good.get();
        }
        if (!asking.isHeldByCurrentThread()) {
            asking.lock();
        }
        try {
            return next();
        } finally {
            asking.unlock();
        }
    }

    /** Makes whoever asks next obtain a new one: the held one was refused. */
    public void giveUp(T refused) {
        asking.lock();
        try {
            if (state.held().filter(held -> held.value().equals(refused)).isPresent()) {
                state = new State<>(Optional.empty(), Instant.MIN, Optional.empty());
            }
        } finally {
            asking.unlock();
        }
    }

    private T next() {
        // another thread may have been here while this one waited
        if (state.isDueAt(clock.instant())) {
            state = asked(state);
        }
        State<T> now = state;
        return now.goodAt(clock.instant())
                .orElseThrow(() -> now.failure()
                        .map(failure -> new NoCredentialsException(String.valueOf(failure.getMessage()), failure))
                        .orElseGet(() -> new NoCredentialsException("expired as soon as it came")));
    }

    private State<T> asked(State<T> before) {
        try {
            Expiring<T> obtained = source.obtain();
            return new State<>(Optional.of(obtained), due(obtained, clock.instant()), Optional.empty());
        } catch (NoCredentialsException e) {
            return new State<>(before.held(), clock.instant().plus(PAUSE), Optional.of(e));
        }
    }

    private static Instant due(Expiring<?> obtained, Instant now) {
        Duration half = Duration.between(now, obtained.expires()).dividedBy(2);
        if (half.compareTo(PAUSE) < 0) {
            return now.plus(PAUSE);
        }
        return obtained.expires().minus(half.compareTo(MARGIN) < 0 ? half : MARGIN);
    }
}
