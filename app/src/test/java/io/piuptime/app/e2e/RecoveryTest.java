package io.piuptime.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.script.Ending;
import io.piuptime.testkit.script.Script;
import io.piuptime.testkit.script.Usage;
import io.piuptime.testkit.turn.ScriptedUpstream;
import io.piuptime.testkit.turn.Turn;
import io.piuptime.testkit.turn.UpstreamDialect;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a caller gets of a stream that breaks, where its model's streams are recovered: a whole answer, or an error. */
class RecoveryTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String MESSAGES = "/v1/messages";
    private static final String TEXT = "one two three four five";

    @TempDir
    private Path folder;

    private FakeOpenAi first;
    private ScriptedUpstream second;
    private GatewayUnderTest gateway;

    @BeforeEach
    void start() throws Exception {
        first = FakeOpenAi.start();
        second = ScriptedUpstream.start(UpstreamDialect.CHAT, UpstreamDialect.ANTHROPIC, UpstreamDialect.GEMINI);
        gateway = GatewayUnderTest.start(folder, """
                providers:
                  first: {base-url: "%s", api-key: "sk-first-0123456789"}
                  chat: {base-url: "%s", dialect: openai-chat, api-key: "sk-chat-0123456789"}
                  anthropic: {base-url: "%s", dialect: anthropic-messages, api-key: "sk-anth-0123456789"}
                  gemini: {base-url: "%s", dialect: gemini, api-key: "gm-0123456789"}
                models:
                  to-chat: {stream-recovery: continue, targets: [{provider: first, model: a}, {provider: chat, model: b}]}
                  to-anthropic: {stream-recovery: continue, targets: [{provider: first, model: a}, {provider: anthropic, model: b}]}
                  to-gemini: {stream-recovery: continue, targets: [{provider: first, model: a}, {provider: gemini, model: b}]}
                  from-anthropic: {stream-recovery: continue, targets: [{provider: anthropic, model: b}, {provider: first, model: a}]}
                  alone: {stream-recovery: continue, targets: [{provider: first, model: a}]}
                  held: {stream-recovery: buffered, targets: [{provider: first, model: a}, {provider: chat, model: b}]}
                  priced:
                    stream-recovery: continue
                    targets:
                      - {provider: first, model: a, price: in=1 out=2}
                      - {provider: chat, model: b, price: in=10 out=20 read=1 reason=30}
                  plain: {targets: [{provider: first, model: a}, {provider: chat, model: b}]}
                drain: {lag: 0s, grace: 1s}
                """.formatted(
                        first.baseUrl(),
                        second.baseUrl(UpstreamDialect.CHAT),
                        second.baseUrl(UpstreamDialect.ANTHROPIC),
                        second.baseUrl(UpstreamDialect.GEMINI)));
    }

    @AfterEach
    void stop() {
        gateway.close();
        second.close();
        first.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/chat/completions, to-chat",
        "/v1/chat/completions, to-anthropic",
        "/v1/chat/completions, to-gemini",
        "/v1/messages,         to-chat",
        "/v1/messages,         to-anthropic",
        "/v1/messages,         to-gemini"
    })
    void a_cut_stream_is_gone_on_with_by_another_target(String path, String model) throws Exception {
        Script cut = Script.cut(Script.chat("one", " two", " thr", "ee fo"), 4, Ending.RST);
        first.next(cut, cut);
        second.next(Turn.say(TEXT));

        HttpResponse<String> reply = gateway.post(path, ask(model));

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(Heard.text(reply.body())).isEqualTo(TEXT);
        assertThat(reply.body())
                .contains(": piup: continued by ")
                .doesNotContain("\"error\"")
                .contains(path.equals(CHAT) ? "data: [DONE]" : "event: message_stop");
        // the first says the same again and breaks again, so its words count twice
        assertThat(usage()).contains("\"ending\":\"complete\"", "\"attempts\":3", "\"inputTokens\":23");
        assertThat(outputTokens()).isGreaterThan(11 + 4);
    }

    @Test
    void each_attempt_costs_what_its_own_target_costs() throws Exception {
        String said = delta("one t").replace("}]}", "}],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":2}}");
        Script cut = Script.cut(Script.stream(Duration.ZERO, said, delta("wo")), 1, Ending.RST);
        first.next(cut, cut);
        second.next(Turn.say(TEXT));

        assertThat(Heard.text(gateway.post(CHAT, ask("priced")).body())).isEqualTo(TEXT);

        // twice 10 x 1 + 2 x 2; then 16 x 10 + 7 x 1 + 8 x 20 + 3 x 30
        assertThat(usage())
                .contains(
                        "\"attempts\":3",
                        "\"inputTokens\":43",
                        "\"outputTokens\":15",
                        "\"costMicros\":445",
                        "\"price\":\"in=1 out=2 + in=10 out=20");
    }

    @Test
    void what_an_attempt_cost_that_told_no_usage_is_not_left_out_of_a_sum() throws Exception {
        Script cut = Script.cut(Script.chat("one", " two", " three"), 3, Ending.RST);
        first.next(cut, cut);
        second.next(Turn.say(TEXT));

        gateway.post(CHAT, ask("priced"));

        assertThat(usage()).contains("\"inputTokens\":23", "\"costMicros\":null");
    }

    @Test
    void an_error_in_the_stream_is_gone_on_with_too() throws Exception {
        second.next(Turn.say(TEXT));
        first.next(Script.errorAfterContent("server_error", "tripped", "one", " two"));
        first.next(Script.errorAfterContent("server_error", "tripped", "one", " two"));

        HttpResponse<String> reply = gateway.post(CHAT, ask("to-chat"));

        assertThat(Heard.text(reply.body())).isEqualTo(TEXT);
        assertThat(reply.body()).doesNotContain("tripped").contains("data: [DONE]");
    }

    @Test
    void an_answer_of_another_dialect_that_broke_is_gone_on_with() throws Exception {
        second.next(new Turn.Break("one two", new Turn.Fail(529, "overloaded")));
        second.next(new Turn.Break("one two", new Turn.Fail(529, "overloaded")));
        first.next(Script.chat("one t", "wo three"));

        HttpResponse<String> reply = gateway.post(CHAT, ask("from-anthropic"));

        assertThat(Heard.text(reply.body())).isEqualTo("one two three");
        assertThat(reply.body()).contains("data: [DONE]").doesNotContain("overloaded");
    }

    @Test
    void three_spoiled_frames_in_a_row_are_a_failure_that_is_made_good() throws Exception {
        String spoiled = "data: {\"choices\": [{\n\n";
        Script broken = Script.stream(Duration.ZERO, delta("one"), spoiled, spoiled, spoiled, delta("x"));
        first.next(broken, broken);
        second.next(Turn.say(TEXT));

        HttpResponse<String> reply = gateway.post(CHAT, ask("to-chat"));

        assertThat(Heard.text(reply.body())).isEqualTo(TEXT);
    }

    @Test
    void an_answer_that_says_something_else_ends_with_the_first_failure() throws Exception {
        Script cut = Script.cut(Script.chat("one", " two", " three"), 3, Ending.RST);
        first.next(cut, cut);
        second.next(Turn.say("one or two"));

        HttpResponse<String> reply = gateway.post(CHAT, ask("to-chat"));

        assertThat(Heard.text(reply.body())).isEqualTo("one two");
        assertThat(reply.body()).contains("upstream_stream_interrupted").doesNotContain("[DONE]", "one or");
        assertThat(usage()).contains("\"ending\":\"broken\"");
    }

    @Test
    void a_refusal_of_the_one_that_should_go_on_is_never_shown() throws Exception {
        Script cut = Script.cut(Script.chat("one", " two", " three"), 3, Ending.RST);
        first.next(cut, cut);
        second.next(Turn.fail(400, "prefill is not supported"));

        HttpResponse<String> reply = gateway.post(MESSAGES, ask("to-anthropic"));

        assertThat(Heard.text(reply.body())).isEqualTo("one two");
        assertThat(reply.body()).contains("event: error", "broke off").doesNotContain("prefill", "message_stop");
    }

    @Test
    void a_call_of_a_tool_that_is_cut_is_an_error_and_nobody_goes_on() throws Exception {
        Script call = call("{\"where\":", " \"Par", "is\"}");
        first.next(Script.cut(call, 3, Ending.RST));
        second.next(Turn.call("find", "{\"where\": \"Paris\"}"));

        HttpResponse<String> reply = gateway.post(CHAT, ask("to-chat"));

        assertThat(reply.body())
                .contains("upstream_stream_interrupted")
                .doesNotContain("[DONE]", "\"finish_reason\":\"tool_calls\"");
        assertThat(second.heard()).isEmpty();
    }

    @Test
    void three_attempts_are_the_most() throws Exception {
        Script cut = Script.cut(Script.chat("one", " two", " three"), 3, Ending.RST);
        first.next(cut, cut, cut, cut);

        HttpResponse<String> reply = gateway.post(CHAT, ask("alone"));

        assertThat(reply.body()).contains("upstream_stream_interrupted").doesNotContain("[DONE]");
        assertThat(first.requests().size()).isBetween(2, 3);
    }

    @Test
    void a_held_stream_is_told_by_the_one_that_says_all_of_it() throws Exception {
        Script cut = Script.cut(Script.chat("something", " else", " and"), 3, Ending.RST);
        first.next(cut, cut);
        second.next(Turn.say(TEXT));

        HttpResponse<String> reply = gateway.post(CHAT, ask("held"));

        assertThat(Heard.text(reply.body())).isEqualTo(TEXT);
        assertThat(reply.headers().firstValue("x-piup-target")).contains("chat/b");
        assertThat(reply.body()).doesNotContain("something", "continued by").contains("[DONE]");
        assertThat(usage()).contains("\"inputTokens\":23", "\"outputTokens\":11");
    }

    @Test
    void a_held_call_of_a_tool_is_made_good() throws Exception {
        Script cut = Script.cut(call("{\"where\":", " \"Par", "is\"}"), 3, Ending.RST);
        first.next(cut, cut);
        second.next(Turn.call("find", "{\"where\": \"Paris\"}"));

        HttpResponse<String> reply = gateway.post(CHAT, ask("held"));

        assertThat(reply.body()).contains("Paris", "tool_calls", "[DONE]").doesNotContain("\"error\"");
    }

    @Test
    void a_held_stream_that_nobody_says_is_a_proper_error() throws Exception {
        Script cut = Script.cut(Script.chat("one", " two", " three"), 3, Ending.RST);
        first.next(cut, cut);
        second.next(Turn.fail(400, "not today"));

        HttpResponse<String> reply = gateway.post(CHAT, ask("held"));

        assertThat(reply.statusCode()).isEqualTo(502);
        assertThat(reply.body()).contains("upstream_stream_interrupted").doesNotContain("not today");
    }

    @Test
    void a_held_stream_that_is_too_large_to_be_held_is_told_as_it_comes() throws Exception {
        String large = "x".repeat(400_000);
        first.next(Script.cut(Script.chat(large, large, large, large), 5, Ending.FIN));

        HttpResponse<String> reply = gateway.post(CHAT, ask("held"));

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body()).contains(large, "upstream_stream_interrupted").doesNotContain("[DONE]");
        assertThat(second.heard()).isEmpty();
    }

    @Test
    void where_nothing_is_told_a_broken_stream_ends_with_an_error() throws Exception {
        first.next(Script.cut(Script.chat("one", " two", " three"), 3, Ending.RST));

        HttpResponse<String> reply = gateway.post(CHAT, ask("plain"));

        assertThat(Heard.text(reply.body())).isEqualTo("one two");
        assertThat(reply.body()).contains("upstream_stream_interrupted").doesNotContain("[DONE]");
        assertThat(second.heard()).isEmpty();
    }

    private String usage() throws Exception {
        return gateway.records().getFirst();
    }

    private long outputTokens() throws Exception {
        String tokens = usage().replaceAll(".*\"outputTokens\":(\\d+).*", "$1");
        return Long.parseLong(tokens);
    }

    private static Script call(String... arguments) {
        return new Script.Chat(
                List.of(arguments), Optional.of(new Usage(10, 3)), "tool_calls", Optional.of("find"), Duration.ZERO);
    }

    private static String delta(String text) {
        return "data: {\"id\":\"c\",\"created\":1,\"model\":\"a\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\""
                + text + "\"}}]}\n\n";
    }

    private static String ask(String model) {
        return "{\"model\":\"" + model
                + "\",\"max_tokens\":99,\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    }

    /** Reads the text of a stream of either dialect. */
    private static final class Heard {
        private static final Pattern PIECE = Pattern.compile("\"(?:content|text)\":\"((?:[^\"\\\\]|\\\\.)*)\"");

        static String text(String stream) {
            StringBuilder text = new StringBuilder();
            PIECE.matcher(stream).results().forEach(found -> text.append(found.group(1)));
            return text.toString();
        }
    }
}
