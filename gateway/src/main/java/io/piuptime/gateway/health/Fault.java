package io.piuptime.gateway.health;

/** What an attempt failed of. */
public enum Fault {
    /** No connection: name, route, port or TLS. Nothing was asked. */
    UNREACHABLE(Effect.FAILURE),
    /** The connection ended before the answer did. */
    BROKEN(Effect.FAILURE),
    /** Nothing, or nothing more, came in time. */
    SILENT(Effect.FAILURE),
    /** A 5xx that does not say "later". */
    SERVER(Effect.FAILURE),
    /** It has too much to do: 529, an {@code overloaded_error}, or a 503 that says when to come back. */
    OVERLOADED(Effect.FAILURE),
    /** A limit of requests or tokens was reached. */
    RATE(Effect.LIMIT),
    /** The account has no money left, or a limit of spending was reached. */
    MONEY(Effect.NONE),
    /** The credential is refused. */
    CREDENTIAL(Effect.NONE),
    /** The request is larger than the model's window. */
    CONTEXT_LENGTH(Effect.NONE),
    /** The provider refuses what was said. */
    CONTENT(Effect.NONE),
    /** The provider does not know the model, or not with this credential. */
    UNKNOWN_MODEL(Effect.NONE),
    /** Any other mistake in the request. */
    REQUEST(Effect.NONE),
    /** It answered something that is no answer in its dialect. */
    GARBAGE(Effect.FAILURE);

    private final Effect effect;

    Fault(Effect effect) {
        this.effect = effect;
    }

    /** Whether it counts against the target's breaker. */
    public boolean countsAgainstTarget() {
        return effect == Effect.FAILURE;
    }

    /** Whether a probe that ends so has failed: a target that is at its limit is not back. */
    public boolean failsProbe() {
        return effect != Effect.NONE;
    }

    /** Whether it shows that the target has more to do than it can. */
    public boolean tellsOverload() {
        return this == RATE || this == OVERLOADED || this == SILENT;
    }

    private enum Effect {
        FAILURE,
        LIMIT,
        NONE
    }
}
