package io.piuptime.catalog.known;

/** A kind of content that a model takes or gives. */
public enum Modality {
    TEXT('t'),
    IMAGE('i'),
    AUDIO('a'),
    VIDEO('v'),
    PDF('p');

    private final char letter;

    Modality(char letter) {
        this.letter = letter;
    }

    char letter() {
        return letter;
    }
}
