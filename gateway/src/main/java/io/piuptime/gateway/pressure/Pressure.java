package io.piuptime.gateway.pressure;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The level of this process: the highest of what its watches see. Reading it is reading one field. */
public final class Pressure {
    private static final Logger LOG = LoggerFactory.getLogger(Pressure.class);

    private final LongSupplier nanos;
    private final Supplier<List<Watch>> watches;
    private final List<Consumer<State>> followers = new CopyOnWriteArrayList<>();
    private final List<Watch> watching = new ArrayList<>();

    private volatile State state = new State(Level.GREEN, Resource.PROCESSOR, Set.of());

    /**
     * What all watches together see.
     *
     * @param cause what is nearest to its limit
     * @param exhausted what is at black
     */
    public record State(Level level, Resource cause, Set<Resource> exhausted) {
        public State {
            exhausted = Set.copyOf(exhausted);
        }

        /** Whether there is no room for what is there already. */
        public boolean noMemory() {
            return exhausted.contains(Resource.HEAP) || exhausted.contains(Resource.DIRECT_MEMORY);
        }

        /** Whether a connection more takes what those that are there need. */
        public boolean noDescriptors() {
            return exhausted.contains(Resource.DESCRIPTORS);
        }

        /** "ok", or the level and what is short. */
        public String text() {
            return level == Level.GREEN ? "ok" : level.word() + ": short of " + cause.words();
        }
    }

    /**
     * Begins at green.
     *
     * @param watches made at the first tick, for what they load takes long
     */
    public Pressure(LongSupplier nanos, Supplier<List<Watch>> watches) {
        this.nanos = requireNonNull(nanos, "nanos");
        this.watches = requireNonNull(watches, "watches");
    }

    public Level level() {
        return state.level();
    }

    public State state() {
        return state;
    }

    /** Is told the state at every tick, before it comes into force. */
    public void follow(Consumer<State> follower) {
        followers.add(follower);
    }

    /** Looks at every watch; by one thread. */
    public void tick() {
        if (watching.isEmpty()) {
            watching.addAll(watches.get());
        }
        State next = look(nanos.getAsLong());
        State before = state;
        for (Consumer<State> follower : followers) {
            follower.accept(next);
        }
        state = next;
        if (next.level() != before.level()) {
            LOG.warn("pressure: {} after {}", next.text(), before.text());
        }
    }

    private State look(long now) {
        Level level = Level.GREEN;
        Resource cause = Resource.PROCESSOR;
        Set<Resource> exhausted = EnumSet.noneOf(Resource.class);
        for (Watch watch : watching) {
            Level seen = watch.level(now);
            if (!level.isAtLeast(seen)) {
                level = seen;
                cause = watch.resource();
            }
            if (seen == Level.BLACK) {
                exhausted.add(watch.resource());
            }
        }
        return new State(level, cause, exhausted);
    }
}
