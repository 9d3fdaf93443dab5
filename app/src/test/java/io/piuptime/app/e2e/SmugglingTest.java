package io.piuptime.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.raw.RawHttp;
import io.piuptime.testkit.raw.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests whose framing can be read in two ways are refused, and nothing of them goes on. */
class SmugglingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final String BODY = "{\"model\":\"m\",\"messages\":[]}";

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
    @ValueSource(
            strings = {
                "Content-Length: 27\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 27\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked, identity\r\n",
                "Transfer-Encoding: identity, chunked, chunked\r\n",
                "Transfer-Encoding : chunked\r\n",
                "Transfer-Encoding:\u000bchunked\r\n",
                "Content-Length: 27\r\nContent-Length: 26\r\n",
                "Content-Length: +27\r\n",
                "Content-Length: -27\r\n",
                "Content-Length: 0x1b\r\n",
                "Content-Length : 27\r\n",
                "Content-Length: 27\n",
                "X-Folded: a\r\n b\r\nContent-Length : 27\r\n",
                "Content-Length: 27\r\nHost: other\r\n",
                ": nameless\r\nContent-Length: 27\r\n"
            })
    void refuses_ambiguous_framing_with_400_and_closes(String headers) throws Exception {
        try (RawHttp client = RawHttp.connect(gateway.port(), PATIENCE)) {
            client.send(head(headers) + "\r\n" + BODY);

            List<Reply> replies = client.replies();

            assertThat(replies).hasSize(1);
            assertThat(replies.getFirst().status()).isEqualTo(400);
            assertThat(client.isClosedByPeer()).isTrue();
        }
        assertThat(fake.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"100000004\r\n", "-1\r\n", "1b;x=\n1\r\n", "0x1b\r\n", "zz\r\n"})
    void refuses_broken_chunks_and_sends_nothing_on(String size) throws Exception {
        try (RawHttp client = RawHttp.connect(gateway.port(), PATIENCE)) {
            client.send(head("Transfer-Encoding: chunked\r\n") + "\r\n" + size + BODY + "\r\n0\r\n\r\n");

            assertThat(client.replies()).hasSize(1).allMatch(reply -> reply.status() == 400);
            assertThat(client.isClosedByPeer()).isTrue();
        }
        assertThat(fake.requests()).isEmpty();
    }

    @Test
    void a_form_whose_chunks_break_never_becomes_whole_upstream() throws Exception {
        String part = "--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nm\r\n--b\r\n"
                + "Content-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nsound";
        try (RawHttp client = RawHttp.connect(gateway.port(), PATIENCE)) {
            client.send(head("Transfer-Encoding: chunked\r\n")
                            .replace("chat/completions", "audio/transcriptions")
                            .replace("application/json", "multipart/form-data; boundary=b")
                    + "\r\n" + Integer.toHexString(part.length()) + "\r\n" + part + "\r\n");
            fake.awaitRequests(1, PATIENCE);

            client.send("zz\r\n\r\n--b--\r\n\r\n0\r\n\r\n");

            assertThat(client.replies()).hasSize(1).allMatch(reply -> reply.status() == 400);
            assertThat(client.isClosedByPeer()).isTrue();
        }
        assertThat(fake.last().awaitClosed(PATIENCE)).isTrue();
        assertThat(fake.last().isComplete()).isFalse();
    }

    @Test
    void refuses_a_request_without_a_host() throws Exception {
        try (RawHttp client = RawHttp.connect(gateway.port(), PATIENCE)) {
            client.send("GET /v1/models HTTP/1.1\r\n\r\n");
            assertThat(client.reply().orElseThrow().status()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/%63hat/completions",
                "//v1/chat/completions",
                "/v1/chat/completions/",
                "/v1/chat/completions/..;/models",
                "/V1/chat/completions",
                "/v1/./chat/completions",
                "/v1/chat/completions%00"
            })
    void serves_a_path_by_its_exact_name_alone(String path) throws Exception {
        assertThat(gateway.post(path, BODY).statusCode()).isEqualTo(404);
        assertThat(fake.requests()).isEmpty();
    }

    @Test
    void answers_pipelined_requests_one_by_one_in_order() throws Exception {
        String one = head("Content-Length: " + BODY.length() + "\r\n") + "\r\n" + BODY;
        try (RawHttp client = RawHttp.connect(gateway.port(), PATIENCE)) {
            client.send(one + one);
            assertThat(client.reply().orElseThrow().status()).isEqualTo(200);
            assertThat(client.reply().orElseThrow().status()).isEqualTo(200);
        }
        assertThat(fake.requests()).hasSize(2);
    }

    @Test
    void asks_for_the_body_only_after_it_knows_the_caller() throws Exception {
        try (RawHttp client = RawHttp.connect(gateway.port(), PATIENCE)) {
            client.send(
                    "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 27\r\n\r\n");
            assertThat(client.reply().orElseThrow().status()).isEqualTo(401);
        }
        try (RawHttp client = RawHttp.connect(gateway.port(), PATIENCE)) {
            client.send(head("Expect: 100-continue\r\nContent-Length: " + BODY.length() + "\r\n") + "\r\n");
            assertThat(client.reply(true).orElseThrow().status()).isEqualTo(100);
            client.send(BODY);
            assertThat(client.reply().orElseThrow().status()).isEqualTo(200);
        }
    }

    @Test
    void tells_heads_that_are_too_large() throws Exception {
        try (RawHttp client = RawHttp.connect(gateway.port(), PATIENCE)) {
            client.send("GET /v1/models?" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.reply().orElseThrow().status()).isEqualTo(414);
        }
        try (RawHttp client = RawHttp.connect(gateway.port(), PATIENCE)) {
            client.send("GET /v1/models HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(40_000) + "\r\n\r\n");
            assertThat(client.reply().orElseThrow().status()).isEqualTo(431);
        }
    }

    private String head(String headers) throws IOException {
        return "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + gateway.key()
                + "\r\nContent-Type: application/json\r\n" + headers;
    }
}
