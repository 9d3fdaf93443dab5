package io.piuptime.dialects.cohere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.ChatError;
import io.piuptime.model.chat.ChatReply;
import io.piuptime.model.chat.ChatUsage;
import io.piuptime.model.chat.FinishReason;
import io.piuptime.model.chat.FinishReason.Kind;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.Part;
import io.piuptime.model.exchange.RefusedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Replies and errors, by hand. */
final class CohereReplyTest {
    private final CohereCodec codec = new CohereCodec();
    private final Drops drops = new Drops();

    @Test
    void what_is_billed_counts() {
        assertThat(
                        usage(
                                "{'billed_units':{'input_tokens':12.0,'output_tokens':3},'tokens':{'input_tokens':212},'cached_tokens':208}"))
                .isEqualTo(ChatUsage.of(12, 3));
        assertThat(usage("{'tokens':{'input_tokens':212,'output_tokens':4},'cached_tokens':208}"))
                .isEqualTo(new ChatUsage(212, 4, 208, 0, 0, 0, 0, 0));
    }

    @Test
    void a_source_of_the_plan_is_kept_apart() {
        JsonNode body = tree("""
                {'id':'i','finish_reason':'TOOL_CALL','message':{'role':'assistant','tool_plan':'Look at it',
                 'citations':[{'start':0,'end':4,'text':'Look','type':'PLAN','sources':[]}],
                 'tool_calls':[{'id':'c','type':'function','function':{'name':'f','arguments':'{}'}}]},
                 'logprobs':[{'text':'Hi','token_ids':[],'logprobs':[-0.5]}]}""");
        ChatReply read = codec.readReply(Members.of(body));
        assertThat(read.choices().getFirst().parts())
                .hasSize(3)
                .anySatisfy(part -> assertThat(part).isInstanceOf(Part.Native.class));
        assertThat(read.choices().getFirst().logprobs())
                .map(Json::text)
                .hasValueSatisfying(
                        text -> assertThat(text).contains("\"token\":\"Hi\"").contains("-0.5"));
        assertThat(sent(codec.writeReply(read, drops))).isEqualTo(body);
        assertThat(drops.names()).isEmpty();
    }

    @Test
    void a_text_of_several_tokens_stands_with_the_first() {
        JsonNode likely = Trees.node(Likelihoods.read(tree("[{'text':'Hello','logprobs':[-1,-2]}]")));
        assertThat(likely.path("content")).hasSize(2);
        assertThat(likely.path("content").path(0).path("token").asString("")).isEqualTo("Hello");
        assertThat(likely.path("content").path(1).path("token").asString("x")).isEmpty();
        Json again = Likelihoods.read(Likelihoods.write(Trees.json(likely)));
        assertThat(again).isEqualTo(Trees.json(likely));
    }

    @Test
    void an_answer_of_another_dialect_is_told_in_cohere_s_words() {
        ChatReply reply = new ChatReply(
                "id",
                "gpt",
                7,
                List.of(
                        new ChatReply.Choice(
                                0,
                                List.of(
                                        new Part.Reasoning(
                                                "r", "", List.of("One", "Two"), Optional.of("s"), Optional.empty()),
                                        new Part.Text(
                                                "Hi",
                                                List.of(new Part.Citation("other", "u", "t", Json.EMPTY_OBJECT)),
                                                Optional.empty()),
                                        new Part.Refusal("No"),
                                        new Part.ToolCall("c", "f", "")),
                                new FinishReason(Kind.TOOL_CALLS, "tool_calls"),
                                Optional.empty(),
                                Optional.empty()),
                        new ChatReply.Choice(
                                1, List.of(), new FinishReason(Kind.STOP, ""), Optional.empty(), Optional.empty())),
                Optional.of(new ChatUsage(10, 5, 4, 0, 0, 2, 0, 0)),
                Optional.of("flex"),
                Map.of("system_fingerprint", new Json("\"x\"")),
                "openai-chat");
        assertThat(sent(codec.writeReply(reply, drops))).isEqualTo(tree("""
                {'id':'id','finish_reason':'TOOL_CALL','message':{'role':'assistant','content':[
                  {'type':'thinking','thinking':'One\\n\\nTwo'},{'type':'text','text':'Hi'},{'type':'text','text':'No'}],
                  'tool_calls':[{'id':'c','type':'function','function':{'name':'f','arguments':'{}'}}]},
                 'usage':{'billed_units':{'input_tokens':10,'output_tokens':5},
                  'tokens':{'input_tokens':10,'output_tokens':5},'cached_tokens':4}}"""));
        assertThat(drops.names()).containsExactly("n", "reasoning.signature", "citations");
    }

    @Test
    void a_blocked_prompt_has_no_choices() {
        ChatReply blocked = new ChatReply("", "", 0, List.of(), Optional.empty(), Optional.empty(), Map.of(), "gemini");
        assertThat(codec.writeReply(blocked, drops).path("finish_reason").asString(""))
                .isEqualTo("ERROR");
    }

    @ParameterizedTest
    @CsvSource({
        "COMPLETE, STOP",
        "STOP_SEQUENCE, STOP_TEXT",
        "MAX_TOKENS, LENGTH",
        "TOOL_CALL, TOOL_CALLS",
        "ERROR, ERROR",
        "TIMEOUT, ERROR",
        "ERROR_TOXIC, CONTENT_FILTER",
        "ERROR_LIMIT, CONTEXT_LENGTH",
        "BORED, OTHER"
    })
    void ends_keep_their_words(String word, Kind kind) {
        assertThat(Words.finish(word)).isEqualTo(new FinishReason(kind, word));
        assertThat(Words.finish(Words.finish(word))).isEqualTo(word);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void every_end_has_a_word(Kind kind) {
        assertThat(Words.finish(new FinishReason(kind, "")))
                .isIn("COMPLETE", "STOP_SEQUENCE", "MAX_TOKENS", "TOOL_CALL", "ERROR");
    }

    @Test
    void errors_keep_their_words() {
        ChatError error = codec.readError(404, tree("{'id':'x','message':'no such model'}"));
        assertThat(error).isEqualTo(new ChatError(404, "", "", "no such model", ""));
        assertThat(codec.readError(404, codec.writeError(error))).isEqualTo(error);
        assertThat(codec.readError(502, Trees.object()).message()).isEmpty();
    }

    @Test
    void what_is_no_reply_is_refused() {
        for (String body : List.of("{}", "{'message':'error'}", "{'message':{'content':7}}")) {
            assertThatThrownBy(() -> codec.readReply(Members.of(tree(body))))
                    .as(body)
                    .isInstanceOf(RefusedException.class);
        }
    }

    private static ChatUsage usage(String text) {
        return Words.usage(tree(text));
    }

    private static JsonNode tree(String text) {
        return Trees.read(text.replace('\'', '"'));
    }

    private static JsonNode sent(JsonNode body) {
        return Trees.read(Trees.json(body).text());
    }
}
