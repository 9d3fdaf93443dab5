package io.piuptime.testkit.fake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.testkit.raw.Header;
import io.piuptime.testkit.raw.RawHttp;
import io.piuptime.testkit.raw.Reply;
import io.piuptime.testkit.script.Ending;
import io.piuptime.testkit.script.Script;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class FakeOpenAiTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration SHORT = Duration.ofMillis(150);
    private static final String CHAT = "/v1/chat/completions";
    private static final String HELLO =
            "{\"model\":\"gpt-x\",\"messages\":[{\"role\":\"user\",\"content\":\"hello you\"}]}";
    private static final String HELLO_STREAM =
            "{\"model\":\"gpt-x\",\"stream\":true,\"stream_options\":{\"include_usage\":true},"
                    + "\"messages\":[{\"role\":\"user\",\"content\":\"hello you\"}]}";
    private static final FakeOpenAi FAKE = FakeOpenAi.start();

    @AfterAll
    static void stop() {
        FAKE.close();
    }

    @BeforeEach
    void forget() {
        FAKE.reset();
    }

    @Test
    void echoes_the_last_user_message_with_usage() {
        Reply reply = ask(HELLO);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.whole()).isTrue();
        assertThat(reply.text()).contains("\"content\":\"hello you\"", "\"model\":\"gpt-x\"", "\"prompt_tokens\":4");
    }

    @Test
    void echoes_the_marker_header_before_the_message() {
        assertThat(ask(HELLO, new Header("X-Marker", "m-1")).text()).contains("\"content\":\"m-1\"");
    }

    @Test
    void streams_a_frame_per_token_then_usage_then_done() {
        Reply reply = ask(HELLO_STREAM);

        assertThat(reply.header("content-type")).contains("text/event-stream");
        assertThat(reply.header("transfer-encoding")).contains("chunked");
        assertThat(reply.text().split("\n\n")).hasSize(6);
        assertThat(reply.text())
                .contains("{\"content\":\"hello\"}", "{\"content\":\" you\"}", "\"finish_reason\":\"stop\"")
                .contains("\"choices\":[],\"usage\":{")
                .endsWith("data: [DONE]\n\n");
    }

    @Test
    void keeps_the_usage_of_a_stream_to_itself_unless_asked() {
        assertThat(ask(HELLO_STREAM.replace("true}", "false}")).text()).doesNotContain("usage");
    }

    @Test
    void records_the_head_in_its_order_and_letters_and_the_body() throws InterruptedException {
        ask(HELLO, new Header("X-OdD", "1"), new Header("x-second", "2"));
        Received received = FAKE.last();

        assertThat(received.awaitComplete(PATIENCE)).isTrue();
        assertThat(received.headers().stream().map(Header::name))
                .containsExactly("Host", "X-OdD", "x-second", "Content-Type", "Content-Length");
        assertThat(received.text()).isEqualTo(HELLO);
        assertThat(received.bodyLength()).isEqualTo(HELLO.length());
        assertThat(received.bodySha256()).hasSize(64);
        assertThat(received.version()).isEqualTo("HTTP/1.1");
    }

    @Test
    void takes_scripts_in_order_then_the_one_that_is_chosen() {
        FAKE.next(Script.answer(201, "1"), Script.answer(202, "2")).always(one -> Script.answer(418, one.path()));

        assertThat(ask(HELLO).status()).isEqualTo(201);
        assertThat(ask(HELLO).status()).isEqualTo(202);
        assertThat(ask(HELLO).text()).isEqualTo(CHAT);
        assertThat(FAKE.scriptsLeft()).isZero();
    }

    @Test
    void cuts_a_stream_after_a_frame_with_a_goodbye() {
        FAKE.next(Script.cut(Script.chat("a", "b", "c"), 2, Ending.FIN));
        Reply reply = ask(HELLO_STREAM);

        assertThat(reply.whole()).isFalse();
        assertThat(reply.text()).contains("\"content\":\"a\"").doesNotContain("\"content\":\"b\"", "DONE");
    }

    @Test
    void cuts_an_answer_in_the_middle_of_its_body_with_a_reset() {
        FAKE.next(Script.cutAtByte(Script.answer(200, "0123456789"), 4, Ending.RST));
        Reply reply = ask(HELLO);

        assertThat(reply.header("content-length")).contains("10");
        assertThat(reply.text()).isEqualTo("0123");
        assertThat(reply.whole()).isFalse();
    }

    @Test
    void drops_a_request_before_the_head() {
        FAKE.next(Script.dropped(Ending.FIN), Script.dropped(Ending.RST));

        for (int i = 0; i < 2; i++) {
            try (RawHttp client = client(PATIENCE).send(RawHttp.post(CHAT, HELLO))) {
                assertThat(client.replies()).isEmpty();
                assertThat(client.isClosedByPeer()).isTrue();
            }
        }
    }

    @Test
    void stalls_before_the_head_after_it_and_after_frames() {
        FAKE.next(
                Script.silence(), Script.stallAfterHead(Script.chat("a")), Script.stallAfter(Script.chat("a", "b"), 2));

        try (RawHttp client = client(SHORT).send(RawHttp.post(CHAT, HELLO_STREAM))) {
            assertThat(client.reply()).isEmpty();
            assertThat(client.isClosedByPeer()).isFalse();
        }
        try (RawHttp client = client(SHORT).send(RawHttp.post(CHAT, HELLO_STREAM))) {
            Reply reply = client.reply().orElseThrow();
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.text()).isEmpty();
            assertThat(reply.whole()).isFalse();
        }
        try (RawHttp client = client(SHORT).send(RawHttp.post(CHAT, HELLO_STREAM))) {
            assertThat(client.reply().orElseThrow().text())
                    .contains("\"content\":\"a\"")
                    .doesNotContain("\"b\"");
            assertThat(client.isClosedByPeer()).isFalse();
        }
    }

    @Test
    void is_late_as_told() {
        FAKE.next(Script.late(Script.answer(200, "{}"), Duration.ofMillis(80)));
        long start = System.nanoTime();

        assertThat(ask(HELLO).status()).isEqualTo(200);
        assertThat(System.nanoTime() - start).isGreaterThan(75_000_000);
    }

    @Test
    void compresses_an_answer_with_its_length() throws Exception {
        FAKE.next(Script.gzip(Script.answer(200, "{\"a\":1}")));
        Reply reply = ask(HELLO);

        assertThat(reply.header("content-encoding")).contains("gzip");
        assertThat(reply.header("content-length"))
                .contains(String.valueOf(reply.body().bytes().length));
        assertThat(gunzip(reply)).isEqualTo("{\"a\":1}");
    }

    @Test
    void compresses_a_stream() throws Exception {
        FAKE.next(Script.gzip(Script.chat("a", "b")));

        assertThat(gunzip(ask(HELLO_STREAM))).contains("\"content\":\"b\"").endsWith("[DONE]\n\n");
    }

    @Test
    void sends_what_is_no_http() {
        FAKE.next(Script.garbage());
        try (RawHttp client = client(PATIENCE).send(RawHttp.post(CHAT, HELLO))) {
            assertThat(new String(client.bytes(), UTF_8)).contains("this is no HTTP");
        }
    }

    @Test
    void sends_a_second_reply_that_nobody_asked_for() {
        String one = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n";
        FAKE.next(Script.raw((one + "a" + one + "b").getBytes(UTF_8), Ending.HANG));
        try (RawHttp client = client(SHORT).send(RawHttp.post(CHAT, HELLO))) {
            assertThat(client.replies()).extracting(Reply::text).containsExactly("a", "b");
        }
    }

    @Test
    void floods_with_an_endless_line() {
        FAKE.next(Script.endlessLine(1 << 20));

        assertThat(ask(HELLO_STREAM).text()).hasSizeGreaterThan(1_000_000).doesNotContain("\n");
    }

    @Test
    void tells_errors_in_the_stream_before_and_after_content() {
        FAKE.next(
                Script.errorBeforeContent("overloaded_error", "too \"busy\""),
                Script.errorAfterContent("server_error", "gone", "a"));

        assertThat(ask(HELLO_STREAM).text()).startsWith("data: {\"error\":{\"message\":\"too \\\"busy\\\"\"");
        assertThat(ask(HELLO_STREAM).text())
                .contains("\"content\":\"a\"", "\"server_error\"")
                .doesNotContain("DONE");
    }

    @Test
    void cuts_a_body_into_pieces_regardless_of_frames() {
        FAKE.next(Script.chunked("data: äöü\r\n\r\n".getBytes(UTF_8), 1, Duration.ZERO));

        assertThat(ask(HELLO_STREAM).text()).isEqualTo("data: äöü\r\n\r\n");
    }

    @Test
    void closes_a_stale_connection_when_its_next_request_comes() {
        FAKE.next(Script.stale(Script.answer(200, "{}")));
        try (RawHttp client = client(PATIENCE)) {
            assertThat(client.send(RawHttp.post(CHAT, HELLO)).reply()).isPresent();
            assertThat(client.send(RawHttp.post(CHAT, HELLO)).reply()).isEmpty();
        }
        assertThat(FAKE.staleClosed()).isPositive();
        assertThat(FAKE.requests()).hasSize(1);
    }

    @Test
    void answers_early_while_the_body_is_on_its_way() throws InterruptedException {
        FAKE.next(Script.early(Script.answer(413, "{}")));
        try (RawHttp client = client(PATIENCE)) {
            String request = RawHttp.post(CHAT, HELLO);
            client.send(request.substring(0, request.length() - 1));
            assertThat(client.reply().orElseThrow().status()).isEqualTo(413);
            assertThat(FAKE.last().isComplete()).isFalse();
            client.send("}");
            assertThat(FAKE.last().awaitComplete(PATIENCE)).isTrue();
        }
    }

    @Test
    void sees_the_client_leave_in_the_middle_of_a_stream() throws InterruptedException {
        FAKE.next(new Script.Chat(
                Collections.nCopies(1000, "a"), Optional.empty(), "stop", Optional.empty(), Duration.ofMillis(10)));
        try (RawHttp client = client(SHORT).send(RawHttp.post(CHAT, HELLO_STREAM))) {
            client.reply();
        }
        assertThat(FAKE.last().awaitClosed(PATIENCE)).isTrue();
        assertThat(FAKE.last().closedAtNanos()).isGreaterThan(FAKE.last().headAtNanos());
        assertThat(FAKE.last().awaitAnswered(Duration.ofMillis(1))).isFalse();
    }

    @Test
    void does_not_follow_what_it_redirects() {
        FAKE.next(Script.redirect("http://127.0.0.1:1/"));
        Reply reply = ask(HELLO);

        assertThat(reply.status()).isEqualTo(302);
        assertThat(reply.header("location")).contains("http://127.0.0.1:1/");
    }

    @Test
    void serves_the_other_endpoints() {
        assertThat(post("embeddings", "{\"model\":\"e\",\"input\":[\"a\",\"b\"]}"))
                .contains("\"index\":1", "\"usage\"");
        assertThat(post("embeddings", "{\"model\":\"e\",\"input\":\"a\",\"encoding_format\":\"base64\"}"))
                .contains("\"embedding\":\"");
        assertThat(post("moderations", "{\"input\":\"a\"}")).contains("\"flagged\":false");
        assertThat(post("images/generations", "{\"prompt\":\"a\"}")).contains("b64_json");
        assertThat(post("completions", "{\"model\":\"c\",\"prompt\":\"say this\"}"))
                .contains("\"text\":\"say this\"");
        assertThat(post("completions", "{\"model\":\"c\",\"stream\":true,\"prompt\":\"say this\"}"))
                .contains("\"text\":\" this\"", "[DONE]");
        assertThat(post("audio/speech", "{\"input\":\"a\"}")).isNotEmpty();
        assertThat(post(
                        "audio/transcriptions",
                        "--x\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nwhisper\r\n--x--"))
                .contains("heard by whisper");
        assertThat(get("models")).contains("\"object\":\"list\"");
        assertThat(get("models/a-b")).contains("\"id\":\"a-b\"");
        assertThat(get("nothing")).contains("\"error\"");
    }

    @Test
    void calls_a_tool_and_keeps_to_json_when_that_is_asked() {
        String tools =
                "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"look\"}}],\"tool_choice\":\"required\",";
        assertThat(ask(HELLO.replace("{\"model\"", "{" + tools + "\"model\"")).text())
                .contains("\"name\":\"look\"", "\"arguments\":\"{\\\"marker\\\":\\\"hello you\\\"}\"", "tool_calls");
        assertThat(ask(HELLO.replace("{\"model\"", "{\"response_format\":{\"type\":\"json_object\"},\"model\""))
                        .text())
                .contains("\"content\":\"{\\\"marker\\\":");
    }

    private static Reply ask(String json, Header... headers) {
        try (RawHttp client = client(PATIENCE)) {
            return client.send(RawHttp.post(CHAT, json, headers)).reply().orElseThrow();
        }
    }

    private static String post(String path, String body) {
        try (RawHttp client = client(PATIENCE)) {
            return client.send(RawHttp.post("/v1/" + path, body))
                    .reply()
                    .orElseThrow()
                    .text();
        }
    }

    private static String get(String path) {
        try (RawHttp client = client(PATIENCE)) {
            String request = "GET /v1/" + path + " HTTP/1.1\r\nHost: a\r\n\r\n";
            return client.send(request).reply().orElseThrow().text();
        }
    }

    private static RawHttp client(Duration patience) {
        return RawHttp.connect(FAKE.port(), patience);
    }

    private static String gunzip(Reply reply) throws IOException {
        var in = new GZIPInputStream(new ByteArrayInputStream(reply.body().bytes()));
        return new String(in.readAllBytes(), UTF_8);
    }
}
