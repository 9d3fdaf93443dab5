package io.piuptime.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.usage.UsageRecord;
import org.junit.jupiter.api.Test;

class SeriesLabelsTest {
    @Test
    void matches_the_record_it_was_made_of() {
        for (UsageRecord record : new UsageRecord[] {
            Records.answered("m"),
            Records.streamed("m"),
            Records.refused("m", 404, "model_not_found"),
            Records.refused("", 401, "invalid_api_key")
        }) {
            assertThat(SeriesLabels.of(record, "p").match(record, "p")).isTrue();
        }
    }

    @Test
    void matches_nothing_else() {
        SeriesLabels labels = SeriesLabels.of(Records.answered("m"), "p");

        assertThat(labels.match(Records.answered("m"), "q")).isFalse();
        assertThat(labels.match(Records.answered("n", "openai/m"), "p")).isFalse();
        assertThat(labels.match(Records.answered("m", "openai/n"), "p")).isFalse();
        assertThat(labels.match(Records.streamed("m"), "p")).isFalse();
        assertThat(labels.match(Records.refused("m", 404, "model_not_found"), "p"))
                .isFalse();
    }

    @Test
    void shows_a_name_only_when_it_led_somewhere() {
        assertThat(SeriesLabels.of(Records.answered("m"), "p").model()).isEqualTo("m");
        assertThat(SeriesLabels.of(Records.refused("m", 404, "model_not_found"), "")
                        .model())
                .isEqualTo("other");
        assertThat(SeriesLabels.of(Records.refused("", 401, "invalid_api_key"), "")
                        .model())
                .isEmpty();
    }

    @Test
    void gives_all_unknown_names_one_series() {
        UsageRecord one = Records.refused("one", 404, "model_not_found");
        UsageRecord two = Records.refused("two", 404, "model_not_found");

        assertThat(SeriesLabels.hash(one, "")).isEqualTo(SeriesLabels.hash(two, ""));
        assertThat(SeriesLabels.of(one, "")).isEqualTo(SeriesLabels.of(two, ""));
    }
}
