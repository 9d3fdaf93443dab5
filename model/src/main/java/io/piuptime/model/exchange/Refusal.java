package io.piuptime.model.exchange;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Why an exchange was not served. Messages go to the caller: they state the value and what was expected and never hold
 * a secret. One class maps a refusal to its HTTP status, and the caller's dialect writes its body.
 */
public sealed interface Refusal {
    /** What happened, for the caller to read. */
    String message();

    /** No key, or one that is unknown, malformed, expired or revoked. */
    record Unauthenticated(String message) implements Refusal {}

    /** A known caller asks for what it may not have. */
    record Forbidden(String message) implements Refusal {}

    /** Nothing is served at this path. */
    record NoSuchPath(String message) implements Refusal {}

    /**
     * The caller has no object of this id: there is none, or it is somebody else's.
     *
     * @param param name of the field that holds the id, or empty
     */
    record NoSuchObject(String message, String param) implements Refusal {}

    /** The path is served, the method is not. */
    record MethodNotAllowed(String message, String allowed) implements Refusal {}

    /** No model, alias or wildcard has this name. */
    record ModelNotFound(String model, List<String> nearest) implements Refusal {
        public ModelNotFound {
            nearest = List.copyOf(nearest);
        }

        @Override
        public String message() {
            String asked = "The model '" + model + "' is not offered here.";
            return nearest.isEmpty() ? asked : asked + " The nearest names are: " + String.join(", ", nearest) + ".";
        }
    }

    /**
     * The request is not what its dialect allows.
     *
     * @param code machine-readable reason such as {@code invalid_json}
     * @param param name of the field at fault, or empty
     */
    record BadRequest(String message, String code, String param) implements Refusal {}

    /** The request cannot be told apart from two: its framing is ambiguous or broken. */
    record BadFraming(String message) implements Refusal {}

    /** The idempotency key stands for another request already. */
    record KeyReused(String message) implements Refusal {}

    /** The first request with the idempotency key is under way, and its answer cannot be shared. */
    record KeyInUse(String message) implements Refusal {}

    record TooLarge(String message) implements Refusal {}

    record UriTooLong(String message) implements Refusal {}

    record HeadersTooLarge(String message) implements Refusal {}

    record UnsupportedMedia(String message) implements Refusal {}

    /** The request's body did not arrive in time. */
    record SlowRequest(String message) implements Refusal {}

    /** There is no room for this exchange now. */
    record Overloaded(String message, Duration retryAfter) implements Refusal {}

    /** The model that was asked has no room for this exchange now; others may have. */
    record ModelBusy(String message, Duration retryAfter) implements Refusal {}

    /**
     * A limit that was set to the caller, or to whom it belongs to, is reached.
     *
     * @param retryAfter when it will not be, if it ever will by itself
     */
    record RateLimited(String message, Optional<Duration> retryAfter) implements Refusal {}

    /** The money that binds the caller is spent, or is not known to be enough. */
    record OverBudget(String message) implements Refusal {}

    /** Whether it may be answered is known by a store that does not answer now. */
    record StoreAway(String message) implements Refusal {}

    /** The process is shutting down. */
    record Draining(String message) implements Refusal {}

    /**
     * The target could not be reached, broke off, or answered garbage.
     *
     * @param code machine-readable reason such as {@code upstream_refused}
     */
    record UpstreamFailed(String message, String code) implements Refusal {}

    /** The target kept silent for longer than a timer allows. */
    record UpstreamSilent(String message, String code) implements Refusal {}

    /** A fault of ours. */
    record Internal(String message) implements Refusal {}
}
