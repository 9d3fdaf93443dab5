package io.piuptime.testkit.card;

import static java.util.Objects.requireNonNull;

import io.piuptime.testkit.wall.SixtyWords;

/**
 * What a caller saw of one request.
 *
 * @param at seconds from the scenario's start to its sending
 * @param seconds from its sending to its end
 * @param text the words that came, also before an error
 * @param error why it is no answer; empty if it is one
 * @param model that the reply names
 * @param usage whether the reply told it
 */
public record Call(double at, double seconds, Ending ending, String text, String error, String model, boolean usage) {
    /** How a request ended for its caller. */
    public enum Ending {
        ANSWERED,
        ERROR,
        HUNG
    }

    public Call {
        requireNonNull(ending, "ending");
        requireNonNull(text, "text");
        requireNonNull(error, "error");
        requireNonNull(model, "model");
    }

    public boolean isAnswered() {
        return ending == Ending.ANSWERED;
    }

    /** Whether it is an answer without a word missing or changed. */
    public boolean isWhole() {
        return isAnswered() && SixtyWords.isWhole(text);
    }

    /** Whether words are missing or changed in what claims to be an answer. */
    public boolean isTruncated() {
        return isAnswered() && !SixtyWords.isWhole(text);
    }
}
