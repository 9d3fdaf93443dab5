package io.piuptime.testkit.wall;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The answer that every healthy model of the wall gives: sixty words, so that a lost end shows. */
public final class SixtyWords {
    public static final String TEXT = "Every provider fails sooner or later, and most of them fail in ways that nobody "
            + "wrote down. Some refuse with a number, others fall silent, and a few stop in the middle of a word. These "
            + "sixty words are counted with care, so that an answer which has lost its end is never taken for one that "
            + "came through whole.";

    private static final Pattern SPACES = Pattern.compile("\\s+");

    private SixtyWords() {}

    static List<String> words() {
        return split(TEXT);
    }

    /** The words after a beginning; empty if the text does not begin so. */
    static Optional<List<String>> after(String beginning) {
        String begun = beginning.strip();
        return begun.isEmpty() || !TEXT.startsWith(begun)
                ? Optional.empty()
                : Optional.of(split(TEXT.substring(begun.length())));
    }

    /** Whether a text is the whole answer, however its words are spaced. */
    public static boolean isWhole(String text) {
        return split(text).equals(words());
    }

    public static int count(String text) {
        return split(text).size();
    }

    private static List<String> split(String text) {
        return text.isBlank() ? List.of() : List.of(SPACES.split(text.strip(), -1));
    }
}
