package io.piuptime.dialects.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LongStringsTest {
    private static final String KEPT = "k".repeat(LongStrings.KEPT);

    @Test
    void short_strings_and_all_else_stay() {
        String text = "{\"a\":\"x\\\"y\\\\\",\"" + KEPT + "\":[1,true,\"" + KEPT + "\"]}";

        assertThat(shortened(text, 1000)).isEqualTo(text);
    }

    @Test
    void the_rest_of_a_long_string_goes_at_every_split() {
        String text = "[\"" + KEPT + "cut \\\" \\\\ \\u00e9 é 😀\",\"" + KEPT + "\\\"\\u0041\\\\cut\",\"" + KEPT
                + "é😀cut\",\"x\"]";
        String expected = "[\"" + KEPT + "\",\"" + KEPT + "\\\"\\u0041\\\\\",\"" + KEPT + "é😀\",\"x\"]";

        for (int size = 1; size < text.length() + 20; size++) {
            assertThat(shortened(text, size)).as("pieces of " + size).isEqualTo(expected);
        }
    }

    @Test
    void control_characters_stay_so_that_they_are_refused() {
        assertThat(shortened("\"" + KEPT + "x\ny\u0000\"", 1000)).isEqualTo("\"" + KEPT + "\n\u0000\"");
    }

    private static String shortened(String text, int size) {
        LongStrings strings = new LongStrings();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += size) {
            out.writeBytes(strings.shorten(new Bytes(bytes, at, Math.min(bytes.length, at + size)))
                    .copy());
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
