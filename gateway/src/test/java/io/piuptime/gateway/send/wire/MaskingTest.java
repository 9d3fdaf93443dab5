package io.piuptime.gateway.send.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.Bytes;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Overwriting of keys in replies. */
class MaskingTest {
    private static final String KEY = "sk-0123456789";

    @Test
    void masks_every_occurrence_and_nothing_else() {
        assertThat(masked("a " + KEY + KEY + " b " + KEY))
                .isEqualTo("a **************************" + " b *************");
        assertThat(masked("sk-012345678")).isEqualTo("sk-012345678");
        assertThat(masked("ssk-0123456789")).isEqualTo("s*************");
    }

    @Test
    void leaves_bytes_outside_of_the_stretch_alone() {
        byte[] array = (KEY + KEY).getBytes(StandardCharsets.US_ASCII);
        Masking.mask(new Bytes(array, 1, KEY.length()), KEY);
        assertThat(new String(array, StandardCharsets.US_ASCII)).isEqualTo(KEY + KEY);
    }

    @Test
    void takes_short_texts_for_placeholders() {
        Bytes bytes = Bytes.utf8("none of your business");
        Masking.mask(bytes, "none");
        assertThat(bytes).hasToString("none of your business");
    }

    private static String masked(String text) {
        Bytes bytes = Bytes.utf8(text);
        Masking.mask(bytes, KEY);
        return bytes.toString();
    }
}
