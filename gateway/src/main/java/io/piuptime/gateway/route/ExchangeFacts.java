package io.piuptime.gateway.route;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.Exchange;
import io.piuptime.model.exchange.Caller;
import io.piuptime.model.routing.Facts;
import io.piuptime.model.routing.VisibleHeaders;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What conditions may know of an exchange, found when it is asked for. */
final class ExchangeFacts implements Facts {
    private static final int BYTES_OF_A_TOKEN = 4;
    private static final String LENGTH = "content-length";
    private static final int LONGEST_LENGTH = 18;

    private final Exchange exchange;
    private final UnaryOperator<String> headers;

    /**
     * Facts of one exchange.
     *
     * @param headers gives the value of a header of the request, or an empty text
     */
    ExchangeFacts(Exchange exchange, UnaryOperator<String> headers) {
        this.exchange = requireNonNull(exchange, "exchange");
        this.headers = requireNonNull(headers, "headers");
    }

    @Override
    public String model() {
        return exchange.facts().model();
    }

    @Override
    public String method() {
        return exchange.head().method();
    }

    @Override
    public String path() {
        return exchange.head().path();
    }

    @Override
    public String priority() {
        return exchange.head().priority().word();
    }

    @Override
    public boolean stream() {
        return exchange.streams();
    }

    /** Of a body that is still on its way, what its head says of it. */
    @Override
    public long bytes() {
        String said = headers.apply(LENGTH);
        boolean isNumber = !said.isEmpty()
                && said.length() <= LONGEST_LENGTH
                && said.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        return Math.max(exchange.requestBytes(), isNumber ? Long.parseLong(said) : 0);
    }

    @Override
    public long promptTokens() {
        return bytes() / BYTES_OF_A_TOKEN;
    }

    @Override
    public Optional<String> header(String name) {
        if (!VisibleHeaders.isVisible(name)) {
            return Optional.empty();
        }
        String value = headers.apply(name);
        return value.isEmpty() || !VisibleHeaders.isVisible(name, value) ? Optional.empty() : Optional.of(value);
    }

    @Override
    public String callerKey() {
        return exchange.caller().map(Caller::keyId).orElse("");
    }

    @Override
    public String callerName() {
        return exchange.caller().map(Caller::name).orElse("");
    }

    @Override
    public String callerAddress() {
        return exchange.head().address();
    }

    @Override
    public Instant now() {
        return exchange.head().startedAt();
    }
}
