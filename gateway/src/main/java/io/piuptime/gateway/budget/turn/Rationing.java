package io.piuptime.gateway.budget.turn;

import io.piuptime.gateway.Step;
import io.piuptime.gateway.budget.kept.Remembered;
import io.piuptime.gateway.budget.kept.TallyFile;
import io.piuptime.gateway.budget.kept.TallyKeeper;
import io.piuptime.gateway.budget.rate.Holdings;
import io.piuptime.gateway.budget.rate.Meters;
import io.piuptime.gateway.budget.share.ShareStore;
import io.piuptime.gateway.budget.share.Shares;
import io.piuptime.gateway.budget.share.StoreClock;
import io.piuptime.gateway.queue.Queue;
import io.piuptime.model.limit.Measure;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that holds this node's exchanges to limits, put together. Does nothing before it is started. */
public final class Rationing implements AutoCloseable {
    /** Of the heap, for each meter that there may be; it takes a quarter of that. */
    private static final long BYTES_OF_METER = 1_024;

    private static final int MOST = 1 << 22;
    private static final Logger LOG = LoggerFactory.getLogger(Rationing.class);

    private final Meters meters;
    private final Turns turns;
    private final Rates rates;
    private final Optional<Shares> shares;
    private final Optional<TallyKeeper> keeper;

    /**
     * Other nodes, and what they share limits through.
     *
     * @param node a name of this one that none had before its start
     * @param nodes how many there are thought to be, this one included, until the store says so
     */
    public record Others(String node, int nodes, ShareStore store) {}

    private Rationing(
            Meters meters, Queue queue, Optional<Shares> shares, Optional<TallyKeeper> keeper, LongSupplier nanos) {
        this.meters = meters;
        this.turns = new Turns(queue, nanos);
        this.rates = new Rates(new CallerLimits(), meters, turns);
        this.shares = shares;
        this.keeper = keeper;
    }

    /**
     * Of a node that is the only one: limits are its own, and whole.
     *
     * @param file where what is counted is kept beyond a restart
     */
    public static Rationing alone(TallyFile file, InstantSource clock, LongSupplier nanos) {
        Queue queue = new Queue(nanos);
        Meters meters = Meters.of(remembered(file, clock.millis()), clock::millis, queue, most());
        TallyKeeper keeper = new TallyKeeper(meters, file);
        return new Rationing(meters, queue, Optional.empty(), Optional.of(keeper), nanos);
    }

    private static Remembered remembered(TallyFile file, long now) {
        try {
            return new Remembered(file.read(now));
        } catch (IOException e) {
            LOG.error("{}: cannot be read, windows of limits begin anew: {}", file, e.toString());
            return new Remembered(List.of());
        }
    }

    /** Of a node that shares limits with others. */
    public static Rationing among(Others others, InstantSource clock, LongSupplier nanos) {
        Queue queue = new Queue(nanos);
        StoreClock time = new StoreClock(clock, nanos);
        AtomicReference<Runnable> wake = new AtomicReference<>(() -> {});
        Holdings holdings = new Holdings(time, () -> wake.get().run());
        Meters meters = Meters.of(holdings, time, queue, most());
        Shares shares = new Shares(others.node(), others.nodes(), others.store(), holdings, time, nanos);
        wake.set(shares::wake);
        return new Rationing(meters, queue, Optional.of(shares), Optional.empty(), nanos);
    }

    private static int most() {
        return (int) Math.min(MOST, Runtime.getRuntime().maxMemory() / BYTES_OF_METER);
    }

    /** The step of the way; comes after the model was found. */
    public Step step() {
        return rates;
    }

    /** Begins to look after those who wait, and to share with others. */
    public void start() {
        turns.start();
        shares.ifPresent(Shares::start);
        keeper.ifPresent(TallyKeeper::start);
    }

    /** How many exchanges were refused since the start, since limits of a measure were reached. */
    public long refused(Measure measure) {
        return rates.refused(measure);
    }

    /** How many exchanges wait for limits. */
    public long waiting() {
        return turns.waiting();
    }

    /** How many meters there are. */
    public long meters() {
        return meters.size();
    }

    /** Whether limits are shared with other nodes, and the store does not answer. */
    public boolean isCutOff() {
        return shares.filter(Shares::isAlone).isPresent();
    }

    /** How many questions the store did not answer, since the start. */
    public long unanswered() {
        return shares.map(Shares::unanswered).orElse(0L);
    }

    @Override
    public void close() {
        turns.close();
        shares.ifPresent(Shares::close);
        keeper.ifPresent(TallyKeeper::close);
    }
}
