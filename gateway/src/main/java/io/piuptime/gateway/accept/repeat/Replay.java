package io.piuptime.gateway.accept.repeat;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.send.ReplySink;
import io.piuptime.gateway.send.wire.Buffers;
import io.piuptime.model.exchange.Refusal;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The reply to a request that was asked before: what the recording has from the beginning, and what comes as it comes. All
 * but what a follower is told runs on the loop of its own exchange.
 */
public final class Replay implements Follower {
    private static final int PART = 64 << 10;

    private final ReplySink caller;
    private final Executor loop;
    private final Function<Refusal, Buffer> events;
    private final Patience patience;

    private final AtomicBoolean called = new AtomicBoolean();
    private @Nullable Recording recording;
    private int at;
    private boolean opened;
    private boolean over;
    private int pauses;
    private boolean paused;

    /** Waits for a caller who does not read. */
    @FunctionalInterface
    public interface Patience {
        /** Runs a task on the loop when a caller has left the answer unread for too long. */
        void over(Runnable task);
    }

    /**
     * A reply to come.
     *
     * @param loop of the exchange
     * @param events writes the event that tells a refusal in a stream
     */
    public Replay(ReplySink caller, Executor loop, Function<Refusal, Buffer> events, Patience patience) {
        this.caller = caller;
        this.loop = loop;
        this.events = events;
        this.patience = patience;
    }

    /** Begins with what there is. */
    public void begin(Recording of) {
        recording = of;
        read();
    }

    @Override
    public void moved() {
        // one call is enough for whatever has come until it runs
        if (called.compareAndSet(false, true)) {
            loop.execute(() -> {
                called.set(false);
                read();
            });
        }
    }

    @Override
    public void beat(Bytes comment) {
        loop.execute(() -> {
            read();
            if (!over && !paused && opened) {
                caller.heartbeat(Buffers.wrap(comment));
            }
        });
    }

    /** The caller has left. */
    public void leave() {
        finish(() -> {});
    }

    /** Ends the reply although its recording may go on. */
    public void breakOff(Refusal refusal) {
        finish(() -> {
            if (opened) {
                caller.breakOff(refusal, events.apply(refusal));
            } else {
                caller.refuse(refusal);
            }
        });
    }

    private void read() {
        while (!over && !paused && recording != null) {
            Recording.Seen seen = recording.look(at, PART);
            if (seen.close().isPresent() && endsNow(seen, seen.close().get())) {
                return;
            }
            if (seen.opening().isEmpty() || seen.opening().get().whole()) {
                return;
            }
            if (!opened) {
                open(seen.opening().get());
            }
            at += seen.part().length();
            if (seen.part().length() > 0 && !caller.write(Buffers.wrap(seen.part()))) {
                pause();
            } else if (seen.close().isPresent()) {
                end(seen.close().get());
            } else if (seen.part().length() == 0) {
                return;
            }
        }
    }

    /** Answers that are one piece, or none. */
    private boolean endsNow(Recording.Seen seen, Close close) {
        if (close instanceof Close.TooLarge) {
            breakOff(Answers.tooLarge());
            return true;
        }
        if (seen.opening().isEmpty()) {
            end(close);
            return true;
        }
        Opening opening = seen.opening().get();
        if (!opening.whole()) {
            return false;
        }
        Bytes body = seen.part();
        finish(() -> {
            tell(opening);
            caller.whole(opening.status(), Buffers.wrap(body));
        });
        return true;
    }

    private void open(Opening opening) {
        opened = true;
        tell(opening);
        caller.head(opening.status(), opening.length());
    }

    private void tell(Opening opening) {
        for (Map.Entry<String, String> header : opening.headers()) {
            caller.headers().add(header.getKey(), header.getValue());
        }
    }

    private void end(Close close) {
        finish(() -> {
            switch (close) {
                case Close.Complete _ -> caller.end(Buffers.EMPTY);
                case Close.Refused refused -> caller.refuse(refused.refusal());
                case Close.Broken broken -> caller.breakOff(broken.refusal(), Buffers.wrap(broken.event()));
                case Close.Told told -> caller.endTold(told.refusal(), Buffers.EMPTY);
                case Close.Aborted aborted -> broken(aborted.refusal());
                case Close.TooLarge _, Close.Deserted _ -> broken(Answers.tooLarge());
            }
        });
    }

    private void broken(Refusal refusal) {
        if (opened) {
            caller.breakOff(refusal, Buffers.EMPTY);
        } else {
            caller.refuse(refusal);
        }
    }

    private void pause() {
        paused = true;
        pauses++;
        int pause = pauses;
        caller.onDrain(() -> {
            paused = false;
            loop.execute(this::read);
        });
        if (paused) {
            patience.over(() -> {
                if (paused && pauses == pause) {
                    breakOff(new Refusal.SlowRequest("The caller left the answer unread for too long."));
                }
            });
        }
    }

    private void finish(Runnable last) {
        if (over) {
            return;
        }
        over = true;
        if (recording != null) {
            recording.unfollow(this);
        }
        last.run();
    }
}
