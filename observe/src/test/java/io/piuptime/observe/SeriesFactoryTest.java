package io.piuptime.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.piuptime.model.usage.UsageRecord.Ending;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesFactoryTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final SeriesFactory factory = new SeriesFactory(registry);

    @Test
    void shares_meters_between_series_whose_labels_they_do_not_bear() {
        Series one = factory.create(labels("a", 200, Ending.COMPLETE, "", true));
        Series two = factory.create(labels("b", 200, Ending.COMPLETE, "", true));

        assertThat(two.overhead()).isSameAs(one.overhead());
        assertThat(two.traffic().requestBytes()).isSameAs(one.traffic().requestBytes());
        assertThat(two.duration()).isNotSameAs(one.duration());
    }

    @Test
    void makes_token_meters_for_answers_only() {
        assertThat(factory.create(labels("a", 200, Ending.COMPLETE, "", false)).answer())
                .isPresent();
        assertThat(factory.create(labels("a", 502, Ending.REFUSED, "upstream_reset", false))
                        .answer())
                .isEmpty();
    }

    @Test
    void makes_a_first_token_meter_for_streams_only() {
        assertThat(factory.create(labels("a", 200, Ending.BROKEN, "upstream_reset", true))
                        .firstToken())
                .isPresent();
        assertThat(factory.create(labels("a", 200, Ending.COMPLETE, "", false)).firstToken())
                .isEmpty();
        assertThat(factory.create(labels("a", 504, Ending.REFUSED, "upstream_silent", true))
                        .firstToken())
                .isEmpty();
    }

    @Test
    void counts_refusals_and_nothing_else_as_refusals() {
        assertThat(factory.create(labels("a", 429, Ending.COMPLETE, "", false)).refused())
                .isEmpty();
        assertThat(factory.create(labels("a", 401, Ending.REFUSED, "invalid_api_key", false))
                        .refused())
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource({"200,'',''", "429,'',429", "502,upstream_refused,upstream_refused", "200,upstream_reset,upstream_reset"
    })
    void tells_the_type_of_an_error(int status, String reason, String type) {
        Series series = factory.create(labels("a", status, Ending.COMPLETE, reason, false));

        assertThat(series.duration().getId().getTag("error.type")).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({"COMPLETE,complete", "REFUSED,refused", "BROKEN,broken", "ABANDONED,abandoned"})
    void counts_exchanges_by_ending(Ending ending, String label) {
        Series series = factory.create(labels("a", 200, ending, "", false));

        assertThat(series.traffic().exchanges().getId().getTag("ending")).isEqualTo(label);
    }

    private static SeriesLabels labels(String model, int status, Ending ending, String reason, boolean stream) {
        SeriesLabels.Outcome outcome = new SeriesLabels.Outcome(status, ending, reason);
        return new SeriesLabels("chat", model, "openai/" + model, "openai", outcome, stream);
    }
}
