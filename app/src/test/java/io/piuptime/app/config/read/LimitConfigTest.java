package io.piuptime.app.config.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.app.config.ModelConfig;
import io.piuptime.model.limit.Level;
import io.piuptime.model.limit.Limit;
import io.piuptime.model.limit.Measure;
import io.piuptime.model.limit.Whose;
import io.piuptime.model.limit.Window;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits that are written at models. */
class LimitConfigTest {
    private static final String MODEL =
            "providers: {p: {base-url: 'http://h'}}\nmodels: {m: {targets: [{provider: p}], limits: [%s]}}";

    @Test
    void a_limit_counts_all_or_each_or_one() {
        assertThat(limits("{measure: requests, window: minute, amount: 5},"
                        + " {measure: requests, window: minute, amount: 2, each: end-user, queues: true},"
                        + " {measure: concurrent, amount: 0}"))
                .containsExactly(
                        new Limit(Measure.REQUESTS, Window.Calendar.MINUTE, 5, Optional.empty(), false),
                        new Limit(
                                Measure.REQUESTS,
                                Window.Calendar.MINUTE,
                                2,
                                Optional.empty(),
                                true,
                                new Whose.Each(Level.END_USER, "")),
                        new Limit(Measure.CONCURRENT, new Window.Total(), 0, Optional.empty(), false));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            measure: wishes, window: day, amount: 1       | 'wishes'              | one of requests, tokens-in
            measure: tokens, amount: 1                    | window: ''            | minute, hour, day
            measure: tokens, window: year, amount: 1      | window: 'year'        | minute, hour, day
            measure: tokens, window: day, amount: -1      | '-1'                  | a whole number, at least 0
            measure: tokens, window: day                  | nothing               | a whole number
            measure: concurrent, window: day, amount: 1   | window: day           | none for concurrent
            measure: tokens, window: day, amount: 1, each: tag             | each: 'tag'   | or a tag's name
            measure: tokens, window: day, amount: 1, only: tag/x           | only: 'tag/x' | a level and an id
            measure: tokens, window: day, amount: 1, each: key, only: key/k | only: 'key/k' | not beside each
            """)
    void says_what_is_wrong_with_a_limit(String limit, String found, String expected) {
        assertThat(Reading.problems(MODEL.formatted("{" + limit + "}")))
                .singleElement()
                .asString()
                .startsWith("models.m.limits[0]")
                .contains(found)
                .contains("(expected: ")
                .contains(expected);
    }

    @Test
    void each_measure_and_window_stands_once() {
        String limit = "{measure: tokens, window: day, amount: 1}";

        assertThat(Reading.problems(MODEL.formatted(limit + ", " + limit)))
                .singleElement()
                .asString()
                .contains("limits[1]: 'tokens/day' once more");
    }

    private static List<Limit> limits(String written) {
        return Objects.requireNonNull(
                        Reading.read(MODEL.formatted(written)).models().get("m"))
                .limits()
                .stream()
                .map(ModelConfig.LimitConfig::limit)
                .toList();
    }
}
