package io.piuptime.stores.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.piuptime.stores.StoreUnavailable;
import io.piuptime.stores.redis.Script.Answer;
import io.piuptime.stores.redis.Script.Call;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Redis behind a deadline and a {@link Breaker}: whoever asks has an answer within the deadline, or a
 * {@link StoreUnavailable}; at once, while the breaker is open or there is no connection. It may be away when this starts and
 * go whenever it likes: it is looked for until it is back. Used by any number of threads, none of which serves an exchange.
 */
public final class Redis implements AutoCloseable {
    public static final Duration DEADLINE = Duration.ofMillis(25);

    private static final Logger LOG = LoggerFactory.getLogger(Redis.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final RedisAddress address;
    private final Duration deadline;
    private final RandomGenerator random;
    private final LongSupplier nanos;
    private final Breaker breaker;
    private final Connector connector;
    private final Map<String, Runnable> listeners = new ConcurrentHashMap<>();
    private final Semaphore wanted = new Semaphore(0);
    private final Thread keeper;
    private volatile Optional<Link> link = Optional.empty();
    private volatile Optional<Trouble> trouble = Optional.empty();
    private volatile boolean closed;

    /** What is wrong, and since when. */
    private record Trouble(String what, long since) {}

    /**
     * Stands before the Redis of an address; {@link #start} connects.
     *
     * @param deadline of each command, usually {@link #DEADLINE}
     */
    public Redis(RedisAddress address, Duration deadline, LongSupplier nanos, RandomGenerator random) {
        this.address = address;
        this.deadline = deadline;
        this.random = random;
        this.nanos = nanos;
        this.breaker = new Breaker(nanos, random);
        this.connector = new Connector(address);
        this.keeper = Thread.ofPlatform().daemon().name("piup-redis").unstarted(this::keepConnected);
    }

    /** Begins to connect, and returns at once. */
    public void start() {
        keeper.start();
    }

    /**
     * Runs a script.
     *
     * @return the numbers that it returned
     * @throws StoreUnavailable without an answer in time; it may have run or not
     */
    public List<Long> run(Call call) {
        return runAll(List.of(call)).getFirst().numbers();
    }

    /**
     * Runs several scripts, all sent at once.
     *
     * @return an answer for each, in the same order
     * @throws StoreUnavailable without any answer in time; each may have run or not
     */
    public List<Answer> runAll(List<Call> calls) {
        if (calls.isEmpty()) {
            return List.of();
        }
        Link open = admitted();
        Round round = new Round(deadline);
        List<Answer> answers = round.run(open, calls);
        tell(round, open);
        if (answers.stream().noneMatch(Answer::known)) {
            throw new StoreUnavailable(address + ": " + round.failure().orElse("no answer"));
        }
        return answers;
    }

    /** Tells all who listen to a channel that there is something new. Who does not hear it has to look now and then. */
    public void poke(String channel) {
        try {
            Link open = admitted();
            Round round = new Round(deadline);
            round.publish(open, channel, "");
            tell(round, open);
        } catch (StoreUnavailable e) {
            LOG.debug("{}: nobody is told of news on {}", address, channel, e);
        }
    }

    /**
     * Runs something whenever a channel is poked, and after each connecting, since a poke may have been missed. It runs on a
     * thread of the network and must not wait.
     */
    public synchronized void listen(String channel, Runnable action) {
        listeners.put(channel, action);
        link.ifPresent(open -> subscribe(open, channel));
    }

    /** What is wrong now. */
    public Optional<String> trouble() {
        return trouble.map(Trouble::what);
    }

    @Override
    public void close() {
        closed = true;
        keeper.interrupt();
        link.ifPresent(this::drop);
        connector.close();
    }

    private Link admitted() {
        Optional<Link> open = link;
        if (!breaker.mayCall()) {
            throw new StoreUnavailable(
                    address + ": " + trouble().orElse("failed") + "; not asked again before a pause is over");
        }
        if (open.isEmpty()) {
            troubled("not connected");
            throw new StoreUnavailable(address + ": not connected");
        }
        return open.get();
    }

    private void tell(Round round, Link asked) {
        if (round.answered()) {
            if (breaker.succeeded() || !breaker.isOpen()) {
                well();
            }
            return;
        }
        boolean trial = breaker.isOpen();
        troubled(round.failure().orElse("no answer"));
        if (trial) {
            // the connection may hang, or lead to a server that has been replaced
            drop(asked);
        }
    }

    private synchronized void drop(Link asked) {
        if (link.filter(asked::equals).isPresent()) {
            link = Optional.empty();
            asked.close();
            wanted.release();
        }
    }

    private synchronized void take(Link fresh) {
        if (closed) {
            fresh.close();
            return;
        }
        link = Optional.of(fresh);
        listeners.keySet().forEach(channel -> subscribe(fresh, channel));
    }

    private void troubled(String what) {
        if (breaker.failed()) {
            begin(what);
        }
    }

    private synchronized void begin(String what) {
        if (trouble.isEmpty() && !closed) {
            trouble = Optional.of(new Trouble(what, nanos.getAsLong()));
            LOG.warn("{}: {}; the gateway goes on without it until it is back", address, what);
        }
    }

    private synchronized void well() {
        trouble.ifPresent(past -> LOG.info(
                "{}: back after {} s", address, TimeUnit.NANOSECONDS.toSeconds(nanos.getAsLong() - past.since())));
        trouble = Optional.empty();
    }

    private void keepConnected() {
        long pause = FIRST_PAUSE.toNanos();
        try {
            while (!closed) {
                if (link.isPresent()) {
                    wanted.acquire();
                    pause = FIRST_PAUSE.toNanos();
                } else if (!connect()) {
                    boolean _ = wanted.tryAcquire(pause - random.nextLong(pause / 2), TimeUnit.NANOSECONDS);
                    pause = Math.min(2 * pause, LONGEST_PAUSE.toNanos());
                }
            }
        } catch (InterruptedException _) {
            // closed
        }
    }

    private boolean connect() {
        try {
            Link fresh = connector.connect();
            fresh.ears().addListener(new RedisPubSubAdapter<>() {
                @Override
                public void message(String channel, String text) {
                    heard(channel);
                }

                @Override
                public void subscribed(String channel, long count) {
                    heard(channel);
                }
            });
            take(fresh);
            breaker.retry();
            if (!breaker.isOpen()) {
                well();
            }
            return true;
        } catch (RedisException e) {
            begin("cannot be connected to: " + rootOf(e));
            return false;
        }
    }

    private void heard(String channel) {
        Runnable action = listeners.get(channel);
        if (action != null) {
            action.run();
        }
    }

    private static void subscribe(Link open, String channel) {
        StatefulRedisPubSubConnection<String, String> ears = open.ears();
        var _ = ears.async().subscribe(channel);
    }

    private static String rootOf(Throwable failure) {
        Throwable root = failure;
        for (int depth = 0; depth < 10 && root.getCause() != null; depth++) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
