package io.piuptime.gateway.accept.repeat;

import io.piuptime.gateway.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One answer while it comes and afterwards. One writes it, many may follow it, each on a thread of its own; a follower
 * reads what there is whenever it is told to.
 */
public final class Recording {
    /** What the same request would be answered again, so that it need not be asked; 401 or 404 may be cured meanwhile. */
    private static final Set<Integer> LASTING = Set.of(400, 413, 415, 422);

    private static final int FIRST_CAPACITY = 2 << 10;

    private final Answers answers;
    private final Asking asking;
    private final Fingerprint fingerprint;
    private final String exchange;

    private final List<Follower> followers = new ArrayList<>();
    private byte[] body = new byte[0];
    private int size;
    private long taken;
    private boolean forgotten;
    private @Nullable Opening opening;
    private @Nullable Close close;
    private @Nullable Runnable deserted;
    private long endedAt;

    /**
     * What there is to read.
     *
     * @param part of the body, from where it was asked for
     * @param close how the answer ended, when it has and the part reaches to its end
     */
    public record Seen(Optional<Opening> opening, Bytes part, Optional<Close> close) {}

    Recording(Answers answers, Asking asking, Fingerprint fingerprint, String exchange) {
        this.answers = answers;
        this.asking = asking;
        this.fingerprint = fingerprint;
        this.exchange = exchange;
    }

    /** Id of the exchange that asked for it. */
    public String exchange() {
        return exchange;
    }

    Asking asking() {
        return asking;
    }

    Fingerprint fingerprint() {
        return fingerprint;
    }

    long endedAt() {
        return endedAt;
    }

    /** The head has come. */
    public void open(Opening head) {
        synchronized (answers) {
            if (close != null || opening != null) {
                return;
            }
            opening = head;
            if (!take(head.weight() + asking.weight() + Answers.OVERHEAD)) {
                tooLarge();
            }
        }
        tell(Follower::moved);
    }

    /** More of the body has come. */
    public void add(Bytes part) {
        if (part.length() == 0) {
            return;
        }
        synchronized (answers) {
            append(part);
        }
        tell(Follower::moved);
    }

    /** Nothing has come for a while. */
    public void beat(Bytes comment) {
        byte[] copy = comment.copy();
        tell(follower -> follower.beat(Bytes.of(copy)));
    }

    /** The answer is over; the first call counts. */
    public void end(Close how) {
        synchronized (answers) {
            finish(how);
        }
        tell(Follower::moved);
    }

    /**
     * Whoever asked for the answer has left.
     *
     * @param whenDeserted runs when all others have left too, on the thread of the last
     * @return whether there are others, so that the answer is to go on; else it is over
     */
    public boolean leave(Runnable whenDeserted) {
        synchronized (answers) {
            if (close != null || followers.isEmpty()) {
                finish(new Close.Deserted());
                return false;
            }
            deserted = whenDeserted;
            return true;
        }
    }

    /** What has come of the answer from a byte of its body on, at most so many bytes of what is not one piece. */
    public Seen look(int from, int most) {
        synchronized (answers) {
            boolean whole = opening != null && opening.whole();
            int to = whole ? size : Math.min(size, from + most);
            // bytes once written stay as they are, so that they can be read without the monitor
            Bytes part = from < to ? new Bytes(body, from, to) : Bytes.EMPTY;
            return new Seen(
                    Optional.ofNullable(opening), part, to >= size ? Optional.ofNullable(close) : Optional.empty());
        }
    }

    /** One of those who follow has left. */
    public void unfollow(Follower follower) {
        Runnable then = () -> {};
        synchronized (answers) {
            followers.remove(follower);
            if (followers.isEmpty() && deserted != null && close == null) {
                then = deserted;
                finish(new Close.Deserted());
            }
            release();
        }
        then.run();
    }

    /** Adds a follower, unless there will be nothing for it to read. */
    boolean follow(Follower follower) {
        synchronized (answers) {
            if (close instanceof Close.TooLarge) {
                return false;
            }
            followers.add(follower);
            return true;
        }
    }

    void forgotten() {
        synchronized (answers) {
            forgotten = true;
            release();
        }
    }

    private void append(Bytes part) {
        if (close != null) {
            return;
        }
        long needed = (long) size + part.length();
        if (needed > body.length && !grow(needed)) {
            tooLarge();
            return;
        }
        System.arraycopy(part.array(), part.from(), body, size, part.length());
        size += part.length();
    }

    private boolean grow(long needed) {
        long capacity = Math.max(needed, Math.max(FIRST_CAPACITY, 2L * body.length));
        long least = Math.min(capacity, Integer.MAX_VALUE - 8L);
        if (!take(least - body.length)) {
            // what is just enough may fit where twice as much does not
            least = needed;
            if (needed > Integer.MAX_VALUE - 8L || !take(least - body.length)) {
                return false;
            }
        }
        body = Arrays.copyOf(body, (int) least);
        return true;
    }

    private boolean take(long bytes) {
        if (!answers.take(taken, bytes)) {
            return false;
        }
        taken += bytes;
        return true;
    }

    /** What is written to it from now on is lost; the key stays in use until the writer is done. */
    private void tooLarge() {
        close = new Close.TooLarge();
        answers.giveBack(taken);
        taken = 0;
        body = new byte[0];
        size = 0;
    }

    private void finish(Close how) {
        if (close instanceof Close.TooLarge) {
            answers.forget(this);
            return;
        }
        if (close != null) {
            return;
        }
        close = how;
        endedAt = answers.now();
        if (how instanceof Close.Complete && opening != null && isLasting(opening.status())) {
            trim();
            answers.keep(this);
        } else {
            answers.forget(this);
        }
    }

    private void trim() {
        long spare = (long) body.length - size;
        body = Arrays.copyOf(body, size);
        taken -= spare;
        answers.giveBack(spare);
    }

    /** Gives the memory back once nobody can read it any more. */
    private void release() {
        if (forgotten && followers.isEmpty() && taken > 0) {
            answers.giveBack(taken);
            taken = 0;
            body = new byte[0];
        }
    }

    private void tell(Consumer<Follower> news) {
        List<Follower> told;
        synchronized (answers) {
            if (followers.isEmpty()) {
                return;
            }
            told = List.copyOf(followers);
        }
        told.forEach(news);
    }

    private static boolean isLasting(int status) {
        return (status >= 200 && status < 300) || LASTING.contains(status);
    }
}
