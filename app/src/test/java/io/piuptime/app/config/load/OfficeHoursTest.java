package io.piuptime.app.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.app.config.read.ConfigReader;
import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.RequestFacts;
import io.piuptime.gateway.Snapshot;
import io.piuptime.gateway.health.Health;
import io.piuptime.gateway.load.Engines;
import io.piuptime.gateway.queue.Queue;
import io.piuptime.gateway.route.Candidates;
import io.piuptime.model.exchange.Priority;
import io.piuptime.observe.TraceContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From the text of a configuration to the targets of an exchange, by the hour at which it began. */
class OfficeHoursTest {
    private static final String YAML = """
            providers: {office: {base-url: 'http://a/v1'}, cheap: {base-url: 'http://b/v1'}, spare: {base-url: 'http://c/v1'}}
            models:
              m:
                targets:
                  - provider: office
                    when: >-
                      now.getDayOfWeek('Europe/Berlin') in [1, 2, 3, 4, 5]
                      && now.getHours('Europe/Berlin') >= 8
                      && now.getHours('Europe/Berlin') < 18
                  - {provider: cheap, when: "request.priority == 'batch'"}
                fallbacks: [other]
              other: {targets: [{provider: spare}]}
            discovery: {local: false}
            """;

    private final Snapshot snapshot = new SnapshotCompiler(
                    () -> Instant.EPOCH, () -> 1, Map.of(), Optional.empty(), List::of)
            .compile(new ConfigReader(Map.of())
                    .read(YAML.getBytes(StandardCharsets.UTF_8), Path.of("/"))
                    .config());
    private final Candidates candidates =
            new Candidates(new Health(100, () -> 0, new Queue(() -> 0)), new Engines(), new SplittableRandom(1));

    @ParameterizedTest
    @CsvSource({
        "2026-07-01T05:59:59Z,STANDARD,spare",
        "2026-07-01T06:00:00Z,STANDARD,office spare",
        "2026-07-01T06:00:00Z,BATCH,office cheap spare",
        "2026-07-01T16:00:00Z,BATCH,cheap spare",
        "2026-01-07T06:59:59Z,STANDARD,spare",
        "2026-01-07T07:00:00Z,STANDARD,office spare",
        "2026-07-04T10:00:00Z,STANDARD,spare"
    })
    void the_hour_and_the_priority_say_who_is_asked(Instant began, Priority priority, String expected) {
        Exchange exchange = new Exchange(
                new Exchange.Head(
                        "id",
                        began,
                        0,
                        "POST",
                        "/v1/chat/completions",
                        Optional.empty(),
                        Optional.empty(),
                        "127.0.0.1",
                        priority,
                        TraceContext.start(new Random(1))),
                snapshot);
        exchange.read(new RequestFacts("m", 0, 0, false, false, Optional.empty()));
        exchange.routed(snapshot.offer().find("m").orElseThrow());

        assertThat(candidates.of(exchange, _ -> "", 0).stream()
                        .map(candidate -> candidate.target().provider().name()))
                .containsExactly(expected.split(" ", -1));
    }
}
