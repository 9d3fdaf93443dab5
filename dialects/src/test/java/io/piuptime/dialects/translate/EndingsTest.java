package io.piuptime.dialects.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.dialects.bedrock.BedrockCodec;
import io.piuptime.dialects.chat.ChatCodec;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.cohere.CohereCodec;
import io.piuptime.dialects.openai.chat.OpenAiChatCodec;
import io.piuptime.model.chat.ChatReply;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/** Why an answer ended, in the words of each vendor's documentation, from one dialect to another. */
class EndingsTest {
    /** A dialect with a reply in which the reason is to be put. */
    enum Dialect {
        OPENAI("/choices/0/finish_reason", """
                {'id': '1', 'created': 1, 'model': 'm', 'choices': [{'index': 0, 'finish_reason': 'REASON',
                  'message': {'role': 'assistant', 'content': 'Hi', 'tool_calls': CALLS}}]}""", """
                [{'id': 'c', 'type': 'function', 'function': {'name': 'f', 'arguments': '{}'}}]"""),
        COHERE("/finish_reason", """
                {'id': '1', 'finish_reason': 'REASON', 'message': {'role': 'assistant',
                  'content': [{'type': 'text', 'text': 'Hi'}], 'tool_calls': CALLS}}""", """
                [{'id': 'c', 'type': 'function', 'function': {'name': 'f', 'arguments': '{}'}}]"""),
        BEDROCK("/stopReason", """
                {'stopReason': 'REASON', 'usage': {'inputTokens': 1, 'outputTokens': 1, 'totalTokens': 2},
                  'output': {'message': {'role': 'assistant', 'content': CALLS}}}""", """
                [{'text': 'Hi'}, {'toolUse': {'toolUseId': 'c', 'name': 'f', 'input': {}}}]""");

        private final String place;
        private final String reply;
        private final String calls;

        Dialect(String place, String reply, String calls) {
            this.place = place;
            this.reply = reply;
            this.calls = calls;
        }

        private ChatCodec codec() {
            return switch (this) {
                case OPENAI -> new OpenAiChatCodec(Set.of());
                case COHERE -> new CohereCodec();
                case BEDROCK -> new BedrockCodec();
            };
        }

        ChatReply read(String reason, boolean called) {
            String none = this == BEDROCK ? "[{'text': 'Hi'}]" : "[]";
            String body = reply.replace("REASON", reason).replace("CALLS", called ? calls : none);
            return codec().readReply(Members.of(Trees.read(body.replace('\'', '"'))));
        }

        String written(ChatReply read) {
            ObjectNode body = codec().writeReply(read, new Drops());
            return body.at(place).asString("");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OPENAI, stop, stop, COMPLETE, end_turn",
        "OPENAI, length, length, MAX_TOKENS, max_tokens",
        "OPENAI, content_filter, content_filter, ERROR, content_filtered",
        "COHERE, COMPLETE, stop, COMPLETE, end_turn",
        "COHERE, STOP_SEQUENCE, stop, STOP_SEQUENCE, stop_sequence",
        "COHERE, MAX_TOKENS, length, MAX_TOKENS, max_tokens",
        "COHERE, ERROR, error, ERROR, malformed_model_output",
        "COHERE, TIMEOUT, error, TIMEOUT, malformed_model_output",
        "BEDROCK, end_turn, stop, COMPLETE, end_turn",
        "BEDROCK, stop_sequence, stop, STOP_SEQUENCE, stop_sequence",
        "BEDROCK, max_tokens, length, MAX_TOKENS, max_tokens",
        "BEDROCK, guardrail_intervened, content_filter, ERROR, guardrail_intervened",
        "BEDROCK, content_filtered, content_filter, ERROR, content_filtered",
        "BEDROCK, model_context_window_exceeded, length, MAX_TOKENS, model_context_window_exceeded",
        "BEDROCK, malformed_tool_use, stop, ERROR, malformed_tool_use",
        "BEDROCK, malformed_model_output, error, ERROR, malformed_model_output"
    })
    void an_answer_ends_for_the_same_reason(Dialect from, String word, String openAi, String cohere, String bedrock) {
        ChatReply read = from.read(word, false);

        assertThat(Dialect.OPENAI.written(read)).isEqualTo(openAi);
        assertThat(Dialect.COHERE.written(read)).isEqualTo(cohere);
        assertThat(Dialect.BEDROCK.written(read)).isEqualTo(bedrock);
    }

    @ParameterizedTest
    @CsvSource({"OPENAI, tool_calls", "COHERE, TOOL_CALL", "BEDROCK, tool_use"})
    void an_answer_that_calls_tells_so(Dialect from, String word) {
        ChatReply read = from.read(word, true);

        assertThat(Dialect.OPENAI.written(read)).isEqualTo("tool_calls");
        assertThat(Dialect.COHERE.written(read)).isEqualTo("TOOL_CALL");
        assertThat(Dialect.BEDROCK.written(read)).isEqualTo("tool_use");
    }
}
