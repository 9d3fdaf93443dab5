package io.piuptime.model.usage;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.price.Charge;
import java.time.Instant;
import java.util.Optional;

/**
 * What is kept of one exchange, written once when it ends.
 *
 * @param id id of the exchange, unique and sorting by time
 * @param startedAt when its head was read, to the microsecond
 * @param keyId public id of the caller's key, or empty when it was not authenticated
 * @param operation OpenTelemetry name of the operation, or empty when none was found
 * @param model the name that the caller asked for, or empty
 * @param target provider and upstream model it was sent to, {@code openai/gpt-4o}, or empty when it was not sent
 * @param status HTTP status that the caller got; 499 when the caller left before it got one
 * @param ending how the exchange ended
 * @param reason machine-readable reason when it did not end well, or empty
 * @param stream whether the answer was streamed
 * @param finishReason the provider's finish reason, or empty
 * @param attempts requests sent upstream
 * @param charge what it cost, if that is known
 * @param trail what became of each attempt where there were several, {@code a/x server 250ms, b/y answered 900ms}; else empty
 * @param attribution whose it was, beyond the key
 * @param reservation what it had set aside of budgets, and what of that nobody has confirmed
 */
public record UsageRecord(
        String id,
        Instant startedAt,
        String keyId,
        String operation,
        String model,
        String target,
        int status,
        Ending ending,
        String reason,
        boolean stream,
        Tokens tokens,
        String finishReason,
        int attempts,
        Times times,
        Sizes sizes,
        Optional<Charge> charge,
        String trail,
        Attribution attribution,
        Reservation reservation) {

    /** How an exchange ended. */
    public enum Ending {
        /** The whole answer left. An answer may be a provider's error, relayed. */
        COMPLETE,
        /** Refused by us before anything of an answer left. */
        REFUSED,
        /** The answer broke off after its head had left. */
        BROKEN,
        /** The caller left before the end. */
        ABANDONED
    }

    /**
     * Durations in microseconds.
     *
     * @param total from the request's head to the reply's last byte
     * @param firstToken from the request's head to the first content of a stream, or -1 when none came
     * @param upstream the part of the total spent waiting for targets
     */
    public record Times(long total, long firstToken, long upstream) {}

    /** Bytes of the two bodies as the caller sent and got them. */
    public record Sizes(long request, long reply) {}

    public UsageRecord {
        requireNonNull(id, "id");
        requireNonNull(startedAt, "startedAt");
        requireNonNull(keyId, "keyId");
        requireNonNull(operation, "operation");
        requireNonNull(model, "model");
        requireNonNull(target, "target");
        requireNonNull(ending, "ending");
        requireNonNull(reason, "reason");
        requireNonNull(tokens, "tokens");
        requireNonNull(finishReason, "finishReason");
        requireNonNull(times, "times");
        requireNonNull(sizes, "sizes");
        requireNonNull(charge, "charge");
        requireNonNull(trail, "trail");
        requireNonNull(attribution, "attribution");
        requireNonNull(reservation, "reservation");
    }

    /** A record of an exchange with one attempt at most. */
    public UsageRecord(
            String id,
            Instant startedAt,
            String keyId,
            String operation,
            String model,
            String target,
            int status,
            Ending ending,
            String reason,
            boolean stream,
            Tokens tokens,
            String finishReason,
            int attempts,
            Times times,
            Sizes sizes,
            Optional<Charge> charge) {
        this(
                id,
                startedAt,
                keyId,
                operation,
                model,
                target,
                status,
                ending,
                reason,
                stream,
                tokens,
                finishReason,
                attempts,
                times,
                sizes,
                charge,
                "",
                Attribution.NONE,
                Reservation.NONE);
    }

    /** A record of an exchange whose cost is not known. */
    public UsageRecord(
            String id,
            Instant startedAt,
            String keyId,
            String operation,
            String model,
            String target,
            int status,
            Ending ending,
            String reason,
            boolean stream,
            Tokens tokens,
            String finishReason,
            int attempts,
            Times times,
            Sizes sizes) {
        this(
                id,
                startedAt,
                keyId,
                operation,
                model,
                target,
                status,
                ending,
                reason,
                stream,
                tokens,
                finishReason,
                attempts,
                times,
                sizes,
                Optional.empty());
    }

    /** The same record with what the exchange cost. */
    public UsageRecord charged(Charge cost) {
        return new UsageRecord(
                id,
                startedAt,
                keyId,
                operation,
                model,
                target,
                status,
                ending,
                reason,
                stream,
                tokens,
                finishReason,
                attempts,
                times,
                sizes,
                Optional.of(cost),
                trail,
                attribution,
                reservation);
    }

    /** The same record with other counts. */
    public UsageRecord counting(Tokens counts) {
        return new UsageRecord(
                id,
                startedAt,
                keyId,
                operation,
                model,
                target,
                status,
                ending,
                reason,
                stream,
                counts,
                finishReason,
                attempts,
                times,
                sizes,
                charge,
                trail,
                attribution,
                reservation);
    }

    /** The same record with what became of each attempt. */
    public UsageRecord tried(String attemptByAttempt) {
        return new UsageRecord(
                id,
                startedAt,
                keyId,
                operation,
                model,
                target,
                status,
                ending,
                reason,
                stream,
                tokens,
                finishReason,
                attempts,
                times,
                sizes,
                charge,
                attemptByAttempt,
                attribution,
                reservation);
    }

    /** The same record with whose the exchange was. */
    public UsageRecord attributed(Attribution whose) {
        return new UsageRecord(
                id,
                startedAt,
                keyId,
                operation,
                model,
                target,
                status,
                ending,
                reason,
                stream,
                tokens,
                finishReason,
                attempts,
                times,
                sizes,
                charge,
                trail,
                whose,
                reservation);
    }

    /** The same record with what the exchange had set aside. */
    public UsageRecord reserving(Reservation held) {
        return new UsageRecord(
                id,
                startedAt,
                keyId,
                operation,
                model,
                target,
                status,
                ending,
                reason,
                stream,
                tokens,
                finishReason,
                attempts,
                times,
                sizes,
                charge,
                trail,
                attribution,
                held);
    }

    /** When it ended. */
    public Instant endedAt() {
        return startedAt.plusNanos(times.total * 1_000);
    }
}
