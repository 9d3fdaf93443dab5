package io.piuptime.model.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashByTest {
    @Test
    void reads_what_a_configuration_says() {
        assertThat(HashBy.read("key")).isEqualTo(HashBy.KEY);
        assertThat(HashBy.read("user")).isEqualTo(HashBy.USER);
        assertThat(HashBy.read("header X-Session")).isEqualTo(new HashBy(HashBy.Kind.HEADER, "x-session"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Key", "User", "header", "header  ", "cookie"})
    void refuses_what_is_nothing_to_tell_apart_by(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> HashBy.read(text));
    }
}
