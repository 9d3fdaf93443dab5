package io.piuptime.gateway.installation;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Answers of the admin API that all nodes remember together, so that what is asked again is not done again, whoever is asked.
 * Calls wait for a disk or a network.
 */
public interface SharedAnswers {
    /** How long an answer is remembered. */
    Duration KEPT = Duration.ofHours(24);

    /** After so long, nobody works on a request any more: its node was lost. */
    Duration LONGEST = Duration.ofMinutes(2);

    /** Answers that are remembered at once; the oldest make room. */
    int MOST = 10_000;

    /**
     * What is known of a request.
     *
     * @param question stands for what was asked
     * @param answer sealed; empty while it is under way
     */
    record Known(String question, Optional<Bytes> answer) {
        public Known {
            requireNonNull(question, "question");
            requireNonNull(answer, "answer");
        }
    }

    /** Begins a request that is not known. Returns empty if it is begun now, or what is known of it. */
    Optional<Known> begin(String name, String question, Instant now);

    /** Remembers the answer of a request that was begun. */
    void end(String name, Bytes answer);

    /** Forgets a request that came to nothing. */
    void drop(String name);
}
