package io.piuptime.gateway.route;

import static java.util.Objects.requireNonNull;

import io.piuptime.catalog.tariff.Tariffs;
import io.piuptime.gateway.Exchange;
import io.piuptime.model.exchange.Caller;
import io.piuptime.model.routing.HashBy;
import java.time.Instant;
import java.util.function.UnaryOperator;

/**
 * What the choice among targets must know of an exchange.
 *
 * @param now nanoseconds of the clock that health is told by
 * @param at when it began
 * @param tariffs what targets cost
 * @param key id of the caller's key, or empty
 * @param user whom the request says that it is for, or empty
 * @param headers gives the value of a header of the request, or an empty text
 */
record Asked(long now, Instant at, Tariffs tariffs, String key, String user, UnaryOperator<String> headers) {
    Asked {
        requireNonNull(at, "at");
        requireNonNull(tariffs, "tariffs");
        requireNonNull(key, "key");
        requireNonNull(user, "user");
        requireNonNull(headers, "headers");
    }

    static Asked of(Exchange exchange, UnaryOperator<String> headers, long now) {
        return new Asked(
                now,
                exchange.head().startedAt(),
                exchange.snapshot().tariffs(),
                exchange.caller().map(Caller::keyId).orElse(""),
                exchange.user(),
                headers);
    }

    /** What it is told apart by; without such a header or user, by the caller's key. */
    String mark(HashBy by) {
        String value = switch (by.kind()) {
            case KEY -> key;
            case USER -> user;
            case HEADER -> headers.apply(by.header());
        };
        return value.isEmpty() ? key : value;
    }
}
