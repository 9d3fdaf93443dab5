package io.piuptime.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WildcardTest {
    @Test
    void the_star_stands_for_any_text_at_its_place() {
        assertThat(Wildcard.of("gpt-*").matchedIn("gpt-4o")).contains("4o");
        assertThat(Wildcard.of("*-mini").matchedIn("o3-mini")).contains("o3");
        assertThat(Wildcard.of("a*c").matchedIn("ac")).contains("");
        assertThat(Wildcard.of("*").matchedIn("anything/at all")).contains("anything/at all");
    }

    @Test
    void the_two_literal_parts_must_not_overlap() {
        assertThat(Wildcard.of("aba*ba").matchedIn("aba")).isEmpty();
        assertThat(Wildcard.of("aba*ba").matchedIn("ababa")).contains("");
    }

    @Test
    void shows_itself_as_it_was_written() {
        assertThat(Wildcard.of("a*c")).hasToString("a*c");
        assertThat(Wildcard.of("a*c").literals()).isEqualTo(2);
    }

    @Test
    void refuses_a_text_with_no_star_or_with_two() {
        assertThatThrownBy(() -> Wildcard.of("gpt")).hasMessage("wildcard: 'gpt' (expected: exactly one *)");
        assertThatThrownBy(() -> Wildcard.of("*gpt*")).hasMessage("wildcard: '*gpt*' (expected: exactly one *)");
    }
}
