package io.piuptime.dialects.embed.terms;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.model.embed.Purpose;
import io.piuptime.model.embed.Truncation;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WordsTest {
    private static final Map<String, Words> DIALECTS = Map.of(
            "gemini", Words.GEMINI,
            "cohere", Words.COHERE,
            "voyage", Words.VOYAGE,
            "jina", Words.JINA,
            "nova", Words.NOVA);

    /** A word with a question mark is only the nearest; a dash is none. */
    @ParameterizedTest
    @CsvSource({
        "QUERY,              RETRIEVAL_QUERY,      search_query,    query,    retrieval.query,   GENERIC_RETRIEVAL",
        "DOCUMENT,           RETRIEVAL_DOCUMENT,   search_document, document, retrieval.passage, GENERIC_INDEX",
        "SIMILARITY,         SEMANTIC_SIMILARITY,  clustering?,     -,        text-matching,     CLUSTERING?",
        "CLASSIFICATION,     CLASSIFICATION,       classification,  -,        classification,    CLASSIFICATION",
        "CLUSTERING,         CLUSTERING,           clustering,      -,        separation,        CLUSTERING",
        "QUESTION_ANSWERING, QUESTION_ANSWERING,   search_query?,   query?,   retrieval.query?,  TEXT_RETRIEVAL?",
        "FACT_VERIFICATION,  FACT_VERIFICATION,    search_query?,   query?,   retrieval.query?,  TEXT_RETRIEVAL?",
        "CODE_QUERY,         CODE_RETRIEVAL_QUERY, search_query?,   query?,   retrieval.query?,  TEXT_RETRIEVAL?"
    })
    void a_purpose_is_written_in_the_words_of_each(
            Purpose purpose, String gemini, String cohere, String voyage, String jina, String nova) {
        Map<String, String> written =
                Map.of("gemini", gemini, "cohere", cohere, "voyage", voyage, "jina", jina, "nova", nova);
        written.forEach((dialect, word) -> {
            Drops drops = new Drops();
            Words words = Optional.ofNullable(DIALECTS.get(dialect)).orElseThrow();
            Optional<String> expected = word.equals("-") ? Optional.empty() : Optional.of(word.replace("?", ""));

            assertThat(words.write(purpose, drops)).as(dialect).isEqualTo(expected);
            boolean exact = !word.equals("-") && !word.endsWith("?");
            assertThat(drops.names().isEmpty()).as(dialect).isEqualTo(exact);
        });
    }

    @ParameterizedTest
    @EnumSource(Purpose.class)
    void what_is_written_exactly_is_read_back(Purpose purpose) {
        DIALECTS.forEach((dialect, words) -> Optional.ofNullable(words.exact().get(purpose))
                .ifPresent(word -> assertThat(words.purpose(word)).as(dialect).contains(purpose)));
    }

    @ParameterizedTest
    @CsvSource({
        "query,              QUERY",
        "document,           DOCUMENT",
        "retrieval.passage,  DOCUMENT",
        "text-matching,      SIMILARITY",
        "search_query,       QUERY",
        "classification,     CLASSIFICATION",
        "clustering,         CLUSTERING",
        "separation,         CLUSTERING",
        "fact_verification,  FACT_VERIFICATION",
        "code_query,         CODE_QUERY"
    })
    void a_caller_may_use_the_words_of_any(String word, Purpose purpose) {
        assertThat(Words.any(word)).contains(purpose);
    }

    @ParameterizedTest
    @CsvSource({"''", "QUERY", "search-query", "nonsense"})
    void what_is_nobodys_word_means_nothing(String word) {
        assertThat(Words.any(word)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"NONE, NONE", "none, NONE", "Start, START", "END, END"})
    void truncation_is_read_in_any_case(String word, Truncation truncation) {
        assertThat(Words.truncation(word)).contains(truncation);
    }

    @Test
    void no_other_word_means_truncation() {
        assertThat(Words.truncation("MIDDLE")).isEmpty();
        assertThat(Words.truncation("")).isEmpty();
    }
}
