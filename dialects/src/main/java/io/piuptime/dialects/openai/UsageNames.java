package io.piuptime.dialects.openai;

import java.util.List;

/** What the field's servers call the members of a usage object. */
final class UsageNames {
    static final byte[] CACHED_DETAILS = Names.ascii("cached_tokens_details");

    /** Of the whole. */
    static final List<Named> TOP = List.of(
            named("prompt_tokens", Count.INPUT),
            named("input_tokens", Count.INPUT),
            named("completion_tokens", Count.OUTPUT),
            named("output_tokens", Count.OUTPUT),
            named("total_tokens", Count.TOTAL),
            named("prompt_cache_hit_tokens", Count.CACHED),
            named("cached_tokens", Count.CACHED),
            named("num_cached_tokens", Count.CACHED),
            named("cache_read_input_tokens", Count.CACHED),
            named("cache_creation_input_tokens", Count.WRITTEN),
            named("reasoning_tokens", Count.REASONING),
            named("citation_tokens", Count.CITATIONS),
            named("num_search_queries", Count.SEARCHES),
            named("seconds", Count.SECONDS));

    /** Of what was read from a cache. */
    static final List<Named> CACHED =
            List.of(named("audio_tokens", Count.AUDIO_CACHED), named("image_tokens", Count.IMAGE_CACHED));

    private static final List<Named> INPUT = List.of(
            named("cached_tokens", Count.CACHED),
            named("cache_write_tokens", Count.WRITTEN),
            named("cache_creation_tokens", Count.WRITTEN),
            named("audio_tokens", Count.AUDIO_INPUT),
            named("image_tokens", Count.IMAGE_INPUT));

    private static final List<Named> OUTPUT = List.of(
            named("reasoning_tokens", Count.REASONING),
            named("audio_tokens", Count.AUDIO_OUTPUT),
            named("image_tokens", Count.IMAGE_OUTPUT));

    private static final List<Named> WRITTEN = List.of(named("ephemeral_1h_input_tokens", Count.WRITTEN_HOUR));

    /** Objects within it. */
    static final List<Inner> INNER = List.of(
            inner("prompt_tokens_details", INPUT),
            inner("prompt_token_details", INPUT),
            inner("input_tokens_details", INPUT),
            inner("input_token_details", INPUT),
            inner("completion_tokens_details", OUTPUT),
            inner("output_tokens_details", OUTPUT),
            inner("output_token_details", OUTPUT),
            inner("cache_creation", WRITTEN));

    /** What is counted. */
    enum Count {
        INPUT,
        OUTPUT,
        TOTAL,
        CACHED,
        WRITTEN,
        WRITTEN_HOUR,
        REASONING,
        AUDIO_INPUT,
        AUDIO_CACHED,
        AUDIO_OUTPUT,
        IMAGE_INPUT,
        IMAGE_CACHED,
        IMAGE_OUTPUT,
        CITATIONS,
        SEARCHES,
        SECONDS
    }

    /** One of its names. */
    static final class Named {
        private final byte[] name;
        private final Count count;

        Named(String name, Count count) {
            this.name = Names.ascii(name);
            this.count = count;
        }

        byte[] name() {
            return name;
        }

        Count count() {
            return count;
        }
    }

    /** An object's name and what it holds. */
    static final class Inner {
        private final byte[] name;
        private final List<Named> counts;

        Inner(String name, List<Named> counts) {
            this.name = Names.ascii(name);
            this.counts = counts;
        }

        byte[] name() {
            return name;
        }

        List<Named> counts() {
            return counts;
        }
    }

    private UsageNames() {}

    private static Named named(String name, Count count) {
        return new Named(name, count);
    }

    private static Inner inner(String name, List<Named> counts) {
        return new Inner(name, counts);
    }
}
