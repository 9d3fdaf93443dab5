package io.piuptime.dialects.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.dialects.TestData;
import io.piuptime.dialects.bedrock.BedrockCodec;
import io.piuptime.dialects.chat.ChatCodec.Place;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.gemini.GeminiCodec;
import io.piuptime.dialects.responses.ResponsesCodec;
import io.piuptime.model.chat.ChatRequest;
import io.piuptime.model.chat.Message;
import io.piuptime.model.exchange.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Counting, over recordings and by hand. */
final class CountCodecTest {
    private static final Place PLACE = new Place("some-model:1", true);

    private final CountCodec gemini = new CountCodec(CountForm.GEMINI, new GeminiCodec());
    private final CountCodec vertex = new CountCodec(CountForm.VERTEX, new GeminiCodec());
    private final CountCodec responses = new CountCodec(CountForm.RESPONSES, new ResponsesCodec());
    private final CountCodec bedrock = new CountCodec(CountForm.BEDROCK, new BedrockCodec());
    private final Drops drops = new Drops();

    @Test
    void gemini_takes_a_request_in_three_ways() {
        ChatRequest bare = read(gemini, "{'contents':[{'role':'user','parts':[{'text':'a'}]}]}");
        assertThat(bare.model()).isEqualTo("some-model:1");
        assertThat(bare.messages()).extracting(Message::text).containsExactly("a");
        assertThat(bare.handling().stream()).isFalse();
        for (String name : List.of("generateContentRequest", "generate_content_request")) {
            ChatRequest whole = read(gemini, "{'" + name + "':{'contents':[{'role':'user','parts':[{'text':'a'}]}]}}");
            assertThat(whole).as(name).isEqualTo(bare);
        }
    }

    @Test
    void a_conversation_goes_from_one_form_to_another_without_what_does_not_count() {
        ChatRequest request = read(
                responses,
                "{'model':'m','instructions':'be brief','input':'hello','max_output_tokens':9,'temperature':0.5}");
        assertThat(written(gemini, request)).isEqualTo(tree("""
                {'generateContentRequest':{'contents':[{'role':'user','parts':[{'text':'hello'}]}],
                 'systemInstruction':{'parts':[{'text':'be brief'}]},
                 'generationConfig':{'maxOutputTokens':9,'temperature':0.5},'model':'models/some-model:1'}}"""));
        assertThat(written(vertex, request).has("contents")).isTrue();
        assertThat(written(bedrock, request)).isEqualTo(tree("""
                {'input':{'converse':{'messages':[{'role':'user','content':[{'text':'hello'}]}],
                 'system':[{'text':'be brief'}]}}}"""));
        JsonNode back = written(
                responses, read(bedrock, Trees.json(written(bedrock, request)).text()));
        assertThat(back.has("temperature") || back.has("store") || back.has("stream"))
                .isFalse();
        assertThat(back.path("model").asString("")).isEqualTo("some-model:1");
        assertThat(drops.names()).isEmpty();
    }

    @Test
    void each_form_has_its_place_and_its_word_for_the_count() {
        assertThat(gemini.path("g@1")).isEqualTo("/models/g%401:countTokens");
        assertThat(bedrock.path("a:0")).isEqualTo("/model/a%3A0/count-tokens");
        assertThat(responses.path("m")).isEqualTo("/responses/input_tokens");
        assertThat(new CountCodec(CountForm.ANTHROPIC, new GeminiCodec()).path("m"))
                .isEqualTo("/messages/count_tokens");

        TokenCount count = responses.readReply(tree("{'object':'response.input_tokens','input_tokens':16}"));
        assertThat(count).isEqualTo(new TokenCount(16));
        assertThat(sent(responses.writeReply(count)))
                .isEqualTo(tree("{'object':'response.input_tokens','input_tokens':16}"));
        assertThat(sent(gemini.writeReply(count))).isEqualTo(tree("{'totalTokens':16}"));
        assertThat(sent(bedrock.writeReply(count))).isEqualTo(tree("{'inputTokens':16}"));
        assertThat(gemini.readReply(tree("{'totalTokens':3,'totalBillableCharacters':47}")))
                .isEqualTo(new TokenCount(3));
    }

    @Test
    void what_is_no_count_is_refused() {
        for (String body : List.of("{}", "[]", "{'totalTokens':'3'}", "{'totalTokens':-1}", "{'totalTokens':1.5}")) {
            assertThatThrownBy(() -> gemini.readReply(tree(body))).as(body).isInstanceOf(RefusedException.class);
        }
        assertThatThrownBy(() -> new TokenCount(-1)).hasMessage("input: -1 (expected: 0 or more)");
        assertThatThrownBy(() -> read(bedrock, "{'input':{}}")).hasMessageStartingWith("input.converse:");
    }

    @Test
    void recorded_requests_and_counts_are_the_same_after_a_round_trip() throws IOException {
        int seen = 0;
        for (Path file : TestData.files("llm-exchanges/dev", ".jsonl")) {
            for (String line : Files.readAllLines(file)) {
                boolean google = line.contains(":countTokens\"");
                if ((google || line.contains("/responses/input_tokens\""))) {
                    seen += roundTrip(Trees.read(line), google ? List.of(gemini, vertex) : List.of(responses));
                }
            }
        }
        assertThat(seen).isGreaterThanOrEqualTo(8);
    }

    private int roundTrip(JsonNode exchange, List<CountCodec> codecs) {
        if (exchange.path("response").path("status").asInt(0) != 200) {
            return 0;
        }
        for (CountCodec codec : codecs) {
            ChatRequest request =
                    read(codec, exchange.path("request").path("body").asString(""));
            ChatRequest again = read(codec, Trees.json(written(codec, request)).text());
            assertThat(again.messages()).isEqualTo(request.messages());
            assertThat(again.tools()).isEqualTo(request.tools());
            TokenCount count = codec.readReply(
                    Trees.read(exchange.path("response").path("body").asString("")));
            assertThat(count.input()).isPositive();
            assertThat(codec.readReply(codec.writeReply(count))).isEqualTo(count);
        }
        return 1;
    }

    private ChatRequest read(CountCodec codec, String body) {
        return codec.readRequest(Members.of(tree(body)), PLACE);
    }

    private JsonNode written(CountCodec codec, ChatRequest request) {
        return sent(codec.writeRequest(request, drops));
    }

    private static JsonNode tree(String text) {
        return Trees.read(text.startsWith("{'") || text.startsWith("[") ? text.replace('\'', '"') : text);
    }

    private static JsonNode sent(JsonNode body) {
        return Trees.read(Trees.json(body).text());
    }
}
