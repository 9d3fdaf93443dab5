package io.piuptime.model.chat;

import static java.util.Objects.requireNonNull;

/**
 * One JSON value as text, well-formed and kept as it was written: schemas, arguments of tools and whatever only its own dialect
 * understands.
 */
public record Json(String text) {
    public static final Json EMPTY_OBJECT = new Json("{}");

    public Json {
        requireNonNull(text, "text");
    }
}
