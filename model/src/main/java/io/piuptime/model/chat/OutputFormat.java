package io.piuptime.model.chat;

import java.util.Optional;

/** The form that an answer has to have. */
public sealed interface OutputFormat {
    /** Any text. */
    record Text() implements OutputFormat {}

    /** Some JSON object. */
    record JsonObject() implements OutputFormat {}

    /** JSON that follows a schema. */
    record JsonSchema(String name, Optional<String> description, Json schema, Optional<Boolean> strict)
            implements OutputFormat {}
}
