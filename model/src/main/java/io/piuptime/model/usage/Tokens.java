package io.piuptime.model.usage;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.price.Service;
import io.piuptime.model.price.TokenCounts;
import io.piuptime.model.price.Unit;
import java.util.EnumMap;

/**
 * Tokens of one exchange. Counts are never negative; with {@link Source#UNKNOWN} all are 0.
 *
 * @param input tokens of the prompt, those read from a cache and written to one included
 * @param output tokens of the answer, reasoning included
 * @param cached of the input, those read from the provider's cache
 * @param reasoning of the output, those spent on reasoning
 */
public record Tokens(long input, long output, long cached, long reasoning, Details details, Source source) {
    /** Where the counts come from. */
    public enum Source {
        /** The provider said so. */
        REPORTED,
        /** Counted here: the provider did not say, for example because the stream broke. */
        COUNTED,
        UNKNOWN
    }

    /**
     * What only some exchanges have, and what is priced by itself.
     *
     * @param written of the input, those written to the provider's cache
     * @param writtenHour of {@code written}, those kept for an hour
     * @param audioInput of the input
     * @param audioCached of {@code audioInput}, and of the cached
     * @param audioOutput of the output
     * @param imageInput of the input
     * @param imageCached of {@code imageInput}, and of the cached
     * @param imageOutput of the output
     * @param citations tokens of cited texts, beyond input and output
     * @param searches searches that the provider made
     * @param seconds of audio, where they are counted instead of tokens
     * @param service how urgently the provider says it was served
     */
    public record Details(
            long written,
            long writtenHour,
            long audioInput,
            long audioCached,
            long audioOutput,
            long imageInput,
            long imageCached,
            long imageOutput,
            long citations,
            long searches,
            long seconds,
            Service service) {
        public static final Details NONE = new Details(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Service.STANDARD);

        public Details {
            requireCount(written, "written");
            requireCount(writtenHour, "writtenHour");
            requireCount(audioInput, "audioInput");
            requireCount(audioCached, "audioCached");
            requireCount(audioOutput, "audioOutput");
            requireCount(imageInput, "imageInput");
            requireCount(imageCached, "imageCached");
            requireCount(imageOutput, "imageOutput");
            requireCount(citations, "citations");
            requireCount(searches, "searches");
            requireCount(seconds, "seconds");
            requireNonNull(service, "service");
        }

        // here and not outside, whose first use would need these details made
        private static void requireCount(long value, String name) {
            if (value < 0) {
                throw new IllegalArgumentException(name + ": " + value + " (expected: >= 0)");
            }
        }

        /** Both together, served as the other. */
        Details plus(Details other) {
            return new Details(
                    written + other.written,
                    writtenHour + other.writtenHour,
                    audioInput + other.audioInput,
                    audioCached + other.audioCached,
                    audioOutput + other.audioOutput,
                    imageInput + other.imageInput,
                    imageCached + other.imageCached,
                    imageOutput + other.imageOutput,
                    citations + other.citations,
                    searches + other.searches,
                    seconds + other.seconds,
                    other.service);
        }

        /** The same counts, served otherwise. */
        public Details servedAs(Service other) {
            return other == service
                    ? this
                    : new Details(
                            written,
                            writtenHour,
                            audioInput,
                            audioCached,
                            audioOutput,
                            imageInput,
                            imageCached,
                            imageOutput,
                            citations,
                            searches,
                            seconds,
                            other);
        }
    }

    public static final Tokens NONE = new Tokens(0, 0, 0, 0, Source.UNKNOWN);

    public Tokens {
        requireNonNull(details, "details");
        requireNonNull(source, "source");
        Details.requireCount(input, "input");
        Details.requireCount(output, "output");
        Details.requireCount(cached, "cached");
        Details.requireCount(reasoning, "reasoning");
    }

    public Tokens(long input, long output, long cached, long reasoning, Source source) {
        this(input, output, cached, reasoning, Details.NONE, source);
    }

    /** Both together; reported if both are. Who is not known adds nothing. */
    public Tokens plus(Tokens other) {
        if (source == Source.UNKNOWN) {
            return other;
        }
        if (other.source == Source.UNKNOWN) {
            return this;
        }
        return new Tokens(
                input + other.input,
                output + other.output,
                cached + other.cached,
                reasoning + other.reasoning,
                details.plus(other.details),
                source == other.source ? source : Source.COUNTED);
    }

    /** The same counts, served otherwise. */
    public Tokens servedAs(Service service) {
        return service == details.service
                ? this
                : new Tokens(input, output, cached, reasoning, details.servedAs(service), source);
    }

    /** Whether a cost can be made of them: what was counted here has no input, as long as nobody counted that too. */
    public boolean areChargeable() {
        return switch (source) {
            case REPORTED -> true;
            case COUNTED -> input > 0;
            case UNKNOWN -> false;
        };
    }

    /** The counts of one request, in the units of prices. */
    public TokenCounts counts() {
        EnumMap<Unit, Long> counts = new EnumMap<>(Unit.class);
        put(counts, Unit.INPUT, input);
        put(counts, Unit.OUTPUT, output);
        put(counts, Unit.CACHE_READ, cached);
        put(counts, Unit.REASONING, reasoning);
        if (!details.equals(Details.NONE)) {
            put(counts, Unit.CACHE_WRITE, Math.max(0, details.written - details.writtenHour));
            put(counts, Unit.CACHE_WRITE_HOUR, details.writtenHour);
            put(counts, Unit.AUDIO_INPUT, details.audioInput);
            put(counts, Unit.AUDIO_CACHE_READ, details.audioCached);
            put(counts, Unit.AUDIO_OUTPUT, details.audioOutput);
            put(counts, Unit.IMAGE_INPUT, details.imageInput);
            put(counts, Unit.IMAGE_CACHE_READ, details.imageCached);
            put(counts, Unit.IMAGE_OUTPUT, details.imageOutput);
            put(counts, Unit.CITATION, details.citations);
            put(counts, Unit.SEARCH, details.searches);
            put(counts, Unit.SECOND, details.seconds);
        }
        counts.put(Unit.REQUEST, 1L);
        return new TokenCounts(counts, details.service);
    }

    private static void put(EnumMap<Unit, Long> counts, Unit unit, long count) {
        if (count > 0) {
            counts.put(unit, count);
        }
    }
}
