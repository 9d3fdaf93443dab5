package io.piuptime.gateway.authenticate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PresentedKeyTest {
    @ParameterizedTest
    @ValueSource(strings = {"Bearer abc", "bearer abc", "BEARER   abc", "  Bearer abc  ", "Bearer\tabc"})
    void is_what_follows_the_scheme(String header) {
        assertThat(PresentedKey.fromAuthorization(header)).contains("abc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Bearer", "Bearer ", "Bearerabc", "Basic abc", "abc", "Bear er abc"})
    void is_none_when_the_scheme_is_another_or_nothing_follows(String header) {
        assertThat(PresentedKey.fromAuthorization(header)).isEmpty();
    }
}
