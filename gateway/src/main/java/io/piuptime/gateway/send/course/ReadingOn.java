package io.piuptime.gateway.send.course;

import static java.util.Objects.requireNonNull;

/**
 * The end of an answer whose caller has left: it is read on for what it says that it cost, as long as that lasts and as much as
 * it is. Used by one thread.
 */
public final class ReadingOn {
    /** No answer proper is that long; what comes beyond is not paid for by anybody's budget. */
    private static final long MOST_BYTES = 16 << 20;

    /** Of a caller who is there. */
    public static final ReadingOn NONE = new ReadingOn();

    private final boolean begun;
    private final long until;
    private Runnable then;
    private long bytes;

    /**
     * Reading until a moment.
     *
     * @param then runs once at the end
     */
    public ReadingOn(long until, Runnable then) {
        this.begun = true;
        this.until = until;
        this.then = requireNonNull(then, "then");
    }

    private ReadingOn() {
        this.begun = false;
        this.until = 0;
        this.then = () -> {};
    }

    /** Whether the caller has left. */
    public boolean hasBegun() {
        return begun;
    }

    public void read(int more) {
        if (begun) {
            bytes += more;
        }
    }

    /** Whether nothing more is to be waited for. */
    public boolean isOver(long now) {
        return begun && (now - until >= 0 || bytes > MOST_BYTES);
    }

    /** It is known what the answer cost, or nobody will know. */
    public void end() {
        if (begun) {
            Runnable once = then;
            then = () -> {};
            once.run();
        }
    }
}
