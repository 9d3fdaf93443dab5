package io.piuptime.catalog.known;

/** Something that a model has or has not. */
public enum Trait {
    TOOLS('T'),
    REASONING('R'),
    /** Answers by a JSON schema. */
    SCHEMA('S'),
    /** Takes the parameter {@code temperature}. */
    TEMPERATURE('P'),
    ATTACHMENTS('A'),
    OPEN_WEIGHTS('W');

    private final char letter;

    Trait(char letter) {
        this.letter = letter;
    }

    /** Its letter in the table; the small one says that a model has it not. */
    char letter() {
        return letter;
    }
}
