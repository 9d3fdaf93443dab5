package io.piuptime.testkit.load;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Puts a load on a server, one thread and one selector, and checks every reply. Runs in the thread that calls it.
 */
public final class LoadDriver {
    private static final int READ = 65_536;
    private static final int CONNECTS_PER_ROUND = 4;
    private static final long EXPIRY_EVERY = Duration.ofMillis(100).toNanos();

    private final LongSupplier nanos;
    private long nextMarker;

    /**
     * A driver whose markers count up.
     *
     * @param nanos the clock, as {@code System::nanoTime}
     * @param firstMarker of its first request
     */
    public LoadDriver(LongSupplier nanos, long firstMarker) {
        this.nanos = requireNonNull(nanos, "nanos");
        this.nextMarker = firstMarker;
    }

    /** Runs a load to its end: until its time or its number is over and every exchange is answered or given up. */
    public LoadReport run(Load load, Pace pace) {
        try (Selector selector = Selector.open()) {
            Round round = new Round(load, pace, selector);
            try {
                round.play();
            } finally {
                round.lines.forEach(Line::close);
            }
            return round.report;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The state of one run. */
    private final class Round {
        private final Load load;
        private final Pace pace;
        private final Selector selector;
        private final LoadReport report = new LoadReport();
        private final List<Line> lines = new ArrayList<>();
        private final Deque<Line> free = new ArrayDeque<>();
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(READ);
        private final byte[] bytes = new byte[READ];
        private final long begin = nanos.getAsLong();
        private final long stop;
        private long sent;
        private int busy;
        private long expiryAt = begin + EXPIRY_EVERY;

        private Round(Load load, Pace pace, Selector selector) {
            this.load = load;
            this.pace = pace;
            this.selector = selector;
            this.stop = begin + pace.time().toNanos();
        }

        private void play() throws IOException {
            long now = begin;
            while (true) {
                boolean more = now - stop < 0 && startDue(now);
                if (!more && busy == 0) {
                    break;
                }
                select(now, more);
                now = nanos.getAsLong();
                for (SelectionKey key : selector.selectedKeys()) {
                    serve(key);
                }
                selector.selectedKeys().clear();
                if (now - expiryAt >= 0) {
                    expiryAt = now + EXPIRY_EVERY;
                    expire(now);
                }
            }
            report.elapsed(Duration.ofNanos(nanos.getAsLong() - begin));
        }

        /** Sends what is due; returns whether more is to come. */
        private boolean startDue(long now) {
            return switch (pace) {
                case Pace.Open open -> {
                    boolean started = true;
                    while (started && due(open) - now <= 0) {
                        started = start(due(open), open.connections());
                    }
                    yield true;
                }
                case Pace.Closed closed -> {
                    for (int i = 0; i < CONNECTS_PER_ROUND || !free.isEmpty(); i++) {
                        if (sent >= closed.requests() || !start(nanos.getAsLong(), closed.connections())) {
                            break;
                        }
                    }
                    yield sent < closed.requests();
                }
            };
        }

        /** When the next request of an open load is due. */
        private long due(Pace.Open open) {
            return begin + open.dueNanos().applyAsLong(sent);
        }

        /** Sends one request; returns false if no connection is to be had. */
        private boolean start(long intended, int connections) {
            Line line = free.pollFirst();
            while (line != null && !line.isOpen()) {
                line = free.pollFirst();
            }
            if (line == null) {
                if (busy >= connections) {
                    return false;
                }
                try {
                    line = Line.connect(load, report, selector);
                    lines.add(line);
                } catch (IOException refused) {
                    report.error("connect");
                    sent++;
                    return false;
                }
            }
            sent++;
            busy++;
            report.open(busy);
            line.send(nextMarker++, intended);
            return true;
        }

        private void select(long now, boolean more) throws IOException {
            if (more && pace instanceof Pace.Open open) {
                long due = due(open);
                long millis = Math.clamp((due - now + 999_999) / 1_000_000, 0, 100);
                // A request that waits for a free connection is due already: only a reply can help it.
                boolean waiting = due - now <= 0;
                doSelect(waiting ? 1 : millis);
            } else if (more && pace instanceof Pace.Closed closed && busy < closed.connections()) {
                doSelect(1);
            } else {
                doSelect(100);
            }
        }

        private void doSelect(long millis) throws IOException {
            if (millis == 0) {
                selector.selectNow();
            } else {
                selector.select(millis);
            }
        }

        private void serve(SelectionKey key) {
            Line line = (Line) requireNonNull(key.attachment());
            if (key.isValid() && key.isWritable()) {
                line.write();
            }
            if (key.isValid() && key.isReadable() && line.read(buffer, bytes, nanos.getAsLong())) {
                release(line);
            }
        }

        private void release(Line line) {
            busy--;
            if (line.isOpen()) {
                free.addFirst(line);
            }
        }

        private void expire(long now) {
            for (Line line : lines) {
                if (line.expire(now)) {
                    busy--;
                }
            }
            lines.removeIf(line -> !line.isOpen() && !line.isBusy());
        }
    }
}
