package io.piuptime.dialects.anthropic.terms;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Anthropic takes for a model, told by its name.
 *
 * @param generation such as 405 for 4.5; 0 for a name that tells none
 * @param opus whether it is of the largest of the three common sizes
 * @param alwaysThinks whether it refuses not to
 */
public record Claude(int generation, boolean opus, boolean alwaysThinks) {
    /** The sizes come before the numbers ({@code claude-sonnet-4-5}) or after them ({@code claude-3-7-sonnet}). */
    private static final Pattern NUMBERS = Pattern.compile("claude-(?:[a-z]+-)?v?(\\d)(?:[-.](\\d{1,2}))?(?!\\d)");

    private static final int FIRST_THINKING = 307;
    private static final int FIRST_STRICT = 401;
    private static final int FIRST_ADAPTIVE = 406;
    private static final int FIRST_WITHOUT_SAMPLING = 407;
    private static final int FIRST_THINKING_UNASKED = 500;

    public static Claude of(String model) {
        String name = model.toLowerCase(Locale.ROOT);
        boolean always = name.contains("claude-mythos") || name.contains("claude-fable");
        Matcher found = NUMBERS.matcher(name);
        int generation = always ? FIRST_WITHOUT_SAMPLING : 0;
        if (found.find()) {
            String minor = found.group(2);
            generation = Integer.parseInt(found.group(1)) * 100 + (minor == null ? 0 : Integer.parseInt(minor));
        }
        return new Claude(generation, name.contains("opus"), always);
    }

    private boolean isKnown() {
        return generation > 0;
    }

    /** Whether it decides itself how much to think, and is told an effort. */
    public boolean isAdaptive() {
        return generation >= FIRST_ADAPTIVE;
    }

    /** Whether it can think. */
    public boolean thinks() {
        return !isKnown() || generation >= FIRST_THINKING;
    }

    /** Whether it may think if nothing is said, and can be told not to. */
    public boolean thinksUnlessTold() {
        return !isKnown() || (generation >= FIRST_THINKING_UNASKED && !alwaysThinks);
    }

    /** Whether it can be told to leave out its thoughts. */
    public boolean hidesThoughts() {
        return generation >= 400;
    }

    public boolean takesSampling() {
        return generation < FIRST_WITHOUT_SAMPLING;
    }

    /** Whether a temperature and a {@code top_p} may come together. */
    public boolean takesBoth() {
        return generation < FIRST_STRICT;
    }

    /** Whether an answer and the arguments of a call can be held to a schema. */
    public boolean followsSchemas() {
        return !isKnown() || generation >= FIRST_STRICT;
    }

    /** The effort as this model counts it. */
    public String effort(String asked) {
        boolean more = generation >= FIRST_WITHOUT_SAMPLING;
        return switch (asked) {
            case "minimal", "low" -> "low";
            case "medium" -> "medium";
            case "xhigh" -> more ? "xhigh" : "high";
            case "max" -> more || opus ? "max" : "high";
            default -> "high";
        };
    }

    /** The length of an answer that nobody limited: what every model of the generation can write. */
    public int usualMaxTokens() {
        if (generation >= FIRST_THINKING) {
            return 32_000;
        }
        return generation >= 305 ? 8_192 : 4_096;
    }
}
