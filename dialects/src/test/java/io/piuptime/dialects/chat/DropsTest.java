package io.piuptime.dialects.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.chat.Part;
import io.piuptime.model.chat.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DropsTest {
    private final Drops drops = new Drops();

    @Test
    void begins_with_nothing() {
        assertThat(drops.names()).isEmpty();
    }

    @Test
    void names_each_once_in_the_order_in_which_it_was_met() {
        drops.add(Feature.SEED);
        drops.add(Feature.CITATIONS);
        drops.extra("safetySettings");
        drops.add(Feature.SEED);

        assertThat(drops.names()).containsExactly("seed", "citations", "safetySettings");
    }

    @Test
    void a_detail_stands_behind_the_name() {
        drops.add(Feature.FORMAT_SCHEMA, "minLength");
        drops.add(Feature.TOOL_SCHEMA, "minLength");
        drops.add(Feature.FORMAT_SCHEMA, "minLength");

        assertThat(drops.names()).containsExactly("response_format.schema.minLength", "tools.parameters.minLength");
    }

    @Test
    void what_was_told_does_not_change() {
        drops.add(Feature.SEED);
        var told = drops.names();
        drops.add(Feature.STOP);

        assertThat(told).containsExactly("seed");
    }

    @ParameterizedTest
    @CsvSource({"IMAGE, messages.image", "AUDIO, messages.audio", "VIDEO, messages.video", "FILE, messages.file"})
    void media_are_named_by_what_they_are_wherever_they_are_from(Part.Media.Kind kind, String name) {
        drops.add(Feature.of(new Part.Media(kind, new Source.Held("file-1"))));
        drops.add(Feature.of(new Part.Media(kind, new Source.Link("https://a.example/b", ""))));
        drops.add(Feature.of(new Part.Media(kind, new Source.Inline("", "AA=="))));

        assertThat(drops.names()).containsExactly(name);
    }

    @ParameterizedTest
    @EnumSource
    void every_feature_says_what_it_is_about_in_one_line(Feature feature) {
        assertThat(feature.about()).isNotBlank().doesNotContain("\n", "|").matches("[^A-Z.].*[^.]|.*JSON object");
    }
}
