package io.piuptime.gateway;

/** Reads a large JSON reply while it is relayed. Used by one exchange, on one thread. */
public interface ReplyMeter {
    /** Reads on. The array belongs to the caller again when the method returns. */
    void feed(Bytes bytes);

    /** What the whole reply told. */
    ReplyReport finish();
}
