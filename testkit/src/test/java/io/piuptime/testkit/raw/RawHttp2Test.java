package io.piuptime.testkit.raw;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.raw.Http2Outcome.End;
import io.piuptime.testkit.script.Ending;
import io.piuptime.testkit.script.Script;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RawHttp2Test {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String CHAT = "/v1/chat/completions";
    private static final String ASK = "{\"model\":\"m\",\"messages\":[]}";
    private static final String ASK_STREAM = "{\"model\":\"m\",\"stream\":true,\"messages\":[]}";

    private FakeOpenAi server;

    @BeforeEach
    void start() {
        server = FakeOpenAi.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void sends_a_request_and_reads_its_reply() {
        server.next(Script.answer(418, "{\"a\":1}"));
        try (RawHttp2 client = connect(65_535, PATIENCE)) {
            assertThat(client.settle()).isTrue();
            assertThat(client.post(1, CHAT, ASK, new Header("x-long", "v".repeat(300))))
                    .isTrue();

            Http2Outcome reply = client.outcome(1);

            assertThat(reply.end()).isEqualTo(End.WHOLE);
            assertThat(reply.status()).isEqualTo(418);
            assertThat(reply.text()).isEqualTo("{\"a\":1}");
            assertThat(Header.first(reply.headers(), "content-type")).contains("application/json");
        }
        assertThat(server.last().text()).isEqualTo(ASK);
        assertThat(server.last().header("x-long")).contains("v".repeat(300));
        assertThat(server.last().version()).isEqualTo("HTTP/2");
    }

    @Test
    void keeps_what_comes_of_other_streams_until_it_is_asked_for() {
        server.next(Script.late(Script.answer(201, "{}"), Duration.ofMillis(50)), Script.answer(202, "{}"));
        try (RawHttp2 client = connect(65_535, PATIENCE)) {
            client.post(1, CHAT, ASK);
            client.post(3, CHAT, ASK);

            assertThat(client.outcome(1).status()).isEqualTo(201);
            assertThat(client.outcome(3).status()).isEqualTo(202);
        }
    }

    @Test
    void gets_no_more_than_it_grants() {
        server.next(Script.chat("a".repeat(5_000)));
        try (RawHttp2 client = connect(10, PATIENCE)) {
            client.post(1, CHAT, ASK_STREAM);
            assertThat(client.received(1, 10)).hasSize(10);

            client.grant(1, 20);
            assertThat(client.received(1, 30)).hasSize(30);

            client.grant(1, 60_000);
            assertThat(client.outcome(1).text()).endsWith("data: [DONE]\n\n");
        }
    }

    @Test
    void tells_a_reset_a_goodbye_a_close_and_a_silence_apart() throws InterruptedException {
        server.next(Script.cut(Script.chat("a", "b"), 1, Ending.RST));
        try (RawHttp2 client = connect(65_535, PATIENCE)) {
            client.post(1, CHAT, ASK_STREAM);
            assertThat(client.outcome(1).end()).isIn(End.RESET, End.CLOSED);
        }
        try (RawHttp2 client = connect(65_535, PATIENCE)) {
            client.frame(RawHttp2.DATA, RawHttp2.END_STREAM, 7, ASK.getBytes(UTF_8));
            Http2Outcome outcome = client.outcome(7);
            assertThat(outcome.end()).isEqualTo(End.GOODBYE);
            assertThat(outcome.code()).as("a protocol error").isEqualTo(1);
            assertThat(outcome.status()).isZero();
            assertThat(client.isClosedByPeer()).isTrue();
            assertThat(client.goodbye()).isEqualTo(1);
        }
        server.next(Script.silence());
        try (RawHttp2 client = connect(65_535, Duration.ofMillis(200))) {
            client.post(1, CHAT, ASK);
            assertThat(client.outcome(1).end()).isEqualTo(End.OPEN);
            assertThat(client.isClosedByPeer()).isFalse();
            assertThat(client.goodbye()).isEqualTo(-1);
            client.reset(1, 8);
            assertThat(server.last().awaitClosed(PATIENCE)).isTrue();
        }
    }

    private RawHttp2 connect(int window, Duration patience) {
        return RawHttp2.connect(server.port(), patience, window);
    }
}
