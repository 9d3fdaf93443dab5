package io.piuptime.model.embed;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.chat.Part;
import java.util.List;
import java.util.Optional;

/** What becomes one vector. */
public sealed interface EmbedInput {
    /**
     * Words.
     *
     * @param title of the document that they are from
     */
    record Text(String text, Optional<String> title) implements EmbedInput {
        public Text {
            requireNonNull(text, "text");
            requireNonNull(title, "title");
        }

        public Text(String text) {
            this(text, Optional.empty());
        }
    }

    /** Words as numbers of the model's vocabulary. */
    record Tokens(List<Integer> ids) implements EmbedInput {
        public Tokens {
            ids = List.copyOf(ids);
        }
    }

    /** Words and media together, or a medium alone. */
    record Parts(List<Part> parts) implements EmbedInput {
        public Parts {
            parts = List.copyOf(parts);
        }
    }
}
