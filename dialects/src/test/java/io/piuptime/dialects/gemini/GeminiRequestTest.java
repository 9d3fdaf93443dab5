package io.piuptime.dialects.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.dialects.chat.ChatCodec.Place;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.gemini.GeminiCodec.Framing;
import io.piuptime.dialects.gemini.GeminiCodec.SchemaForm;
import io.piuptime.model.chat.ChatRequest;
import io.piuptime.model.chat.ChatRequest.Handling;
import io.piuptime.model.chat.ChatRequest.Tools;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.Message;
import io.piuptime.model.chat.Message.Role;
import io.piuptime.model.chat.OutputFormat;
import io.piuptime.model.chat.Part;
import io.piuptime.model.chat.ReasoningWish;
import io.piuptime.model.chat.Sampling;
import io.piuptime.model.chat.Source;
import io.piuptime.model.chat.Tool;
import io.piuptime.model.chat.ToolChoice;
import io.piuptime.model.exchange.RefusedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Requests, by hand. */
final class GeminiRequestTest {
    private final GeminiCodec codec = new GeminiCodec();
    private final Drops drops = new Drops();

    @Test
    void both_ways_to_write_a_name_are_read_alike() {
        ChatRequest camel = read("""
                {"systemInstruction":{"parts":[{"text":"Be brief"}]},
                 "contents":[{"role":"user","parts":[{"inlineData":{"mimeType":"image/png","data":"AA=="}}]}],
                 "generationConfig":{"maxOutputTokens":9,"topP":0.50,"stopSequences":["x"],
                   "thinkingConfig":{"thinkingBudget":-1,"includeThoughts":true}},
                 "toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["f"]}}}""");
        ChatRequest snake = read("""
                {"system_instruction":{"parts":[{"text":"Be brief"}]},
                 "contents":[{"role":"user","parts":[{"inline_data":{"mime_type":"image/png","data":"AA=="}}]}],
                 "generation_config":{"max_output_tokens":9,"top_p":0.50,"stop_sequences":["x"],
                   "thinking_config":{"thinking_budget":-1,"include_thoughts":true}},
                 "tool_config":{"function_calling_config":{"mode":"ANY","allowed_function_names":["f"]}}}""");
        assertThat(snake).isEqualTo(camel);
        assertThat(camel.sampling().topP()).contains(new Json("0.50"));
        assertThat(camel.reasoning().budget()).hasValue(-1);
        assertThat(camel.tools().choice()).contains(new ToolChoice.Named("f"));
        assertThat(camel.messages().getFirst().role()).isEqualTo(Role.SYSTEM);
        assertThat(camel.messages().get(1).parts())
                .containsExactly(new Part.Media(Part.Media.Kind.IMAGE, new Source.Inline("image/png", "AA==")));
    }

    @Test
    void calls_without_ids_get_the_same_ones_each_time_and_results_find_them() {
        ChatRequest read = read("""
                {"contents":[{"role":"model","parts":[
                   {"functionCall":{"name":"f","args":{"a":1}},"thoughtSignature":"c2ln+/=="},
                   {"functionCall":{"name":"g"}},{"functionCall":{"name":"f","args":{"a":2}}}]},
                 {"role":"user","parts":[
                   {"functionResponse":{"name":"f","response":{"output":"one"}}},
                   {"functionResponse":{"name":"f","response":{"a":2}}},
                   {"functionResponse":{"name":"g","response":{"error":"no"}}},
                   {"text":"Go on"}]}]}""");
        List<Part> calls = read.messages().getFirst().parts();
        assertThat(calls.getFirst())
                .isEqualTo(new Part.ToolCall(
                        "call_0_f", "f", "{\"a\":1}", false, Optional.of("c2ln+/=="), Optional.empty()));
        Message results = read.messages().get(1);
        assertThat(results.role()).isEqualTo(Role.TOOL);
        assertThat(results.parts())
                .containsExactly(
                        result("call_0_f", "f", "one", false),
                        result("call_2_f", "f", "{\"a\":2}", false),
                        result("call_1_g", "g", "no", true));
        assertThat(read.messages().get(2)).isEqualTo(Message.of(Role.USER, new Part.Text("Go on")));
        JsonNode written = codec.writeRequest(read, drops);
        assertThat(written.path("contents")
                        .path(0)
                        .path("parts")
                        .path(0)
                        .path("functionCall")
                        .has("id"))
                .isFalse();
        assertThat(codec.readRequest(Members.of(written), Place.BODY)).isEqualTo(read);
        assertThat(drops.names()).isEmpty();
    }

