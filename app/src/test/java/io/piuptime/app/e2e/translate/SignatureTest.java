package io.piuptime.app.e2e.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.app.e2e.GatewayUnderTest;
import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.script.Script;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Signatures of thoughts come back to their provider byte for byte, by way of callers who know nothing of them. */
class SignatureTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String SIGNATURE = "EqQBCgIYAhIM1gbcDa9GJwZA2b3hGgxBdjrzLoky3dl1pk+/iA==";

    @TempDir
    Path folder;

    @Test
    void of_claude_by_way_of_a_caller_of_openais_responses() throws Exception {
        try (FakeOpenAi provider = FakeOpenAi.start().always(_ -> Script.answer(200, claude()));
                GatewayUnderTest gateway = gateway(provider.baseUrl().toString(), "anthropic-messages")) {
            String tools =
                    ",\"tools\":[{\"type\":\"function\",\"name\":\"weather\",\"parameters\":{\"type\":\"object\"}}],"
                            + "\"reasoning\":{\"effort\":\"medium\"},\"include\":[\"reasoning.encrypted_content\"],\"store\":false}";
            ArrayNode input = JSON.createArrayNode();
            input.add(JSON.readTree("{\"role\":\"user\",\"content\":\"weather?\"}"));

            HttpResponse<String> first = gateway.post("/v1/responses", "{\"model\":\"m\",\"input\":" + input + tools);
            JSON.readTree(first.body()).path("output").forEach(input::add);
            input.add(JSON.readTree("{\"type\":\"function_call_output\",\"call_id\":\"toolu_1\",\"output\":\"rain\"}"));
            HttpResponse<String> second = gateway.post("/v1/responses", "{\"model\":\"m\",\"input\":" + input + tools);

            assertThat(second.statusCode()).as(second.body()).isEqualTo(200);
            assertClaudeGotItBack(provider);
        }
    }

    @Test
    void of_claude_by_way_of_a_caller_of_gemini() throws Exception {
        try (FakeOpenAi provider = FakeOpenAi.start().always(_ -> Script.answer(200, claude()));
                GatewayUnderTest gateway = gateway(provider.baseUrl().toString(), "anthropic-messages")) {
            String path = "/v1beta/models/m:generateContent";
            String rest =
                    ",\"generationConfig\":{\"thinkingConfig\":{\"includeThoughts\":true,\"thinkingBudget\":2000}},"
                            + "\"tools\":[{\"functionDeclarations\":[{\"name\":\"weather\"}]}]}";
            ArrayNode contents = JSON.createArrayNode();
            contents.add(JSON.readTree("{\"role\":\"user\",\"parts\":[{\"text\":\"weather?\"}]}"));

            HttpResponse<String> first = gateway.post(path, "{\"contents\":" + contents + rest);
            contents.add(JSON.readTree(first.body()).at("/candidates/0/content"));
            contents.add(
                    JSON.readTree(
                            "{\"role\":\"user\",\"parts\":[{\"functionResponse\":{\"id\":\"toolu_1\",\"name\":\"weather\",\"response\":{\"output\":\"rain\"}}}]}"));
            HttpResponse<String> second = gateway.post(path, "{\"contents\":" + contents + rest);

            assertThat(second.statusCode()).as(second.body()).isEqualTo(200);
            assertClaudeGotItBack(provider);
        }
    }

    @Test
    void of_a_gemini_call_by_way_of_a_caller_of_openais_chat() throws Exception {
        try (FakeOpenAi provider = FakeOpenAi.start().always(_ -> Script.answer(200, gemini()));
                GatewayUnderTest gateway = gateway(provider.baseUrl().toString(), "gemini")) {
            HttpResponse<String> first = gateway.post("/v1/chat/completions", CallerDialect.CHAT.asksWithTool(false));
            String id = CallerDialect.CHAT.callId(first.body());
            gateway.post("/v1/chat/completions", CallerDialect.CHAT.tellsResult(id));

            assertThat(id).matches("[A-Za-z0-9_-]+");
            assertGeminiGotItBack(provider);
        }
    }

    @Test
    void of_a_gemini_call_by_way_of_a_caller_of_anthropics() throws Exception {
        try (FakeOpenAi provider = FakeOpenAi.start().always(_ -> Script.answer(200, gemini()));
                GatewayUnderTest gateway = gateway(provider.baseUrl().toString(), "gemini")) {
            HttpResponse<String> first = gateway.post("/v1/messages", CallerDialect.ANTHROPIC.asksWithTool(false));
            String id = CallerDialect.ANTHROPIC.callId(first.body());
            gateway.post("/v1/messages", CallerDialect.ANTHROPIC.tellsResult(id));

            assertThat(id).matches("[A-Za-z0-9_-]+");
            assertGeminiGotItBack(provider);
        }
    }

    private static void assertClaudeGotItBack(FakeOpenAi provider) {
        String body = provider.last().text();
        assertThat(body).contains("\"signature\":\"" + SIGNATURE + "\"").doesNotContain("piup1");
        assertThat(body).contains("\"thinking\":\"I look.\"").contains("\"tool_use_id\":\"toolu_1\"");
    }

    private static void assertGeminiGotItBack(FakeOpenAi provider) {
        assertThat(provider.requests()).hasSize(2);
        JsonNode body = JSON.readTree(provider.last().text());
        assertThat(body.at("/contents/1/parts/0/thoughtSignature").asString(""))
                .as(body.toString())
                .isEqualTo(SIGNATURE);
        assertThat(body.at("/contents/1/parts/0/functionCall/name").asString(""))
                .isEqualTo("weather");
        assertThat(body.toString()).doesNotContain("piup1");
    }

    private static String claude() {
        return "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude\",\"content\":["
                + "{\"type\":\"thinking\",\"thinking\":\"I look.\",\"signature\":\"" + SIGNATURE + "\"},"
                + "{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"weather\",\"input\":{\"city\":\"Bern\"}}],"
                + "\"stop_reason\":\"tool_use\",\"usage\":{\"input_tokens\":1,\"output_tokens\":2}}";
    }

    private static String gemini() {
        return "{\"candidates\":[{\"index\":0,\"content\":{\"role\":\"model\",\"parts\":[{\"functionCall\":{\"id\":\"fc_1\","
                + "\"name\":\"weather\",\"args\":{\"city\":\"Bern\"}},\"thoughtSignature\":\"" + SIGNATURE + "\"}]},"
                + "\"finishReason\":\"STOP\"}],\"usageMetadata\":{\"promptTokenCount\":1,\"candidatesTokenCount\":2}}";
    }

    private GatewayUnderTest gateway(String baseUrl, String wire) throws IOException {
        return GatewayUnderTest.start(folder, """
                providers:
                  upstream: {base-url: "%s", dialect: %s, api-key: "sk-upstream-0123456789"}
                models:
                  m: {targets: [{provider: upstream, model: their-model}]}
                drain: {lag: 0s, grace: 5s}
                """.formatted(baseUrl, wire));
    }
}
