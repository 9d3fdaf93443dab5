package io.piuptime.gateway.route;

/** What is done after an attempt has failed. */
public sealed interface Move {
    /** Ask once more, another target or the same, after a while. */
    record Ask(Candidate candidate, long afterNanos) implements Move {}

    /** Ask nobody any more: the failure is the answer. */
    record Stop() implements Move {
        static final Stop STOP = new Stop();
    }
}
