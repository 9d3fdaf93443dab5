package io.piuptime.control.usage;

import io.piuptime.control.api.Moments;
import io.piuptime.model.price.Charge;
import io.piuptime.model.usage.Attribution;
import io.piuptime.model.usage.UsageRecord;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One column of usage as the API shows it, the same in JSON and CSV.
 *
 * @param value a text, a number, a truth value, or empty for none
 */
record Column(String name, Function<UsageRecord, Optional<Object>> value) {
    static final List<Column> ALL = List.of(
            of("id", UsageRecord::id),
            of("startedAt", usage -> Moments.write(usage.startedAt())),
            of("keyId", UsageRecord::keyId),
            of("operation", UsageRecord::operation),
            of("model", UsageRecord::model),
            of("target", UsageRecord::target),
            of("status", UsageRecord::status),
            of("ending", usage -> word(usage.ending())),
            of("reason", UsageRecord::reason),
            of("stream", UsageRecord::stream),
            of("inputTokens", usage -> usage.tokens().input()),
            of("outputTokens", usage -> usage.tokens().output()),
            of("cachedTokens", usage -> usage.tokens().cached()),
            of("reasoningTokens", usage -> usage.tokens().reasoning()),
            of("tokensSource", usage -> word(usage.tokens().source())),
            of("finishReason", UsageRecord::finishReason),
            of("attempts", UsageRecord::attempts),
            of("totalMicros", usage -> usage.times().total()),
            new Column("firstTokenMicros", Column::firstToken),
            of("upstreamMicros", usage -> usage.times().upstream()),
            of("requestBytes", usage -> usage.sizes().request()),
            of("replyBytes", usage -> usage.sizes().reply()),
            of("writtenTokens", usage -> usage.tokens().details().written()),
            of("writtenHourTokens", usage -> usage.tokens().details().writtenHour()),
            of("audioInputTokens", usage -> usage.tokens().details().audioInput()),
            of("audioCachedTokens", usage -> usage.tokens().details().audioCached()),
            of("audioOutputTokens", usage -> usage.tokens().details().audioOutput()),
            of("imageInputTokens", usage -> usage.tokens().details().imageInput()),
            of("imageCachedTokens", usage -> usage.tokens().details().imageCached()),
            of("imageOutputTokens", usage -> usage.tokens().details().imageOutput()),
            of("citationTokens", usage -> usage.tokens().details().citations()),
            of("searches", usage -> usage.tokens().details().searches()),
            of("audioSeconds", usage -> usage.tokens().details().seconds()),
            of("service", usage -> word(usage.tokens().details().service())),
            new Column("costMicros", usage -> usage.charge().map(Charge::micros)),
            new Column("currency", usage -> usage.charge().map(Charge::currency)),
            new Column("price", usage -> usage.charge().map(Charge::price)),
            of("trail", UsageRecord::trail),
            of("tenant", usage -> usage.attribution().tenant()),
            of("team", usage -> usage.attribution().team()),
            of("application", usage -> usage.attribution().application()),
            of("user", usage -> usage.attribution().user()),
            of("endUser", usage -> usage.attribution().endUser()),
            of("tags", usage -> tags(usage.attribution())),
            of("reservedMicros", usage -> usage.reservation().micros()),
            of("unconfirmedMicros", usage -> usage.reservation().unconfirmed()));

    private static String tags(Attribution whose) {
        return new TreeMap<>(whose.tags())
                .entrySet().stream()
                        .map(tag -> tag.getKey() + "=" + tag.getValue())
                        .collect(Collectors.joining(","));
    }

    private static Column of(String name, Function<UsageRecord, Object> value) {
        return new Column(name, usage -> Optional.of(value.apply(usage)));
    }

    private static Optional<Object> firstToken(UsageRecord usage) {
        return usage.times().firstToken() < 0
                ? Optional.empty()
                : Optional.of(usage.times().firstToken());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
