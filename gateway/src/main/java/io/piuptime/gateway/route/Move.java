package io.piuptime.gateway.route;

import io.piuptime.gateway.queue.Line;
import java.util.List;

/** What is done after an attempt has failed. */
public sealed interface Move {
    /** Ask once more, another target or the same, after a while. */
    record Ask(Candidate candidate, long afterNanos) implements Move {}

    /** All who could be asked are full: wait for a place at one of them. */
    record Wait(List<Line> lines) implements Move {
        public Wait {
            lines = List.copyOf(lines);
        }
    }

    /** Ask nobody any more: the failure is the answer. */
    record Stop() implements Move {
        static final Stop STOP = new Stop();
    }
}
