package io.piuptime.stores.rows;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "gpt-4o", "модель", "😀", "a\tb\n", "\uFFFD"})
    void leaves_what_can_be_kept_as_it_is(String text) {
        assertThat(Texts.storable(text)).isSameAs(text);
    }

    @Test
    void replaces_what_cannot_be_kept() {
        assertThat(Texts.storable("a\0b")).isEqualTo("a\uFFFDb");
        assertThat(Texts.storable("a\uD83D")).isEqualTo("a\uFFFD");
        assertThat(Texts.storable("\uDE00😀\uD83Dx")).isEqualTo("\uFFFD😀\uFFFDx");
    }
}
