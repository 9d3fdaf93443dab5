package io.piuptime.dialects.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StringsTest {
    @Test
    void finds_what_is_not_plain_among_random_bytes() {
        Random random = new Random(20260805);
        byte[] bytes = new byte[48];
        for (int i = 0; i < 50_000; i++) {
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] = (byte) (random.nextInt(20) == 0 ? random.nextInt(256) : 0x20 + random.nextInt(0x60));
            }
            int from = random.nextInt(bytes.length);
            int expected = from;
            while (expected < bytes.length && isPlain(bytes[expected])) {
                expected++;
            }
            assertThat(Strings.plainUntil(bytes, from, bytes.length)).isEqualTo(expected);
        }
    }

    @Test
    void counts_letters_of_any_script_once() {
        String text = "aä€😀 ".repeat(100);
        byte[] bytes = ("x" + text + "yy").getBytes(StandardCharsets.UTF_8);
        int end = bytes.length - 2;

        // the few bytes behind the last eight count as they are
        assertThat(Strings.letters(bytes, 1, end)).isBetween(500, 500 + Long.BYTES);
        assertThat(Strings.letters(bytes, 1, 1)).isZero();
    }

    @Test
    void long_runs_of_one_letter_hardly_count() {
        byte[] bytes = ("name" + " ".repeat(1000) + "value" + "-".repeat(1000)).getBytes(StandardCharsets.US_ASCII);

        assertThat(Strings.letters(bytes, 0, bytes.length)).isBetween(9, 9 + 4 * Long.BYTES);
    }

    @Test
    void stops_at_every_byte_that_is_not_plain_at_every_place() {
        for (int value = 0; value < 256; value++) {
            for (int at = 0; at < 24; at++) {
                byte[] bytes = "x".repeat(24).getBytes(StandardCharsets.US_ASCII);
                bytes[at] = (byte) value;
                assertThat(Strings.plainUntil(bytes, 0, bytes.length))
                        .isEqualTo(isPlain((byte) value) ? bytes.length : at);
            }
        }
    }

    @Test
    void takes_the_utf_8_that_the_platform_takes() {
        for (int first = 0x80; first < 0x100; first++) {
            for (int second = 0; second < 0x100; second++) {
                for (int third : new int[] {0x00, 0x41, 0x7f, 0x80, 0xa0, 0xbf, 0xc0, 0xff}) {
                    for (int fourth : new int[] {0x7f, 0x80, 0xbf, 0xc0}) {
                        byte[] bytes = {(byte) first, (byte) second, (byte) third, (byte) fourth};
                        assertThat(Strings.utf8Length(bytes, 0, bytes.length)).isEqualTo(platform(bytes));
                    }
                }
            }
        }
    }

    @Test
    void a_character_that_is_cut_off_is_none() {
        for (String character : new String[] {"é", "€", "😀"}) {
            byte[] bytes = character.getBytes(StandardCharsets.UTF_8);
            for (int end = 1; end < bytes.length; end++) {
                assertThat(Strings.utf8Length(bytes, 0, end)).isZero();
            }
            assertThat(Strings.utf8Length(bytes, 0, bytes.length)).isEqualTo(bytes.length);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\\n | 2",
                "\\\" | 2",
                "\\\\ | 2",
                "\\/ | 2",
                "\\u00e9 | 6",
                "\\uABcd | 6",
                "\\uD800 | 6",
                "\\U00e9 | 0",
                "\\u00g9 | 0",
                "\\u00e | 0",
                "\\u | 0",
                "\\ | 0",
                "\\a | 0",
                "\\0 | 0",
                "\\' | 0",
                "\\u+123 | 0",
                "\\u-123 | 0",
                "\\u 123 | 0"
            })
    void knows_the_length_of_an_escape(String escape, int length) {
        byte[] bytes = escape.getBytes(StandardCharsets.US_ASCII);

        assertThat(Strings.escapeLength(bytes, 0, bytes.length)).isEqualTo(length);
    }

    private static boolean isPlain(byte b) {
        return b >= 0x20 && b != '"' && b != '\\';
    }

    /** The length of the first character as the platform's strict decoder sees it, or 0. */
    private static int platform(byte[] bytes) {
        for (int length = 2; length <= bytes.length; length++) {
            try {
                String text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes, 0, length))
                        .toString();
                return text.codePointCount(0, text.length()) == 1 ? length : 0;
            } catch (CharacterCodingException _) {
                // it may be whole with one more
            }
        }
        return 0;
    }
}
