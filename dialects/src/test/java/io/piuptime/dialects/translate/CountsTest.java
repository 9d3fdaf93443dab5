package io.piuptime.dialects.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.piuptime.dialects.chat.Trees;
import io.piuptime.gateway.translate.Outbound;
import io.piuptime.gateway.translate.Replies;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.exchange.Operation;
import io.piuptime.model.exchange.RefusedException;
import io.piuptime.model.usage.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CountsTest {
    private static final String SAID = "{'model':'m','messages':[{'role':'user','content':'hi'}]}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "GEMINI|g|/models/g:countTokens|{'generateContentRequest':{'model':'models/g',"
                        + "'contents':[{'role':'user','parts':[{'text':'hi'}]}]}}",
                "BEDROCK_CONVERSE|amazon.nova:0|/model/amazon.nova%3A0/count-tokens"
                        + "|{'input':{'converse':{'messages':[{'role':'user','content':[{'text':'hi'}]}]}}}",
                "OPENAI_RESPONSES|o|/responses/input_tokens"
                        + "|{'model':'o','input':[{'type':'message','role':'user','content':'hi'}]}"
            })
    void asks_every_counter_in_its_words(Wire wire, String model, String path, String told) {
        Outbound.Request request =
                Asked.of(Operation.MESSAGES_COUNT_TOKENS, wire, model).request(SAID);

        assertThat(request.path()).isEqualTo(path);
        assertThat(Asked.body(request)).isEqualTo(Asked.tree(told));
    }

    @Test
    void a_models_name_is_escaped_once() {
        assertThat(Asked.of(Operation.MESSAGES_COUNT_TOKENS, Wire.BEDROCK_CONVERSE, "arn:aws:bedrock:eu:1:profile/p")
                        .request(SAID)
                        .path())
                .isEqualTo("/model/arn%3Aaws%3Abedrock%3Aeu%3A1%3Aprofile%2Fp/count-tokens");
    }

    @Test
    void vertex_counts_what_is_said_without_a_frame() {
        Outbound.Request request = Asked.of(Operation.MESSAGES_COUNT_TOKENS, Wire.GEMINI, "g")
                .at("https://vertex.example/v1/projects/p/locations/l/publishers/google")
                .request(SAID);

        assertThat(Asked.body(request)).isEqualTo(Asked.tree("{'contents':[{'role':'user','parts':[{'text':'hi'}]}]}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "MESSAGES_COUNT_TOKENS|" + SAID + "|GEMINI|{'totalTokens':7}|{'input_tokens':7}",
                "MESSAGES_COUNT_TOKENS|" + SAID + "|BEDROCK_CONVERSE|{'inputTokens':7}|{'input_tokens':7}",
                "RESPONSES_INPUT_TOKENS|{'model':'m','input':'hi'}|ANTHROPIC_MESSAGES|{'input_tokens':7}"
                        + "|{'object':'response.input_tokens','input_tokens':7}",
                "COUNT_TOKENS|{'contents':[{'parts':[{'text':'hi'}]}]}|ANTHROPIC_MESSAGES|{'input_tokens':7}"
                        + "|{'totalTokens':7}"
            })
    void tells_a_count_in_the_callers_words(Operation operation, String asked, Wire wire, String reply, String told) {
        Replies.Whole whole = Asked.of(operation, wire, "t").answer(asked, 200, reply);

        assertThat(Trees.read(whole.body())).isEqualTo(Asked.tree(told));
        assertThat(whole.report().tokens()).isEqualTo(Tokens.NONE);
    }

    /** "hi" is one token; 4 for the message, 3 to begin the answer. */
    @ParameterizedTest
    @EnumSource(
            value = Wire.class,
            names = {"OPENAI_CHAT", "COHERE_CHAT", "VERTEX_ANTHROPIC", "BEDROCK_ANTHROPIC"})
    void who_cannot_count_is_not_asked(Wire wire) {
        Outbound outbound =
                Asked.of(Operation.MESSAGES_COUNT_TOKENS, wire, "gpt-4o").outbound(SAID);

        assertThat(outbound)
                .isInstanceOfSatisfying(
                        Outbound.Answer.class,
                        answer -> assertThat(Trees.read(answer.body())).isEqualTo(Asked.tree("{'input_tokens':8}")));
    }

    @Test
    void what_is_counted_here_is_the_targets_model_not_the_callers() {
        Outbound theirs = Asked.of(Operation.MESSAGES_COUNT_TOKENS, Wire.OPENAI_CHAT, "gpt-5")
                .outbound(SAID);

        // models that reason begin an answer with one less
        assertThat(theirs)
                .isInstanceOfSatisfying(
                        Outbound.Answer.class,
                        answer -> assertThat(Trees.read(answer.body())).isEqualTo(Asked.tree("{'input_tokens':7}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "nonsense", "{'totalTokens':'7'}", "{'totalTokens':-7}"})
    void an_answer_that_is_no_count_is_not_told(String reply) {
        Replies.Whole whole =
                Asked.of(Operation.MESSAGES_COUNT_TOKENS, Wire.GEMINI, "g").answer(SAID, 200, reply);

        assertThat(whole.report().wellFormed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'model':'m','messages':7}", "[]", "{'model'"})
    void what_is_no_conversation_is_refused_and_not_counted(String asked) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> Asked.of(Operation.MESSAGES_COUNT_TOKENS, Wire.OPENAI_CHAT, "gpt-4o")
                        .outbound(asked));
    }
}
