package io.piuptime.gateway.send;

import io.vertx.core.buffer.Buffer;

/** Takes the body of a target's answer to the caller. All methods run on the exchange's loop, one at a time. */
interface Relay {
    void chunk(Buffer bytes);

    /** The target says that the body is complete. */
    void ended();

    /** The connection broke in the middle of the body. */
    void broke();

    void tick(long now);

    /** Nothing more is wanted of the answer: what is held of it is given back. */
    default void abandoned() {}

    /** Notes in the exchange what the answer told of its usage so far. */
    void meter();

    /** Whether anything of an answer proper was seen. */
    boolean hasContent();
}
