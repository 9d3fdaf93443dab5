package io.piuptime.gateway.send.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Overwriting of keys in replies that come in pieces. */
class PieceMaskingTest {
    private static final String KEY = "sk-sk-sk-0123";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-sk-sk-0123",
                "a sk-sk-sk-0123 b",
                "sk-sk-sk-sk-0123",
                "sk-sk-sk-0123sk-sk-sk-0123",
                "sk-sk-sk-012",
                "sk-sk-sk-sk-sk-sk-sk-",
                "nothing of it",
                ""
            })
    void says_the_same_however_the_bytes_are_cut(String text) {
        Bytes whole = Bytes.utf8(text);
        Masking.mask(whole, KEY);
        for (int one = 0; one <= text.length(); one++) {
            for (int two = one; two <= text.length(); two++) {
                assertThat(masked(KEY, text.substring(0, one), text.substring(one, two), text.substring(two)))
                        .as("cut at %d and %d", one, two)
                        .isEqualTo(whole.toString());
            }
        }
    }

    @Test
    void holds_back_only_what_may_become_the_key() {
        PieceMasking masking = new PieceMasking(KEY);
        assertThat(masking.next(Bytes.utf8("some text"))).hasToString("some text");
        assertThat(masking.next(Bytes.utf8("more sk-sk-"))).hasToString("more ");
        assertThat(masking.next(Bytes.utf8("x"))).hasToString("sk-sk-x");
        assertThat(masking.next(Bytes.utf8("the end s"))).hasToString("the end ");
        assertThat(masking.last()).hasToString("s");
        assertThat(masking.last().length()).isZero();
    }

    @Test
    void hands_on_without_a_copy_what_holds_nothing_of_the_key() {
        Bytes piece = Bytes.utf8("just a text");
        assertThat(new PieceMasking(KEY).next(piece)).isSameAs(piece);
    }

    @Test
    void does_not_depend_on_bytes_outside_of_the_stretch() {
        byte[] array = ("sk-" + KEY + "sk-").getBytes(StandardCharsets.US_ASCII);
        Bytes out = new PieceMasking(KEY).next(new Bytes(array, 3, 3 + KEY.length()));
        assertThat(out).hasToString("*".repeat(KEY.length()));
        assertThat(Arrays.copyOfRange(array, 0, 3)).isEqualTo("sk-".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void takes_short_texts_for_placeholders() {
        assertThat(masked("none", "no", "ne", " of it no")).isEqualTo("none of it no");
        assertThat(masked("", "a", "b", "c")).isEqualTo("abc");
    }

    private static String masked(String key, String... pieces) {
        PieceMasking masking = new PieceMasking(key);
        StringBuilder all = new StringBuilder();
        for (String piece : pieces) {
            all.append(masking.next(Bytes.utf8(piece)));
        }
        return all.append(masking.last()).toString();
    }
}
