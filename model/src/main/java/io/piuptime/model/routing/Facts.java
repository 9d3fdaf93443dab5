package io.piuptime.model.routing;

import java.time.Instant;
import java.util.Optional;

/** What a condition may know of an exchange. Nothing is worked out before it is asked for. */
public interface Facts {
    /** The name that was asked for. */
    String model();

    String method();

    String path();

    /** The word of its priority. */
    String priority();

    /** Whether a streamed answer is wanted. */
    boolean stream();

    /** Size of the body. */
    long bytes();

    /** An estimate of the prompt's length. */
    long promptTokens();

    /**
     * The first value of a header that is visible; empty if there is none or it says nothing.
     *
     * @param name in lower case
     */
    Optional<String> header(String name);

    /** Id of the caller's key; empty without one. */
    String callerKey();

    /** What the key's owner called it; empty without a key. */
    String callerName();

    /** The peer's address without its port. */
    String callerAddress();

    /** When the exchange began. */
    Instant now();
}
