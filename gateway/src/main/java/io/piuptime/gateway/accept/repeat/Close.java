package io.piuptime.gateway.accept.repeat;

import io.piuptime.gateway.Bytes;
import io.piuptime.model.exchange.Refusal;

/** How an answer ended. */
public sealed interface Close {
    /** All of it is there. */
    record Complete() implements Close {}

    /** There was none: we refused. */
    record Refused(Refusal refusal) implements Close {}

    /** It broke off, which an event tells where the form allows one. */
    record Broken(Refusal refusal, Bytes event) implements Close {}

    /** It broke off and its last bytes say so. */
    record Told(Refusal refusal) implements Close {}

    /** A fault of ours cut it. */
    record Aborted(Refusal refusal) implements Close {}

    /** It grew beyond what can be remembered, and whoever waits for it does so in vain. */
    record TooLarge() implements Close {}

    /** Its caller left, and nobody else wants it. */
    record Deserted() implements Close {}
}
