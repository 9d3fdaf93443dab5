package io.piuptime.dialects.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.api.EncodingType;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
    private static final Optional<EncodingType> NEWER = Optional.of(EncodingType.O200K_BASE);

    private final Vocabulary vocabulary = new Vocabulary();

    @Test
    void are_cut_where_a_vocabulary_is_public() {
        Words words = new Words(vocabulary, NEWER, 9);

        assertThat(words.tokens("tiktoken is great!")).isEqualTo(6);
        assertThat(words.tokens("")).isZero();
        assertThat(words.areCut()).isTrue();
        assertThat(words.wereMeasured()).isFalse();
    }

    @Test
    void are_measured_elsewhere() {
        Words words = new Words(vocabulary, Optional.empty(), 1);

        assertThat(words.tokens("two words"))
                .isEqualTo(new TextMeasure().add("two words").tokens(1));
        assertThat(words.areCut()).isFalse();
        assertThat(words.wereMeasured()).isTrue();
    }

    @Test
    void foreign_scripts_weigh_as_the_model_has_them() {
        double once = new Words(vocabulary, Optional.empty(), 1).tokens("漢字");

        assertThat(new Words(vocabulary, Optional.empty(), 1.5).tokens("漢字")).isEqualTo(1.5 * once);
    }

    @Test
    void what_fits_exactly_is_cut_whole() {
        Words words = new Words(vocabulary, NEWER, 1);
        words.tokens("a ".repeat(Words.MOST_CUT / 2));
        assertThat(words.wereMeasured()).isFalse();

        words.tokens("b");
        assertThat(words.wereMeasured()).isTrue();
    }

    @Test
    void the_bound_is_that_of_a_conversation_not_of_a_text() {
        Words words = new Words(vocabulary, NEWER, 1);
        String quarter = "word ".repeat(Words.MOST_CUT / 4 / 5);
        for (int i = 0; i < 4; i++) {
            words.tokens(quarter);
        }
        assertThat(words.wereMeasured()).isFalse();

        words.tokens(quarter);
        assertThat(words.wereMeasured()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void a_character_of_two_halves_is_never_halved(int before) {
        String text = "x".repeat(before) + "😀".repeat(Words.MOST_CUT / 2);
        Words words = new Words(vocabulary, NEWER, 1);

        // half a pair is counted as a character of its own, so a halved one would count twice or more
        double whole = new Words(vocabulary, NEWER, 1).tokens(text.substring(0, Words.MOST_CUT - 2 - before % 2));
        assertThat(words.tokens(text)).isBetween(whole, whole + 6 + before);
    }
}
