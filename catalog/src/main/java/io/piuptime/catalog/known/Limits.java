package io.piuptime.catalog.known;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;

/**
 * How many tokens a model takes and gives, as far as it is known.
 *
 * @param context of prompt and answer together
 */
public record Limits(OptionalLong context, OptionalLong input, OptionalLong output) {
    public static final Limits UNKNOWN = new Limits(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

    public Limits {
        requireNonNull(context, "context");
        requireNonNull(input, "input");
        requireNonNull(output, "output");
    }
}
