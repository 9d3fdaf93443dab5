package io.piuptime.dialects.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.api.EncodingType;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VocabularyTest {
    private final Vocabulary vocabulary = new Vocabulary();

    @ParameterizedTest
    @CsvSource({
        "gpt-4o, O200K_BASE",
        "gpt-4o-mini-2024-07-18, O200K_BASE",
        "gpt-4.1-nano, O200K_BASE",
        "gpt-5.2, O200K_BASE",
        "o3-mini, O200K_BASE",
        "openai/gpt-oss-120b, O200K_BASE",
        "openai.gpt-oss-20b-1:0, O200K_BASE",
        "ft:gpt-4o:me::1, O200K_BASE",
        "GPT-4o, O200K_BASE",
        "gpt-4, CL100K_BASE",
        "gpt-4-turbo, CL100K_BASE",
        "gpt-3.5-turbo, CL100K_BASE",
        "gpt-35-turbo, CL100K_BASE",
        "ft:gpt-3.5-turbo:me::1, CL100K_BASE",
        "text-embedding-3-small, CL100K_BASE"
    })
    void a_model_has_the_vocabulary_of_its_name(String model, EncodingType type) {
        assertThat(vocabulary.of(model)).contains(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "claude-sonnet-4-5", "gemini-2.5-flash", "llama-3.3-70b", "my-gpt-4o", "mistral-large"})
    void other_models_have_none_that_is_public(String model) {
        assertThat(vocabulary.of(model)).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "'', 0, 0",
        "hello world, 2, 2",
        "tiktoken is great!, 6, 6",
        "'<|endoftext|>', 7, 7",
        "'お誕生日おめでとう', 8, 9",
        "antidisestablishmentarianism, 6, 6"
    })
    void counts_as_the_published_vocabularies_do(String text, long newer, long older) {
        assertThat(vocabulary.count(EncodingType.O200K_BASE, text)).isEqualTo(newer);
        assertThat(vocabulary.count(EncodingType.CL100K_BASE, text)).isEqualTo(older);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", " ", "\n", ".", "7", "漢", "😀", "ab"})
    void a_run_that_no_language_has_is_counted_in_bounded_time(String piece) {
        String run = piece.repeat(200_000 / piece.length());
        vocabulary.count(EncodingType.O200K_BASE, "warm");
        var threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();

        assertThat(vocabulary.count(EncodingType.O200K_BASE, run)).isPositive();

        assertThat(threads.getCurrentThreadCpuTime() - start).isLessThan(5_000_000_000L);
    }

    @Test
    void half_a_pair_of_surrogates_is_no_fault() {
        assertThat(vocabulary.count(EncodingType.O200K_BASE, "a\uD83Db")).isPositive();
    }
}
