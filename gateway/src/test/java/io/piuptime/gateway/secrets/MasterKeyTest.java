package io.piuptime.gateway.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterKeyTest {
    private static final byte[] BYTES = HexFormat.of().parseHex("00ff".repeat(16));

    @Test
    void is_the_same_in_base64_and_hexadecimal() {
        String name = MasterKey.of(BYTES).name();

        assertThat(MasterKey.read(Base64.getEncoder().encodeToString(BYTES) + "\n")
                        .name())
                .isEqualTo(name);
        assertThat(MasterKey.read("00FF".repeat(16)).name()).isEqualTo(name);
        assertThat(name).matches("[0-9a-f]{8}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "AAAA", "zz", "not base64 at all but thirty-two!!", "00ff00ff"})
    void refuses_what_is_no_key_without_showing_it(String text) {
        assertThatThrownBy(() -> MasterKey.read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("key: not understood (expected: 32 bytes in base64 or hexadecimal)");
    }

    @Test
    void shows_its_name_only() {
        assertThat(MasterKey.of(BYTES)).hasToString("key " + MasterKey.of(BYTES).name());
        assertThatThrownBy(() -> MasterKey.of(new byte[31])).hasMessage("key: 31 bytes (expected: 32)");
    }
}
