package io.piuptime.control.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.piuptime.control.api.Problem;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CursorsTest {
    private final SecureRandom random = new SecureRandom();
    private final Cursors cursors = new Cursors(new byte[32], random);

    @Test
    void reads_what_another_node_with_the_same_secret_wrote() {
        String text = cursors.write(1_234_567_890_123L);
        assertThat(text).matches("[0-9A-Za-z_-]{48}");
        assertThat(new Cursors(new byte[32], random).read(text)).isEqualTo(1_234_567_890_123L);
    }

    @Test
    void tells_nothing_of_the_place() {
        assertThat(cursors.write(1)).isNotEqualTo(cursors.write(1));
    }

    @Test
    void refuses_a_text_of_another_installation_or_one_that_was_changed() {
        byte[] secret = new byte[32];
        secret[0] = 1;
        String text = cursors.write(7);
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> new Cursors(secret, random).read(text));
        String changed = (text.charAt(0) == 'A' ? "B" : "A") + text.substring(1);
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> cursors.read(changed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "!", "AAAA", "-1"})
    void refuses_what_is_no_cursor(String text) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> cursors.read(text))
                .withMessageContaining("after: '" + text + "' (expected: next of the page before)");
    }

    @Test
    void wants_a_whole_secret() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Cursors(new byte[16], random));
    }
}
