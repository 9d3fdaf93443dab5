package io.piuptime.dialects.tokens;

/** What a text is made of: how many letters, digits, marks and gaps, by script. Used by one thread. */
final class TextMeasure {
    private static final int PLAIN = 0x80;

    /** Runs of letters of the Latin script. */
    private long words;

    private long letters;
    private long digits;
    /** Punctuation and symbols. */
    private long marks;
    /** Line breaks, tabs, and spaces beyond the one before a word. */
    private long gaps;

    private long cyrillic;
    /** Greek, Armenian and Georgian letters. */
    private long greek;
    /** Hebrew and Arabic letters. */
    private long semitic;
    /** Letters of the scripts of India and South-East Asia. */
    private long indic;
    /** Chinese characters, and the marks written with them. */
    private long han;

    private long kana;
    private long hangul;
    /** Everything else, such as emoji. */
    private long others;

    /** Adds a text. */
    TextMeasure add(String text) {
        boolean inWord = false;
        boolean afterSpace = true;
        for (int at = 0; at < text.length(); ) {
            int letter = text.codePointAt(at);
            at += Character.charCount(letter);
            boolean latin = isLatin(letter);
            if (latin) {
                letters++;
                words += inWord ? 0 : 1;
                afterSpace = false;
            } else if (letter == ' ') {
                gaps += afterSpace ? 1 : 0; // one before a word belongs to it
                afterSpace = true;
            } else {
                afterSpace = false;
                count(letter);
            }
            inWord = latin;
        }
        return this;
    }

    /**
     * About as many tokens as the usual vocabularies of 100,000 to 250,000 words need.
     *
     * @param foreign how many more are needed for scripts other than the Latin one
     */
    double tokens(double foreign) {
        double plain = 0.75 * words + 0.075 * letters + 0.95 * digits + 0.34 * marks + 0.55 * gaps;
        double cut = 0.27 * cyrillic
                + 0.48 * greek
                + 0.33 * semitic
                + 0.35 * indic
                + 0.75 * han
                + 0.68 * kana
                + 0.62 * hangul;
        return plain + foreign * cut + 1.5 * others;
    }

    private static boolean isLatin(int letter) {
        return (letter >= 'a' && letter <= 'z')
                || (letter >= 'A' && letter <= 'Z')
                || (letter >= 0xC0 && letter < 0x370 && letter != 0xD7 && letter != 0xF7)
                || (letter >= 0x1E00 && letter < 0x1F00);
    }

    private void count(int letter) {
        if (letter < PLAIN) {
            plain(letter);
        } else if (letter < 0x100 || isIn(letter, 0x2010, 0x2070)) {
            marks++;
        } else if (isIn(letter, 0x400, 0x530)) {
            cyrillic++;
        } else if (isGreekOrNear(letter)) {
            greek++;
        } else if (isIn(letter, 0x590, 0x900)) {
            semitic++;
        } else if (isIn(letter, 0x900, 0x10A0) || isIn(letter, 0x1780, 0x1800)) {
            indic++;
        } else if (isIn(letter, 0x3040, 0x3100)) {
            kana++;
        } else if (isIn(letter, 0xAC00, 0xD7B0) || isIn(letter, 0x1100, 0x1200)) {
            hangul++;
        } else if (isHan(letter)) {
            han++;
        } else {
            others++;
        }
    }

    private void plain(int letter) {
        if (letter >= '0' && letter <= '9') {
            digits++;
        } else if (letter <= ' ') {
            gaps++;
        } else {
            marks++;
        }
    }

    private static boolean isGreekOrNear(int letter) {
        return isIn(letter, 0x370, 0x400)
                || isIn(letter, 0x530, 0x590)
                || isIn(letter, 0x10A0, 0x1100)
                || isIn(letter, 0x1F00, 0x2000);
    }

    private static boolean isHan(int letter) {
        return isIn(letter, 0x2E80, 0xA000)
                || isIn(letter, 0xF900, 0xFB00)
                || isIn(letter, 0xFF00, 0xFFF0)
                || isIn(letter, 0x20000, 0x32000);
    }

    private static boolean isIn(int letter, int from, int until) {
        return letter >= from && letter < until;
    }
}
