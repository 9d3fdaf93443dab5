package io.piuptime.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.script.Ending;
import io.piuptime.testkit.script.Script;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How streams arrive and how they end: whole, or told to be broken; never cut and called whole. */
class StreamEndTest {
    private static final String ASK =
            "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    private static final String ASK_WITH_USAGE =
            "{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":true},\"messages\":[]}";
    private static final String PATH = "/v1/chat/completions";

    @TempDir
    private Path folder;

    private FakeOpenAi fake;
    private GatewayUnderTest gateway;

    @BeforeEach
    void start() throws Exception {
        fake = FakeOpenAi.start();
        gateway = GatewayUnderTest.start(folder, GatewayUnderTest.passingTo(fake.baseUrl()));
    }

    @AfterEach
    void stop() {
        gateway.close();
        fake.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64, 100_000})
    void hands_every_frame_on_as_it_came_however_it_is_cut(int piece) throws Exception {
        String body = ": hello\r\n\r\n"
                + "data: {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\r\n\r\n"
                + "event: x\ndata: {\"choices\":[{\"index\":0,\ndata: \"delta\":{\"content\":\"é😀\"}}]}\n\n"
                + "id: 1\ndata:{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],\"x\":1.50}\n\n"
                + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}\n\n"
                + "data: [DONE]\n\n";
        fake.next(Script.chunked(body.getBytes(StandardCharsets.UTF_8), piece, Duration.ZERO));

        HttpResponse<String> reply = gateway.post(PATH, ASK_WITH_USAGE);

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo(body);
        assertThat(lastUsage()).contains("\"inputTokens\":3", "\"outputTokens\":2", "\"ending\":\"complete\"");
    }

    @Test
    void asks_for_usage_on_its_own_and_keeps_it_from_a_caller_who_did_not() throws Exception {
        fake.next(Script.chat("Hello", " world"));

        HttpResponse<String> reply = gateway.post(PATH, ASK);

        assertThat(fake.last().text()).contains("\"stream_options\":{\"include_usage\":true}");
        assertThat(reply.body())
                .contains("Hello")
                .doesNotContain("prompt_tokens")
                .endsWith("data: [DONE]\n\n");
        assertThat(lastUsage()).contains("\"tokensSource\":\"reported\"");
    }

    @ParameterizedTest
    @EnumSource(
            value = Ending.class,
            names = {"FIN", "RST"})
    void tells_a_cut_after_content_and_never_says_done(Ending ending) throws Exception {
        fake.next(Script.cut(Script.chat("one", "two", "three", "four"), 3, ending));

        HttpResponse<String> reply = gateway.post(PATH, ASK);

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body())
                .contains("one", "upstream_stream_interrupted", "\"error\":{")
                .doesNotContain("[DONE]");
        assertThat(lastUsage()).contains("\"ending\":\"broken\"", "\"tokensSource\":\"counted\"");
    }

    @Test
    void answers_a_cut_before_content_with_a_proper_error() throws Exception {
        Script cut = Script.cut(Script.chat("never"), 1, Ending.RST);
        fake.next(cut, cut);

        HttpResponse<String> reply = gateway.post(PATH, ASK);

        assertThat(reply.statusCode()).isEqualTo(502);
        assertThat(reply.headers().firstValue("content-type")).contains("application/json");
        assertThat(reply.body()).contains("upstream_stream_interrupted");
    }

    @Test
    void answers_an_error_event_before_content_with_its_status_and_reason() throws Exception {
        fake.next(Script.errorBeforeContent("rate_limit_exceeded", "Slow down, please"));

        HttpResponse<String> reply = gateway.post(PATH, ASK);

        assertThat(reply.statusCode()).isEqualTo(429);
        assertThat(reply.body()).contains("Slow down, please");
    }

    @Test
    void relays_an_error_event_after_content_and_does_not_say_done() throws Exception {
        fake.next(Script.errorAfterContent("server_error", "It broke", "one", "two"));

        HttpResponse<String> reply = gateway.post(PATH, ASK);

        assertThat(reply.body()).contains("one", "two", "It broke").doesNotContain("[DONE]");
        assertThat(lastUsage()).contains("\"ending\":\"broken\"");
    }

    @Test
    void adds_the_terminal_event_that_a_provider_forgot_after_its_finish_reason() throws Exception {
        fake.next(Script.stream(
                Duration.ZERO,
                "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n",
                "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"));

        HttpResponse<String> reply = gateway.post(PATH, ASK);

        assertThat(reply.body()).endsWith("data: [DONE]\n\n");
        assertThat(lastUsage()).contains("\"ending\":\"complete\"", "\"finishReason\":\"stop\"");
    }

    @Test
    void decodes_a_compressed_stream_and_meters_it() throws Exception {
        fake.next(Script.gzip(Script.chat("packed", " words")));

        HttpResponse<String> reply = gateway.post(PATH, ASK);

        assertThat(reply.headers().firstValue("content-encoding")).isEmpty();
        assertThat(reply.body()).contains("packed").endsWith("data: [DONE]\n\n");
        assertThat(lastUsage()).contains("\"tokensSource\":\"reported\"");
    }

    @Test
    void gives_an_endless_line_up_without_running_out_of_memory() throws Exception {
        fake.next(Script.endlessLine(64L << 20), Script.endlessLine(64L << 20));

        HttpResponse<String> reply = gateway.post(PATH, ASK);

        assertThat(reply.statusCode()).isEqualTo(502);
        assertThat(reply.body()).contains("upstream_garbage");
    }

    @Test
    void drops_one_malformed_frame_and_gives_up_after_three_in_a_row() throws Exception {
        String good = "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n";
        String bad = "data: {\"choices\":[\n\n";
        fake.next(Script.stream(Duration.ZERO, good, bad, good, "data: [DONE]\n\n"));
        fake.next(Script.stream(Duration.ZERO, good, bad, bad, bad, good, "data: [DONE]\n\n"));

        assertThat(gateway.post(PATH, ASK).body()).isEqualTo(good + good + "data: [DONE]\n\n");
        assertThat(gateway.post(PATH, ASK).body())
                .startsWith(good)
                .contains("upstream_garbage")
                .doesNotContain("[DONE]");
    }

    private String lastUsage() throws Exception {
        gateway.process().flush();
        return gateway.admin("/admin/v1/usage?limit=1").body();
    }
}
