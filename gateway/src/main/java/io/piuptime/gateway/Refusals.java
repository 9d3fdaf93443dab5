package io.piuptime.gateway;

import io.piuptime.gateway.Dialect.ErrorFacts;
import io.piuptime.model.exchange.Refusal;
import java.time.Duration;
import java.util.Optional;

/** The one place where a refusal becomes an HTTP status, a class of error and a machine-readable reason. */
public final class Refusals {
    private static final String INVALID = "invalid_request_error";

    private Refusals() {}

    public static ErrorFacts facts(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Unauthenticated r -> error(401, "authentication_error", "invalid_api_key", r);
            case Refusal.Forbidden r -> error(403, "permission_error", "forbidden", r);
            case Refusal.NoSuchPath r -> error(404, INVALID, "unknown_url", r);
            case Refusal.NoSuchObject r -> new ErrorFacts(404, INVALID, "not_found", r.message(), r.param());
            case Refusal.MethodNotAllowed r -> error(405, INVALID, "method_not_allowed", r);
            case Refusal.ModelNotFound r -> new ErrorFacts(404, INVALID, "model_not_found", r.message(), "model");
            case Refusal.BadRequest r -> new ErrorFacts(400, INVALID, r.code(), r.message(), r.param());
            case Refusal.BadFraming r -> error(400, INVALID, "bad_framing", r);
            case Refusal.KeyReused r -> error(422, INVALID, "idempotency_key_reused", r);
            case Refusal.KeyInUse r -> error(409, INVALID, "idempotency_key_in_use", r);
            case Refusal.TooLarge r -> error(413, INVALID, "request_too_large", r);
            case Refusal.UriTooLong r -> error(414, INVALID, "uri_too_long", r);
            case Refusal.HeadersTooLarge r -> error(431, INVALID, "headers_too_large", r);
            case Refusal.UnsupportedMedia r -> error(415, INVALID, "unsupported_media_type", r);
            case Refusal.SlowRequest r -> error(408, INVALID, "request_timeout", r);
            case Refusal.Overloaded r -> error(503, "overloaded_error", "overloaded", r);
            case Refusal.ModelBusy r -> error(503, "overloaded_error", "model_overloaded", r);
            case Refusal.RateLimited r -> error(429, "rate_limit_error", "rate_limit_exceeded", r);
            case Refusal.OverBudget r -> error(429, "insufficient_quota", "insufficient_quota", r);
            case Refusal.StoreAway r -> error(503, "overloaded_error", "store_unavailable", r);
            case Refusal.Draining r -> error(503, "overloaded_error", "gateway_draining", r);
            case Refusal.UpstreamFailed r -> error(502, "upstream_error", r.code(), r);
            case Refusal.UpstreamSilent r -> error(504, "upstream_error", r.code(), r);
            case Refusal.Internal r -> error(500, "server_error", "internal_error", r);
        };
    }

    /** When the caller may try again, where we can say. */
    public static Optional<Duration> retryAfter(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Overloaded r -> Optional.of(r.retryAfter());
            case Refusal.ModelBusy r -> Optional.of(r.retryAfter());
            case Refusal.RateLimited r -> r.retryAfter();
            case Refusal.Draining r -> Optional.of(Duration.ofSeconds(1));
            case Refusal.StoreAway r -> Optional.of(Duration.ofSeconds(2));
            case Refusal.KeyInUse r -> Optional.of(Duration.ofSeconds(1));
            default -> Optional.empty();
        };
    }

    /** Whether the bytes that follow on the connection cannot be trusted, or are not wanted. */
    public static boolean closesConnection(Refusal refusal) {
        return switch (refusal) {
            case Refusal.BadFraming r -> true;
            case Refusal.TooLarge r -> true;
            case Refusal.UriTooLong r -> true;
            case Refusal.HeadersTooLarge r -> true;
            case Refusal.SlowRequest r -> true;
            case Refusal.Draining r -> true;
            default -> false;
        };
    }

    private static ErrorFacts error(int status, String type, String code, Refusal refusal) {
        return new ErrorFacts(status, type, code, refusal.message(), "");
    }
}
