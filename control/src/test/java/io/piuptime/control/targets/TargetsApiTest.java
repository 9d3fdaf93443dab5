package io.piuptime.control.targets;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.control.House;
import io.piuptime.gateway.health.seen.SeenTarget;
import io.piuptime.gateway.health.seen.SeenTarget.Doing;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TargetsApiTest {
    @TempDir
    private Path folder;

    private House house;

    @BeforeEach
    void build() {
        house = new House(folder);
    }

    @Test
    void lists_targets_with_all_that_is_known() {
        house.targets = List.of(new SeenTarget(
                new SeenTarget.Name("openai/gpt-4o", 2, List.of("chat")),
                new SeenTarget.State(
                        Doing.NEARLY_EXHAUSTED,
                        3,
                        OptionalInt.of(40),
                        5,
                        OptionalLong.of(250_400_000),
                        0.0512,
                        2_000_000_000L)));

        assertThat(house.call("GET", "/admin/v1/targets").body())
                .hasToString("{\"targets\":[{\"target\":\"openai/gpt-4o\",\"credential\":2,\"models\":[\"chat\"],"
                        + "\"standing\":\"nearly_exhausted\",\"inFlight\":3,\"places\":40,\"waiting\":5,"
                        + "\"firstTokenMillis\":250,\"remaining\":0.05,"
                        + "\"pausedUntil\":\"2026-03-01T12:00:02.123456Z\"}]}");
    }

    @Test
    void says_of_what_is_not_known_that_it_is_not() {
        house.targets = List.of(new SeenTarget(
                new SeenTarget.Name("openai/gpt-4o", 1, List.of()),
                new SeenTarget.State(Doing.WELL, 0, OptionalInt.empty(), 0, OptionalLong.empty(), 1, 0)));

        assertThat(house.call("GET", "/admin/v1/targets").body().toString())
                .contains(
                        "\"models\":[]",
                        "\"places\":null",
                        "\"firstTokenMillis\":null",
                        "\"remaining\":1.0",
                        "\"pausedUntil\":null");
    }

    @Test
    void takes_no_parameters() {
        assertThat(house.call("GET", "/admin/v1/targets", Map.of("all", "1"), "")
                        .status())
                .isEqualTo(400);
    }
}
