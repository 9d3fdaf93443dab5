package io.piuptime.model.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagsTest {
    @Test
    void names_and_values_are_told_apart_by_the_first_equals_sign() {
        assertThat(Tags.parse("project=apollo, stage = a=b")).contains(Map.of("project", "apollo", "stage", "a=b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "a", "=b", "a=", "a=b,", "a=b,a=c", "a b=c", "ü=c", "a=b\nc", "a=b,,c=d"})
    void what_is_not_of_the_form_is_none(String text) {
        assertThat(Tags.parse(text)).isEmpty();
    }

    @Test
    void there_are_ten_at_most() {
        String ten = IntStream.range(0, 10).mapToObj(i -> "t" + i + "=v").collect(Collectors.joining(","));

        assertThat(Tags.parse(ten).orElseThrow()).hasSize(10);
        assertThat(Tags.parse(ten + ",t10=v")).isEmpty();
        assertThat(Tags.parse("a=" + "x".repeat(101))).isEmpty();
    }

    @Test
    void a_request_adds_to_the_tags_of_its_key_and_changes_none() {
        assertThat(Tags.together(Map.of("stage", "prod"), Map.of("stage", "test", "user", "x")))
                .isEqualTo(Map.of("stage", "prod", "user", "x"));
        assertThat(Tags.together(Map.of("a", "b"), Map.of())).isEqualTo(Map.of("a", "b"));
    }
}
