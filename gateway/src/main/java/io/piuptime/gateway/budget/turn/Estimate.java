package io.piuptime.gateway.budget.turn;

import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.budget.rate.Wants;
import io.piuptime.model.ability.Needs;
import io.piuptime.model.exchange.Operation;

/** What an exchange will use, before that is known, and what it used when it is. */
final class Estimate {
    private static final long BYTES_OF_TOKEN = 4;
    /** Beyond this only text counts: what makes bodies long beside it are media, whose bytes are no tokens. */
    private static final long MOST_BY_BYTES = 16_384;
    /** Answers to those who do not say how long they may be. */
    private static final long OUT = 512;

    private Estimate() {}

    /** One request and so many tokens. */
    static Wants of(Exchange exchange) {
        return switch (topic(exchange)) {
            case COUNT -> new Wants(1, 0, 0);
            case CHAT -> new Wants(1, in(exchange), out(exchange.needs()));
            case EMBED, RERANK, OTHER -> new Wants(1, in(exchange), 0);
        };
    }

    private static Operation.Topic topic(Exchange exchange) {
        return exchange.head().operation().map(Operation::topic).orElse(Operation.Topic.COUNT);
    }

    private static long in(Exchange exchange) {
        long byBytes = Math.min(exchange.requestBytes() / BYTES_OF_TOKEN, MOST_BY_BYTES);
        return Math.max(1, Math.max(exchange.needs().tokens(), byBytes));
    }

    private static long out(Needs needs) {
        return needs.output() > 0 ? needs.output() : OUT;
    }

    /**
     * What an exchange used that is over. One that was not sent used nothing. Where nobody says what an answer used, it is what was
     * estimated, and no more than the answer's bytes.
     */
    static Wants real(Exchange exchange, Wants estimated) {
        if (exchange.attempts() == 0) {
            return new Wants(0, 0, 0);
        }
        long in = 0;
        long out = 0;
        for (Exchange.Used used : exchange.used()) {
            in += used.tokens().input();
            out += used.tokens().output();
        }
        if (exchange.used().isEmpty() && exchange.wasAnswered()) {
            in = estimated.in();
            out = Math.min(estimated.out(), exchange.replyBytes() / BYTES_OF_TOKEN);
        }
        return new Wants(1, in, out);
    }
}
