package io.piuptime.model.price;

import java.util.List;

/**
 * What is counted and charged.
 *
 * <p>{@link #INPUT} and {@link #OUTPUT} are totals. The other units of input are parts of {@code INPUT}; those of output are
 * parts of {@code OUTPUT}. Tokens of audio or images that were read from a cache are counted three times: in {@code INPUT},
 * in {@link #CACHE_READ} and in their own unit. The others are parts of nothing.
 */
public enum Unit {
    /** All tokens of the prompt: read from a cache, written to it, and of every modality. */
    INPUT("in"),
    /** All tokens of the answer: reasoning and every modality. */
    OUTPUT("out"),
    CACHE_READ("read"),
    /** Written to a cache that keeps them for minutes: what a provider means when it names no time. */
    CACHE_WRITE("write"),
    /** Written to a cache that keeps them for an hour; not counted as {@link #CACHE_WRITE}. */
    CACHE_WRITE_HOUR("write1h"),
    REASONING("reason"),
    /** Audio of the prompt, cached or not. */
    AUDIO_INPUT("audio-in"),
    AUDIO_OUTPUT("audio-out"),
    AUDIO_CACHE_READ("audio-read"),
    /** Images of the prompt, cached or not. */
    IMAGE_INPUT("image-in"),
    IMAGE_OUTPUT("image-out"),
    IMAGE_CACHE_READ("image-read"),
    VIDEO_INPUT("video-in"),
    VIDEO_OUTPUT("video-out"),
    CITATION("cite"),
    REQUEST("request"),
    SEARCH("search"),
    /** Audio by its length, for models that count no tokens. */
    SECOND("second");

    private final String code;

    Unit(String code) {
        this.code = code;
    }

    /** Its name in the text form of a price. */
    public String code() {
        return code;
    }

    /** Whether it is priced by the piece; the others are tokens, priced by the million. */
    public boolean isPiece() {
        return this == REQUEST || this == SEARCH || this == SECOND;
    }

    /** Whether it is charged on top, only where a price says so; without a rate it is free, not unknown. */
    public boolean isFee() {
        return this == REQUEST || this == SEARCH || this == CITATION;
    }

    /** The units whose rate applies when this one has none, nearest first. */
    public List<Unit> substitutes() {
        return switch (this) {
            case INPUT, OUTPUT, CITATION, REQUEST, SEARCH, SECOND -> List.of();
            case CACHE_READ, CACHE_WRITE, AUDIO_INPUT, IMAGE_INPUT, VIDEO_INPUT -> List.of(INPUT);
            case CACHE_WRITE_HOUR -> List.of(CACHE_WRITE, INPUT);
            case AUDIO_CACHE_READ -> List.of(CACHE_READ, AUDIO_INPUT, INPUT);
            case IMAGE_CACHE_READ -> List.of(CACHE_READ, IMAGE_INPUT, INPUT);
            case REASONING, AUDIO_OUTPUT, IMAGE_OUTPUT, VIDEO_OUTPUT -> List.of(OUTPUT);
        };
    }
}
