package io.piuptime.gateway.send;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.Dialect.ErrorFacts;
import io.piuptime.gateway.ErrorWords;
import io.piuptime.gateway.health.Fault;
import io.piuptime.gateway.health.rates.RateLimitReader;
import io.piuptime.gateway.send.failure.Classifier;
import io.piuptime.gateway.send.failure.Failure;
import io.piuptime.gateway.send.failure.Failures;
import io.piuptime.gateway.send.wire.Buffers;
import io.piuptime.gateway.send.wire.Masking;
import io.piuptime.gateway.translate.Replies;
import io.piuptime.model.exchange.Refusal;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Optional;

/** Makes a failure of a provider's error, with the provider's words as the caller will have them. */
final class Turning {
    private Turning() {}

    /**
     * What an error means, and how it is told.
     *
     * @param wait how long the answer asks to wait, in nanoseconds, or -1 if it does not say
     * @param body without its encoding; empty when it could not be read
     */
    static Failure down(Attempt attempt, int status, long wait, byte[] body) {
        ErrorWords words = attempt.replies().words(Bytes.of(body)).with(attempt.errorType());
        long pause = wait >= 0 ? wait : RateLimitReader.nanos(words.retryDelay());
        Fault fault = Classifier.fault(status, words, pause >= 0);
        Refusal refusal = fault == Fault.CREDENTIAL
                ? credentials(attempt, words)
                : Failures.status(attempt.target(), status).refusal();
        Optional<Failure.Answer> answer =
                fault == Fault.CREDENTIAL ? Optional.empty() : Optional.of(answer(attempt, status, body, refusal));
        return new Failure(fault, true, pause, refusal, answer);
    }

    /** The caller's key is good; it is ours that the provider refuses. */
    private static Refusal credentials(Attempt attempt, ErrorWords words) {
        byte[] said = words.message().getBytes(UTF_8);
        Masking.mask(Bytes.of(said), attempt.secret());
        String reason = said.length == 0 ? "" : " It says: " + new String(said, UTF_8);
        return new Refusal.UpstreamFailed(
                "The provider '" + attempt.target().provider().name() + "' refuses the gateway's credential." + reason,
                "upstream_credentials_exhausted");
    }

    /** The provider's own words; where it has none, its status in ours. */
    private static Failure.Answer answer(Attempt attempt, int status, byte[] body, Refusal refusal) {
        if (body.length == 0) {
            Bytes ours = attempt.sending()
                    .dialect()
                    .error(new ErrorFacts(status, "upstream_error", "upstream_status", refusal.message(), ""));
            MultiMap headers = MultiMap.caseInsensitiveMultiMap();
            headers.set(HttpHeaders.CONTENT_TYPE, "application/json");
            return new Failure.Answer(status, headers, Buffers.wrap(ours));
        }
        Replies.Whole whole = attempt.replies().whole(status, Bytes.of(body));
        Bytes told = Bytes.of(whole.body().copy());
        Masking.mask(told, attempt.secret());
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        attempt.putHeaders(headers);
        headers.remove(HttpHeaders.CONTENT_LENGTH);
        if (whole.report().wellFormed() || !attempt.relaysCallers()) {
            headers.set(HttpHeaders.CONTENT_TYPE, "application/json");
        }
        return new Failure.Answer(status, headers, Buffers.wrap(told));
    }
}
