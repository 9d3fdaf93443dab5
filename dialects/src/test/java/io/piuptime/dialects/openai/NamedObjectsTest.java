package io.piuptime.dialects.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.RequestFacts;
import io.piuptime.gateway.RequestFacts.Objects;
import io.piuptime.model.exchange.Operation;
import io.piuptime.model.exchange.RefusedException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamedObjectsTest {
    @Test
    void a_question_to_chat_has_nothing_to_do_with_objects() {
        assertThat(objects(
                        Operation.CHAT_COMPLETIONS,
                        "\"messages\":[{\"content\":\"file_id\"}],\"store\":true,\"previous_response_id\":\"r\""))
                .isSameAs(Objects.NONE);
    }

    @ParameterizedTest
    @CsvSource({"'\"x\":1', true", "'\"store\":true', true", "'\"store\":null', true", "'\"store\":false', false"})
    void a_response_is_kept_by_its_provider_unless_the_caller_says_otherwise(String member, boolean leaves) {
        assertThat(objects(Operation.RESPONSES, member).leaves()).isEqualTo(leaves);
        assertThat(objects(Operation.RESPONSES_INPUT_TOKENS, member).leaves()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"RESPONSES", "RESPONSES_INPUT_TOKENS"})
    void finds_the_response_that_is_gone_on_from(Operation operation) {
        assertThat(objects(operation, "\"previous_response_id\":\"resp_\\u0031\"")
                        .previous())
                .contains("resp_1");
        assertThat(objects(operation, "\"previous\\u005fresponse_id\":\"resp_1\"")
                        .previous())
                .contains("resp_1");
        assertThat(objects(operation, "\"previous_response_id\":null").previous())
                .isEmpty();
        assertThat(objects(operation, "\"x\":{\"previous_response_id\":\"resp_1\"}")
                        .previous())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"previous_response_id\":7",
                "\"previous_response_id\":[\"resp_1\"]",
                "\"previous_response_id\":\"a\",\"previous\\u005fresponse_id\":\"b\""
            })
    void refuses_what_names_no_response_clearly(String member) {
        assertThatThrownBy(() -> objects(Operation.RESPONSES, member)).isInstanceOf(RefusedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"file_id\":\"f\"",
                "\"input\":[{\"content\":[{\"type\":\"input_file\",\"file_id\":\"f\"}]}]",
                "\"tools\":[{\"container\":{\"file_ids\":[]}}]",
                "\"input\":[{\"f\\u0069le_id\":\"f\"}]"
            })
    void notices_files_at_any_depth(String member) {
        assertThat(objects(Operation.RESPONSES, member).files()).isTrue();
        assertThat(objects(Operation.CHAT_COMPLETIONS, "\"messages\":[]," + member))
                .isEqualTo(new Objects(Optional.empty(), true, false));
        assertThat(objects(Operation.CHAT_COMPLETIONS, "\"messages\":[]," + member)
                        .named())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"input\":\"file_id\"",
                "\"input\":[\"file_id\"]",
                "\"file\":1",
                "\"my_file_id\":1",
                "\"file_i\":1"
            })
    void notices_no_files_where_none_are_named(String member) {
        assertThat(objects(Operation.RESPONSES, member).files()).isFalse();
    }

    @Test
    void leaves_files_of_other_vendors_alone() {
        assertThat(objects(Operation.MESSAGES, "\"messages\":[{\"file_id\":\"f\"}]"))
                .isSameAs(Objects.NONE);
    }

    private static Objects objects(Operation operation, String members) {
        RequestFacts facts = new OpenAiDialect().read(operation, Bytes.utf8("{\"model\":\"m\"," + members + "}"));
        return facts.objects();
    }
}
