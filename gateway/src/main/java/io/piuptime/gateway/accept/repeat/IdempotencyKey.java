package io.piuptime.gateway.accept.repeat;

import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;
import java.util.List;
import java.util.Optional;

/** Reads the header {@code Idempotency-Key}. Its value means nothing to us: quoted or not, it is compared as it is. */
public final class IdempotencyKey {
    /** The name of the header. */
    public static final String HEADER = "idempotency-key";

    static final int LONGEST = 255;

    private IdempotencyKey() {}

    /**
     * The key among the values of the header, if there is one.
     *
     * @throws RefusedException when what there is cannot be one
     */
    public static Optional<String> of(List<String> values) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        if (values.size() > 1) {
            throw refused("headers: " + values.size() + " (expected: 1)");
        }
        String key = values.getFirst().strip();
        if (key.isEmpty() || key.length() > LONGEST) {
            throw refused(key.length() + " characters (expected: 1 to " + LONGEST + ")");
        }
        return Optional.of(key);
    }

    private static RefusedException refused(String what) {
        return new RefusedException(
                new Refusal.BadRequest("Idempotency-Key: " + what, "invalid_idempotency_key", "Idempotency-Key"));
    }
}
