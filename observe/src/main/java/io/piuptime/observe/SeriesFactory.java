package io.piuptime.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.piuptime.model.usage.UsageRecord.Ending;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Registers the meters of a series. Asked again for the same labels, the registry answers with the same meters. */
final class SeriesFactory {
    /** Buckets as OpenTelemetry's GenAI conventions advise. */
    private static final Duration[] DURATION =
            millis(10, 20, 40, 80, 160, 320, 640, 1280, 2560, 5120, 10_240, 20_480, 40_960, 81_920);

    private static final Duration[] FIRST_TOKEN =
            millis(1, 5, 10, 20, 40, 60, 80, 100, 250, 500, 750, 1_000, 2_500, 5_000, 7_500, 10_000);
    private static final double[] TOKENS = {
        1, 4, 16, 64, 256, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864
    };
    /** Our own share is counted in microseconds; from 10 ms on only its order of magnitude matters. */
    private static final Duration[] OVERHEAD =
            micros(50, 100, 150, 200, 300, 500, 750, 1_000, 2_000, 5_000, 10_000, 100_000, 1_000_000);

    private final MeterRegistry registry;

    SeriesFactory(MeterRegistry registry) {
        this.registry = registry;
    }

    Series create(SeriesLabels labels) {
        boolean answered = labels.outcome().status() < 400;
        return new Series(
                labels,
                duration(labels),
                overhead(labels),
                traffic(labels),
                answered ? Optional.of(answer(labels)) : Optional.empty(),
                answered && labels.stream() ? Optional.of(firstToken(labels)) : Optional.empty(),
                labels.outcome().ending() == Ending.REFUSED ? Optional.of(refused(labels)) : Optional.empty());
    }

    private Timer duration(SeriesLabels labels) {
        return Timer.builder("gen_ai.server.request.duration")
                .description("From a request's head to its reply's last byte")
                .tags(genAi(labels)
                        .and("piup.target", labels.target())
                        .and(
                                "http.response.status_code",
                                Integer.toString(labels.outcome().status()))
                        .and("error.type", errorType(labels)))
                .serviceLevelObjectives(DURATION)
                .register(registry);
    }

    private Timer firstToken(SeriesLabels labels) {
        return Timer.builder("gen_ai.server.time_to_first_token")
                .description("From a request's head to the first content of its stream")
                .tags(genAi(labels).and("piup.target", labels.target()))
                .serviceLevelObjectives(FIRST_TOKEN)
                .register(registry);
    }

    private Series.Answer answer(SeriesLabels labels) {
        Tags tags = genAi(labels).and("piup.target", labels.target());
        return new Series.Answer(
                tokens(labels, "input"),
                tokens(labels, "output"),
                Counter.builder("piup.cost")
                        .description("What exchanges cost, as far as it is known")
                        .baseUnit("usd")
                        .tags(tags)
                        .register(registry),
                Counter.builder("piup.cost.unknown")
                        .description("Answers with tokens whose cost is not known")
                        .tags(tags)
                        .register(registry));
    }

    private DistributionSummary tokens(SeriesLabels labels, String type) {
        return DistributionSummary.builder("gen_ai.client.token.usage")
                .description("Tokens of an exchange")
                .tags(genAi(labels).and("piup.target", labels.target()).and("gen_ai.token.type", type))
                .serviceLevelObjectives(TOKENS)
                .register(registry);
    }

    private Timer overhead(SeriesLabels labels) {
        return Timer.builder("piup.overhead.duration")
                .description("Our own share of an exchange's time")
                .tags(Tags.of("gen_ai.operation.name", labels.operation()))
                .serviceLevelObjectives(OVERHEAD)
                .register(registry);
    }

    private Series.Traffic traffic(SeriesLabels labels) {
        Tags operation = Tags.of("gen_ai.operation.name", labels.operation());
        return new Series.Traffic(
                Counter.builder("piup.request.body")
                        .description("Bytes of request bodies")
                        .baseUnit("bytes")
                        .tags(operation)
                        .register(registry),
                Counter.builder("piup.reply.body")
                        .description("Bytes of reply bodies")
                        .baseUnit("bytes")
                        .tags(operation)
                        .register(registry),
                Counter.builder("piup.exchanges")
                        .description("Exchanges by how they ended")
                        .tags(operation.and(
                                "ending", labels.outcome().ending().name().toLowerCase(Locale.ROOT)))
                        .register(registry));
    }

    private Counter refused(SeriesLabels labels) {
        return Counter.builder("piup.refusals")
                .description("Exchanges refused, by reason")
                .tags(Tags.of("reason", labels.outcome().reason()))
                .register(registry);
    }

    private static Tags genAi(SeriesLabels labels) {
        return Tags.of(
                "gen_ai.operation.name", labels.operation(),
                "gen_ai.request.model", labels.model(),
                "gen_ai.provider.name", labels.provider());
    }

    /** The reason where there is one, else a status that tells of an error, else empty, which Prometheus reads as absent. */
    private static String errorType(SeriesLabels labels) {
        if (!labels.outcome().reason().isEmpty()) {
            return labels.outcome().reason();
        }
        return labels.outcome().status() >= 400
                ? Integer.toString(labels.outcome().status())
                : "";
    }

    private static Duration[] millis(long... values) {
        return Arrays.stream(values).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }

    private static Duration[] micros(long... values) {
        return Arrays.stream(values)
                .mapToObj(value -> Duration.ofNanos(value * 1_000))
                .toArray(Duration[]::new);
    }
}