    @Test
    void a_conversation_of_another_dialect_is_put_into_turns() {
        ChatRequest request = foreign(
                "gemini-3-pro-preview",
                List.of(
                        Message.of(Role.DEVELOPER, new Part.Text("Be brief")),
                        Message.of(Role.USER, new Part.Text("Weather?")),
                        Message.of(
                                Role.ASSISTANT,
                                new Part.Reasoning("", "hm", List.of(), Optional.of("foreign"), Optional.of("sealed")),
                                new Part.ToolCall("c1", "w", "{\"city\":\"A\"}"),
                                new Part.ToolCall("c2", "w", "not json")),
                        Message.of(
                                Role.TOOL,
                                new Part.ToolResult(
                                        "c1",
                                        Optional.empty(),
                                        List.of(new Part.Text("sun")),
                                        false,
                                        Optional.empty())),
                        Message.of(
                                Role.TOOL,
                                new Part.ToolResult(
                                        "c2", Optional.empty(), List.of(new Part.Text("{}")), true, Optional.empty()))),
                Tools.NONE,
                ReasoningWish.NONE);
        assertThat(Told.sent(codec.writeRequest(request, drops))).isEqualTo(Trees.read("""
                {"systemInstruction":{"parts":[{"text":"Be brief"}]},
                 "contents":[
                   {"role":"user","parts":[{"text":"Weather?"}]},
                   {"role":"model","parts":[{"text":"hm","thought":true,"thoughtSignature":"foreign"},
                     {"functionCall":{"id":"c1","name":"w","args":{"city":"A"}},
                      "thoughtSignature":"skip_thought_signature_validator"},
                     {"functionCall":{"id":"c2","name":"w","args":{"input":"not json"}}}]},
                   {"role":"user","parts":[
                     {"functionResponse":{"id":"c1","name":"w","response":{"output":"sun"}}},
                     {"functionResponse":{"id":"c2","name":"w","response":{"error":"{}"}}}]}]}"""));
        assertThat(drops.names()).containsExactly("reasoning.signature", "tool_calls.arguments");
    }

    @Test
    void a_plain_text_beside_the_question_stays_a_document() {
        ChatRequest request = foreign(
                "gemini-2.5-pro",
                List.of(Message.of(Role.USER, new Part.Media(Part.Media.Kind.FILE, new Source.Plain("a\u00e4")))),
                Tools.NONE,
                ReasoningWish.NONE);
        assertThat(codec.writeRequest(request, drops).path("contents").path(0).path("parts"))
                .isEqualTo(Trees.read("[{\"inlineData\":{\"mimeType\":\"text/plain\",\"data\":\"YcOk\"}}]"));
    }

