package io.piuptime.gateway.installation;

import static java.util.Objects.requireNonNull;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Tells whether a node has the same secret as the others, by fingerprints of it that all of them see. These are made with a salt
 * of the installation's own: of two installations with one secret, nobody sees that they have it.
 */
public final class Mark {
    private static final String SALT = "salt";
    private static final int SALT_BYTES = 16;

    private final Marks marks;
    private final RandomGenerator random;
    private final Secret secret;

    /**
     * A secret that nodes share.
     *
     * @param name as people know it
     * @param fingerprints of what this node has of it, by the salt; the first is that of the one in use, the others still hold
     * @param advice what whoever has another one can do
     */
    public record Secret(String name, Function<String, List<String>> fingerprints, String advice) {
        public Secret {
            requireNonNull(name, "name");
            requireNonNull(fingerprints, "fingerprints");
            requireNonNull(advice, "advice");
        }
    }

    /**
     * The mark of a secret.
     *
     * @param random makes the salt
     */
    public Mark(Marks marks, RandomGenerator random, Secret secret) {
        this.marks = requireNonNull(marks, "marks");
        this.random = requireNonNull(random, "random");
        this.secret = requireNonNull(secret, "secret");
    }

    /** What is wrong with this node's secret, if another one is known of the installation. */
    public Optional<String> check() {
        return marks.find(secret.name()).flatMap(this::compared);
    }

    /** The same; where none is known, this node's is the installation's from now on. */
    public Optional<String> claim() {
        List<String> own = own();
        return own.isEmpty() ? check() : compared(marks.claim(secret.name(), own.getFirst()));
    }

    /** This node's secret is the installation's from now on. */
    public void renew() {
        own().stream().findFirst().ifPresent(first -> marks.set(secret.name(), first));
    }

    private Optional<String> compared(String expected) {
        List<String> own = own();
        return own.contains(expected)
                ? Optional.empty()
                : Optional.of(secret.name() + ": fingerprint " + (own.isEmpty() ? "none" : String.join(", ", own))
                        + " (expected: " + expected + ", the installation's; " + secret.advice() + ")");
    }

    private List<String> own() {
        byte[] fresh = new byte[SALT_BYTES];
        random.nextBytes(fresh);
        String salt = marks.find(SALT)
                .orElseGet(() -> marks.claim(SALT, HexFormat.of().formatHex(fresh)));
        return secret.fingerprints().apply(salt);
    }
}
