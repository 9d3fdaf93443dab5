package io.piuptime.control.resource;

import java.util.random.RandomGenerator;

/** Makes ids that nobody can guess: 95 random bits as 16 letters and digits. */
public final class Ids {
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 16;

    private final RandomGenerator random;

    /**
     * Ids from a source.
     *
     * @param random a cryptographically strong one that many threads may use
     */
    public Ids(RandomGenerator random) {
        this.random = random;
    }

    public String next() {
        StringBuilder id = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            id.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
        }
        return id.toString();
    }
}