    @Test
    void a_type_that_was_sent_as_a_number_gets_its_name() {
        ChatRequest read = read("""
                {"contents":[],"tools":[{"functionDeclarations":[{"name":"f","parameters":
                  {"type":6,"properties":{"a":{"type":1},"b":{"type":9}}}}]}]}""");
        assertThat(read.tools().offered())
                .singleElement()
                .extracting(
                        tool -> Trees.node(((Tool.Function) tool).parameters().orElseThrow()))
                .isEqualTo(Trees.read(
                        "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"},\"b\":{\"type\":9}}}"));
    }

    @Test
    void a_function_that_nothing_describes_is_described_by_its_name() {
        Tool function = new Tool.Function("f", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        ChatRequest request = foreign(
                "gemini-2.5-pro",
                List.of(Message.of(Role.USER, new Part.Text("x"))),
                new Tools(List.of(function), Optional.empty(), Optional.empty()),
                ReasoningWish.NONE);
        assertThat(codec.writeRequest(request, drops).path("tools"))
                .isEqualTo(Trees.read("[{\"functionDeclarations\":[{\"name\":\"f\",\"description\":\"f\"}]}]"));
    }

    @Test
    void a_signature_of_a_text_and_a_thought_are_kept_byte_for_byte() {
        ChatRequest read = read("""
                {"contents":[{"role":"model","parts":[
                  {"text":"Hm","thought":true,"thoughtSignature":"a/b+c="},
                  {"text":"Yes","thoughtSignature":"d_e-f"}]}]}""");
        assertThat(read.messages().getFirst().parts())
                .containsExactly(
                        new Part.Reasoning("", "Hm", List.of(), Optional.of("a/b+c="), Optional.empty()),
                        new Part.Text("Yes"),
                        new Part.Reasoning("", "", List.of(), Optional.of("d_e-f"), Optional.empty()));
        JsonNode parts =
                codec.writeRequest(read, drops).path("contents").path(0).path("parts");
        assertThat(parts.path(0).path("thoughtSignature").asString()).isEqualTo("a/b+c=");
        assertThat(parts.path(2).path("thoughtSignature").asString()).isEqualTo("d_e-f");
    }

    @Test
    void schemas_of_its_own_are_read_as_json_schema_and_others_go_as_they_are() {
        ChatRequest read = read("""
                {"contents":[],"tools":[{"functionDeclarations":[
                   {"name":"f","description":"d","behavior":"BLOCKING","parameters":{"type":"OBJECT",
                     "properties":{"type":{"type":"STRING","nullable":true},
                       "l":{"type":"ARRAY","min_items":"2","items":{"type":"INTEGER"}}}}},
                   {"name":"g","parametersJsonSchema":{"type":"object","$defs":{}}}]},{"googleSearch":{}}],
                 "generationConfig":{"responseMimeType":"application/json","responseSchema":{"type":"STRING"}}}""");
        assertThat(read.tools().offered())
                .containsExactly(
                        new Tool.Function(
                                "f",
                                Optional.of("d"),
                                Optional.of(new Json("{\"type\":\"object\",\"properties\":{\"type\":{\"type\":"
                                        + "[\"string\",\"null\"]},\"l\":{\"type\":\"array\",\"minItems\":2,"
                                        + "\"items\":{\"type\":\"integer\"}}}}")),
                                Optional.empty(),
                                Optional.empty()),
                        new Tool.Function(
                                "g",
                                Optional.empty(),
                                Optional.of(new Json("{\"type\":\"object\",\"$defs\":{}}")),
                                Optional.empty(),
                                Optional.empty()),
                        new Tool.Native("gemini", "googleSearch", "googleSearch", new Json("{}")));
        assertThat(read.format())
                .isEqualTo(new OutputFormat.JsonSchema(
                        "response", Optional.empty(), new Json("{\"type\":\"string\"}"), Optional.empty()));
        JsonNode written = codec.writeRequest(read, drops);
        assertThat(written.path("tools")
                        .path(0)
                        .path("functionDeclarations")
                        .path(0)
                        .path("behavior")
                        .asString())
                .isEqualTo("BLOCKING");
        assertThat(codec.readRequest(Members.of(written), Place.BODY)).isEqualTo(read);
    }

    @Test
    void its_own_form_of_schemas_leaves_out_what_gemini_refuses() {
        Json schema = new Json("""
                {"$schema":"x","type":"object","additionalProperties":false,
                 "properties":{"a":{"type":["string","null"],"format":"uri"},"additionalProperties":{"const":"k"}}}""");
        Tool tool = new Tool.Function("f", Optional.empty(), Optional.of(schema), Optional.of(true), Optional.empty());
        ChatRequest request = foreign(
                "gemini-2.0-flash",
                List.of(),
                new Tools(List.of(tool), Optional.of(new ToolChoice.OneOf(List.of("f"), false)), Optional.of(false)),
                ReasoningWish.NONE);
        JsonNode written = new GeminiCodec(Framing.EVENTS, SchemaForm.OWN).writeRequest(request, drops);
        assertThat(written.path("tools")
                        .path(0)
                        .path("functionDeclarations")
                        .path(0)
                        .path("parameters"))
                .isEqualTo(Trees.read("""
                        {"type":"OBJECT","properties":{"a":{"nullable":true,"type":"STRING"},
                         "additionalProperties":{"enum":["k"]}}}"""));
        assertThat(written.path("toolConfig")
                        .path("functionCallingConfig")
                        .path("mode")
                        .asString())
                .isEqualTo("VALIDATED");
        assertThat(drops.names())
                .containsExactly("tools.parameters.additionalProperties", "tools.strict", "parallel_tool_calls");
    }

    @Test
    void a_wish_for_thought_is_said_as_the_model_takes_it() {
        assertThat(thinking("gemini-2.5-flash", "medium")).isEqualTo(Trees.read("{\"thinkingBudget\":8192}"));
        assertThat(thinking("gemini-2.5-flash", "none")).isEqualTo(Trees.read("{\"thinkingBudget\":0}"));
        assertThat(thinking("gemini-3-flash-preview", "xhigh")).isEqualTo(Trees.read("{\"thinkingLevel\":\"HIGH\"}"));
        assertThat(drops.names()).isEmpty();
        assertThat(thinking("gemini-3-pro", "none")).isEqualTo(Trees.read("{\"thinkingLevel\":\"LOW\"}"));
        assertThat(drops.names()).containsExactly("reasoning.effort");
        assertThat(thinking("gemini-2.0-flash", "low").isMissingNode()).isTrue();
        assertThat(drops.names()).containsExactly("reasoning.effort");
    }

    @Test
    void what_cannot_be_said_is_noted() {
        Sampling sampling = new Sampling(
                OptionalLong.of(5),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Sampling.Penalties.NONE,
                List.of(),
                OptionalLong.of(1L << 40),
                OptionalInt.of(2),
                OptionalInt.of(3),
                Map.of("1", new Json("2")));
        ChatRequest request = new ChatRequest(
                "gemini-2.5-pro",
                List.of(
                        new Message(
                                Role.USER,
                                List.of(new Part.Media(Part.Media.Kind.FILE, new Source.Held("file-1"))),
                                Optional.of("Ann")),
                        Message.of(Role.SYSTEM, new Part.Text("late"))),
                new Tools(
                        List.of(new Tool.Native("openai-responses", "web_search", "web_search", new Json("{}"))),
                        Optional.empty(),
                        Optional.empty()),
                sampling,
                new OutputFormat.JsonObject(),
                ReasoningWish.NONE,
                new Handling(
                        true,
                        true,
                        Optional.of("scale"),
                        Optional.of("u"),
                        Map.of("k", "v"),
                        Optional.of("p"),
                        Optional.of(true)),
                Map.of("prediction", new Json("{}")),
                "openai-chat");
        JsonNode written = Told.sent(codec.writeRequest(request, drops));
        assertThat(written.path("generationConfig")).isEqualTo(Trees.read("""
                {"maxOutputTokens":5,"candidateCount":2,"responseLogprobs":true,"logprobs":3,
                 "responseMimeType":"application/json"}"""));
        assertThat(drops.names())
                .containsExactly(
                        "messages.name",
                        "messages.file",
                        "tools.native",
                        "seed",
                        "logit_bias",
                        "service_tier",
                        "metadata",
                        "user",
                        "prompt_cache_key",
                        "store",
                        "prediction");
    }

    @Test
    void members_that_only_gemini_knows_come_back() {
        String body = """
                {"contents":[{"role":"user","parts":[{"fileData":{"fileUri":"gs://b/v","mimeType":"video/mp4"},
                    "videoMetadata":{"fps":2}}]}],
                 "safetySettings":[{"category":"HARM_CATEGORY_HARASSMENT","threshold":"BLOCK_NONE"}],
                 "toolConfig":{"includeServerSideToolInvocations":true},
                 "generationConfig":{"responseModalities":["TEXT"],"temperature":1.0},
                 "cachedContent":"cachedContents/1"}""";
        assertThat(codec.writeRequest(read(body), drops)).isEqualTo(Trees.read(body));
        assertThat(drops.names()).isEmpty();
    }

    @Test
    void a_wrong_type_is_refused_with_its_path() {
        assertThatThrownBy(() -> read("{\"contents\":[{\"parts\":[{\"text\":1}]}]}"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("contents[0].parts[0].text: number (expected: string)");
        assertThatThrownBy(() -> read("{\"contents\":3}")).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> read("{\"generationConfig\":{\"topK\":\"x\"}}"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("generationConfig.topK");
    }

    private JsonNode thinking(String model, String effort) {
        ReasoningWish wish = new ReasoningWish(
                Optional.empty(), Optional.of(effort), OptionalLong.empty(), Optional.empty(), Optional.empty(), false);
        return Told.sent(codec.writeRequest(foreign(model, List.of(), Tools.NONE, wish), drops))
                .path("generationConfig")
                .path("thinkingConfig");
    }

    private ChatRequest read(String body) {
        return codec.readRequest(Members.of(Trees.read(body)), Place.BODY);
    }

    private static Part result(String id, String name, String text, boolean failed) {
        return new Part.ToolResult(id, Optional.of(name), List.of(new Part.Text(text)), failed, Optional.empty());
    }

    private static ChatRequest foreign(String model, List<Message> messages, Tools tools, ReasoningWish wish) {
        return new ChatRequest(
                model,
                messages,
                tools,
                Sampling.DEFAULT,
                new OutputFormat.Text(),
                wish,
                Handling.DEFAULT,
                Map.of(),
                "openai-chat");
    }
}
