package io.piuptime.dialects.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.RequestFacts;
import io.piuptime.model.exchange.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom a body says that it is for. */
class UserReaderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`\"user\":\"u1\"` | u1",
                "`\"safety_identifier\":\"s1\"` | s1",
                "`\"prompt_cache_key\":\"c1\"` | c1",
                "`\"metadata\":{\"a\":[1],\"user_id\":\"m1\"}` | m1",
                // the nearest to a person counts, wherever it stands
                "`\"user\":\"u1\",\"safety_identifier\":\"s1\",\"prompt_cache_key\":\"c1\"` | u1",
                "`\"prompt_cache_key\":\"c1\",\"safety_identifier\":\"s1\"` | s1",
                // one that says nothing hides no other
                "`\"user\":\"\",\"prompt_cache_key\":\"c1\"` | c1",
                "`\"user\":null,\"safety_identifier\":\"s1\"` | s1",
                "`\"user\":\"\\u0075\"` | u",
                "`\"user\":7` | ``",
                "`\"user\":{\"user\":\"u1\"}` | ``",
                "`\"metadata\":\"user_id\"` | ``",
                "`\"metadata\":{\"inner\":{\"user_id\":\"m1\"}}` | ``",
                "`\"other\":{\"user\":\"u1\"}` | ``"
            })
    void finds_whom_it_is_for(String members, String user) {
        assertThat(read(members).user()).isEqualTo(user);
    }

    @Test
    void a_name_of_more_than_half_a_kibibyte_is_nobodys() {
        assertThat(read("\"user\":\"" + "u".repeat(510) + "\"").user()).hasSize(510);
        assertThat(read("\"user\":\"" + "u".repeat(511) + "\"").user()).isEmpty();
    }

    @Test
    void what_a_path_says_of_the_model_leaves_it() {
        assertThat(read("\"user\":\"u1\"").inPath("other", true).user()).isEqualTo("u1");
    }

    private static RequestFacts read(String members) {
        return RequestReader.read(
                Operation.CHAT_COMPLETIONS, Bytes.utf8("{\"model\":\"m\"," + members + ",\"messages\":[]}"));
    }
}
