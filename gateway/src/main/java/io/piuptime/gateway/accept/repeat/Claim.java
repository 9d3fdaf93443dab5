package io.piuptime.gateway.accept.repeat;

import io.piuptime.model.exchange.Refusal;

/** What becomes of a request with an idempotency key. */
public sealed interface Claim {
    /** It is the first: it is sent, and its answer goes into the recording. */
    record First(Recording recording) implements Claim {}

    /** It was asked before: the recording has or gets its answer, and its follower is told. */
    record Again(Recording recording) implements Claim {}

    /** It cannot be answered. */
    record Refused(Refusal refusal) implements Claim {}
}
