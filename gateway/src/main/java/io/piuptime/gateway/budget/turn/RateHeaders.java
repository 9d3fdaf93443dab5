package io.piuptime.gateway.budget.turn;

import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.budget.rate.Remains;
import io.piuptime.gateway.budget.rate.Remains.Left;
import io.piuptime.model.exchange.Operation;
import io.piuptime.model.limit.Measure;
import io.piuptime.model.limit.Window;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells what is left of the nearest limit of each measure: in the standard's headers ({@code draft-ietf-httpapi-ratelimit-headers}),
 * and in those that the caller's dialect knows.
 */
final class RateHeaders implements Exchange.Notice {
    private static final List<Measure> TOKENS = List.of(Measure.TOKENS, Measure.TOKENS_OUT, Measure.TOKENS_IN);

    private final Exchange exchange;
    private final Remains remains;

    RateHeaders(Exchange exchange, Remains remains) {
        this.exchange = exchange;
        this.remains = remains;
    }

    @Override
    public void tell(BiConsumer<String, String> header) {
        StringBuilder policies = new StringBuilder(128);
        StringBuilder limits = new StringBuilder(128);
        for (Left left : remains.all()) {
            String comma = policies.isEmpty() ? "" : ", ";
            policies.append(comma);
            limits.append(comma);
            policy(policies, left);
            limit(limits, left);
        }
        header.accept("ratelimit-policy", policies.toString());
        header.accept("ratelimit", limits.toString());
        if (exchange.head().operation().filter(RateHeaders::isAnthropic).isPresent()) {
            anthropic(header);
        } else {
            openAi(header, "requests", remains.of(Measure.REQUESTS));
            openAi(header, "tokens", tokens());
        }
    }

    private static boolean isAnthropic(Operation operation) {
        return operation == Operation.MESSAGES || operation == Operation.MESSAGES_COUNT_TOKENS;
    }

    private static void policy(StringBuilder to, Left left) {
        name(to, left).append(";q=").append(left.amount());
        long seconds = seconds(left.item().limit().window());
        if (seconds > 0) {
            to.append(";w=").append(seconds);
        }
        switch (left.item().limit().measure()) {
            case REQUESTS -> {}
            case TOKENS_IN, TOKENS_OUT, TOKENS -> to.append(";qu=\"tokens\"");
            case CONCURRENT -> to.append(";qu=\"concurrent-requests\"");
        }
    }

    private static void limit(StringBuilder to, Left left) {
        name(to, left).append(";r=").append(left.left());
        if (left.resetMillis() >= 0 && left.item().limit().measure() != Measure.CONCURRENT) {
            to.append(";t=").append(Math.ceilDiv(left.resetMillis(), 1_000));
        }
    }

    /** {@code "team-tokens-minute"}. */
    private static StringBuilder name(StringBuilder to, Left left) {
        Measure measure = left.item().limit().measure();
        to.append('"').append(left.item().subject().level().id()).append('-').append(measure.id());
        if (measure != Measure.CONCURRENT) {
            to.append('-');
            left.item().limit().window().text().chars().forEach(c -> to.append(c == ' ' ? '-' : (char) c));
        }
        return to.append('"');
    }

    /** Length of a window, or 0 if it has none that is always the same. */
    private static long seconds(Window window) {
        return switch (window) {
            case Window.Calendar calendar ->
                switch (calendar) {
                    case MINUTE -> 60;
                    case HOUR -> 3_600;
                    case DAY -> 86_400;
                    case WEEK -> 604_800;
                    case MONTH -> 0;
                };
            case Window.Rolling rolling -> rolling.length().toSeconds();
            case Window.Total _ -> 0;
        };
    }

    private @Nullable Left tokens() {
        for (Measure measure : TOKENS) {
            Left left = remains.of(measure);
            if (left != null) {
                return left;
            }
        }
        return null;
    }

    private static void openAi(BiConsumer<String, String> header, String what, @Nullable Left left) {
        if (left == null) {
            return;
        }
        header.accept("x-ratelimit-limit-" + what, Long.toString(left.amount()));
        header.accept("x-ratelimit-remaining-" + what, Long.toString(left.left()));
        if (left.resetMillis() >= 0) {
            header.accept("x-ratelimit-reset-" + what, duration(left.resetMillis()));
        }
    }

    private void anthropic(BiConsumer<String, String> header) {
        anthropic(header, "requests", remains.of(Measure.REQUESTS));
        anthropic(header, "tokens", tokens());
        anthropic(header, "input-tokens", remains.of(Measure.TOKENS_IN));
        anthropic(header, "output-tokens", remains.of(Measure.TOKENS_OUT));
    }

    private void anthropic(BiConsumer<String, String> header, String what, @Nullable Left left) {
        if (left == null) {
            return;
        }
        String prefix = "anthropic-ratelimit-" + what;
        header.accept(prefix + "-limit", Long.toString(left.amount()));
        header.accept(prefix + "-remaining", Long.toString(left.left()));
        if (left.resetMillis() >= 0) {
            Instant reset = exchange.head().startedAt().plusMillis(left.resetMillis());
            header.accept(
                    prefix + "-reset", reset.truncatedTo(ChronoUnit.SECONDS).toString());
        }
    }

    /** As OpenAI writes it: {@code 1h2m3s}, {@code 12s}, {@code 250ms}. */
    static String duration(long millis) {
        if (millis < 1_000) {
            return millis + "ms";
        }
        long seconds = Math.ceilDiv(millis, 1_000);
        StringBuilder text = new StringBuilder(12);
        if (seconds >= 3_600) {
            text.append(seconds / 3_600).append('h');
        }
        if (seconds >= 60) {
            text.append(seconds / 60 % 60).append('m');
        }
        return text.append(seconds % 60).append('s').toString();
    }
}
