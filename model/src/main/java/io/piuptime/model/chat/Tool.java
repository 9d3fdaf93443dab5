package io.piuptime.model.chat;

import java.util.Optional;

/** Something that a model may call. */
public sealed interface Tool {
    /** Name that a call bears. */
    String name();

    /**
     * A function of the caller's.
     *
     * @param parameters JSON Schema of its arguments
     * @param strict whether arguments must follow the schema
     */
    record Function(
            String name,
            Optional<String> description,
            Optional<Json> parameters,
            Optional<Boolean> strict,
            Optional<Part.CacheHint> cache)
            implements Tool {}

    /**
     * A tool of the caller's that takes free text (OpenAI's custom tools).
     *
     * @param format grammar of the text, as OpenAI writes it
     */
    record Custom(String name, Optional<String> description, Optional<Json> format) implements Tool {}

    /**
     * A tool that the provider runs or defines, such as a web search, whole.
     *
     * @param kind its type in that dialect
     */
    record Native(String dialect, String kind, String name, Json json) implements Tool {}
}
