package io.piuptime.model.chat;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/** A piece of a message's content. */
public sealed interface Part {
    /** Asks the provider to keep everything up to here in its cache. */
    record CacheHint(Optional<String> ttl) {}

    /**
     * Words.
     *
     * @param citations where they come from, each as its dialect writes it
     */
    record Text(String text, List<Citation> citations, Optional<CacheHint> cache) implements Part {
        public Text {
            requireNonNull(text, "text");
            citations = List.copyOf(citations);
        }

        public Text(String text) {
            this(text, List.of(), Optional.empty());
        }
    }

    /**
     * Something that is no text.
     *
     * @param detail how closely an image is to be looked at: {@code low}, {@code high}, {@code auto}
     * @param title name of the file
     */
    record Media(Kind kind, Source source, Optional<String> detail, Optional<String> title, Optional<CacheHint> cache)
            implements Part {
        /** What it is. */
        public enum Kind {
            IMAGE,
            AUDIO,
            VIDEO,
            FILE
        }

        public Media(Kind kind, Source source) {
            this(kind, source, Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    /**
     * The model calls a tool.
     *
     * @param id given by the provider, or made by us where it gives none; pairs the call with its result
     * @param arguments as the model wrote them: JSON for a function, any text for a custom tool; not checked
     * @param custom whether the tool takes free text
     * @param signature of the reasoning that led to the call (Gemini's {@code thoughtSignature}), byte for byte
     */
    record ToolCall(
            String id,
            String name,
            String arguments,
            boolean custom,
            Optional<String> signature,
            Optional<CacheHint> cache)
            implements Part {
        public ToolCall(String id, String name, String arguments) {
            this(id, name, arguments, false, Optional.empty(), Optional.empty());
        }
    }

    /**
     * What a tool answered.
     *
     * @param callId of the call it answers
     * @param name of the tool, where it is known
     */
    record ToolResult(
            String callId, Optional<String> name, List<Part> content, boolean failed, Optional<CacheHint> cache)
            implements Part {
        public ToolResult {
            content = List.copyOf(content);
        }
    }

    /**
     * What the model thought.
     *
     * @param id given by the provider, or empty
     * @param text in the open, or empty
     * @param summary paragraphs of a summary (OpenAI Responses)
     * @param signature proves the text to its provider, byte for byte
     * @param sealed the thought itself in a form that only its provider can read (Anthropic's redacted thinking, OpenAI's encrypted
     *     content), byte for byte
     */
    record Reasoning(String id, String text, List<String> summary, Optional<String> signature, Optional<String> sealed)
            implements Part {
        public Reasoning {
            summary = List.copyOf(summary);
        }

        public Reasoning(String text) {
            this("", text, List.of(), Optional.empty(), Optional.empty());
        }
    }

    /** The model declines, in its own words. */
    record Refusal(String text) implements Part {}

    /** Something that only its own dialect can say, whole. */
    record Native(String dialect, String kind, Json json) implements Part {}

    /**
     * Where a text comes from.
     *
     * @param dialect that {@code json} is written in
     * @param url and title of a page, or empty
     */
    record Citation(String dialect, String url, String title, Json json) {}
}
