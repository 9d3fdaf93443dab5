package io.piuptime.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> NAMES =
            List.of("gpt-4", "gpt-4o", "gpt-4o-mini", "my-model", "o3", "text-embedding-3-small");

    @Test
    void names_with_the_fewest_changed_letters_come_first() {
        assertThat(Nearest.to("gpt-4o-mni", NAMES, 3)).containsExactly("gpt-4o-mini", "gpt-4", "gpt-4o");
        assertThat(Nearest.to("gpt4", NAMES, 1)).containsExactly("gpt-4");
    }

    @Test
    void two_swapped_letters_are_one_mistake() {
        assertThat(Nearest.to("prot", List.of("host", "port", "tls"), 3)).containsExactly("port");
        assertThat(Nearest.to("ort", List.of("port"), 1)).containsExactly("port");
        assertThat(Nearest.to("trop", List.of("port"), 1)).isEmpty();
    }

    @Test
    void upper_and_lower_case_are_the_same() {
        assertThat(Nearest.to("My-Model", NAMES, 3)).containsExactly("my-model");
    }

    @Test
    void a_shared_beginning_or_part_is_near_too() {
        assertThat(Nearest.to("text-embedding", NAMES, 3)).containsExactly("text-embedding-3-small");
        assertThat(Nearest.to("embedding", NAMES, 3)).containsExactly("text-embedding-3-small");
        assertThat(Nearest.to("my-model-of-last-year", NAMES, 3)).containsExactly("my-model");
    }

    @Test
    void nothing_is_near_to_what_is_far_empty_or_endless() {
        assertThat(Nearest.to("claude-opus", NAMES, 3)).isEmpty();
        assertThat(Nearest.to("", NAMES, 3)).isEmpty();
        assertThat(Nearest.to("gpt-4o".repeat(100), NAMES, 3)).isEmpty();
    }

    @Test
    void gives_no_more_than_asked_for() {
        assertThat(Nearest.to("gpt-4", NAMES, 2)).containsExactly("gpt-4", "gpt-4o");
    }
}
