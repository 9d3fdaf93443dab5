package io.piuptime.gateway.send.failure;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.Dialect;
import io.piuptime.gateway.Refusals;
import io.piuptime.gateway.health.Fault;
import io.piuptime.gateway.send.wire.Buffers;
import io.piuptime.model.exchange.Refusal;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.Locale;
import java.util.Optional;

/**
 * Why an attempt came to nothing.
 *
 * @param ofTarget whether the target is at fault, or was not even asked
 * @param retryAfterNanos how long the target asks to wait, or -1 if it does not say
 * @param refusal what the caller is told where the target's own words cannot be
 * @param answer the target's own answer, if it gave one that the caller may have
 */
public record Failure(Fault fault, boolean ofTarget, long retryAfterNanos, Refusal refusal, Optional<Answer> answer) {
    /** An error that a provider answered, as the caller gets it. */
    public record Answer(int status, MultiMap headers, Buffer body) {}

    public Failure {
        requireNonNull(fault, "fault");
        requireNonNull(refusal, "refusal");
        requireNonNull(answer, "answer");
    }

    public static Failure of(Fault fault, Refusal refusal) {
        return new Failure(fault, true, -1, refusal, Optional.empty());
    }

    /** The target was not asked, as it cannot do what is wanted, or we cannot. */
    public static Failure unasked(Refusal refusal) {
        return new Failure(Fault.UNKNOWN_MODEL, false, -1, refusal, Optional.empty());
    }

    /** There is no money for the target; it was not asked. */
    public static Failure unpaid(Refusal refusal) {
        return new Failure(Fault.MONEY, false, -1, refusal, Optional.empty());
    }

    /** Whether the target did nothing of what was asked, as far as it said anything. */
    public boolean isTurnedAway() {
        return !ofTarget || fault == Fault.UNREACHABLE || fault == Fault.CREDENTIAL || answer.isPresent();
    }

    /** What kind of failure it is, in a word: {@code unreachable}. */
    public String word() {
        return fault.name().toLowerCase(Locale.ROOT);
    }

    /** How a stream says it that has begun. */
    public Buffer event(Dialect dialect) {
        return Buffers.wrap(answer.map(said -> dialect.errorEvent(Buffers.bytes(said.body())))
                .orElseGet(() -> dialect.errorEvent(Refusals.facts(refusal))));
    }
}
