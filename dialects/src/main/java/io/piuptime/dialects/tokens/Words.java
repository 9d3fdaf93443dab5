package io.piuptime.dialects.tokens;

import com.knuddels.jtokkit.api.EncodingType;
import java.util.Optional;

/**
 * The words of one conversation as tokens: cut by a vocabulary where one is public, measured elsewhere. Cutting costs a hundred
 * times as much, so what is longer than any usual conversation is measured too. Used by one thread.
 */
final class Words {
    /** Characters of a conversation that are cut. */
    static final int MOST_CUT = 512 << 10;

    private final Vocabulary vocabulary;
    private final Optional<EncodingType> encoding;
    private final double foreign;

    private int left = MOST_CUT;
    private boolean measured;

    /**
     * Begins with a conversation.
     *
     * @param encoding names the vocabulary, if there is one
     * @param foreign how many more tokens are needed for scripts other than the Latin one, where texts are measured
     */
    Words(Vocabulary vocabulary, Optional<EncodingType> encoding, double foreign) {
        this.vocabulary = vocabulary;
        this.encoding = encoding;
        this.foreign = foreign;
    }

    /** Whether there is a vocabulary. */
    boolean areCut() {
        return encoding.isPresent();
    }

    /** Whether any text was measured. */
    boolean wereMeasured() {
        return measured;
    }

    double tokens(String text) {
        if (encoding.isEmpty()) {
            return measure(text);
        }
        int cut = Math.min(left, text.length());
        if (cut > 0 && cut < text.length() && Character.isHighSurrogate(text.charAt(cut - 1))) {
            cut--;
        }
        left -= cut;
        double tokens = cut == 0 ? 0 : vocabulary.count(encoding.get(), text.substring(0, cut));
        return cut == text.length() ? tokens : tokens + measure(text.substring(cut));
    }

    private double measure(String text) {
        measured = true;
        return new TextMeasure().add(text).tokens(foreign);
    }
}
