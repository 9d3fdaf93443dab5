package io.piuptime.model.chat;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * How much a model is to think, and what of it is to be shown.
 *
 * @param enabled said outright, if it was
 * @param effort {@code none}, {@code minimal}, {@code low}, {@code medium}, {@code high}, {@code xhigh} or {@code max}
 * @param budget tokens of thought at most; -1 for as many as the model likes
 * @param summary kind of summary that is asked for ({@code auto}, {@code concise}, {@code detailed})
 * @param shown whether thoughts are to be in the answer
 * @param sealed whether the provider's sealed form is asked for, for the next turn
 */
public record ReasoningWish(
        Optional<Boolean> enabled,
        Optional<String> effort,
        OptionalLong budget,
        Optional<String> summary,
        Optional<Boolean> shown,
        boolean sealed) {
    public static final ReasoningWish NONE = new ReasoningWish(
            Optional.empty(), Optional.empty(), OptionalLong.empty(), Optional.empty(), Optional.empty(), false);
}
