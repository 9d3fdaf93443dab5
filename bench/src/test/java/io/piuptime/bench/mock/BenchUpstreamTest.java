package io.piuptime.bench.mock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.testkit.load.Load;
import io.piuptime.testkit.load.LoadDriver;
import io.piuptime.testkit.load.LoadReport;
import io.piuptime.testkit.load.Pace;
import io.piuptime.testkit.load.Template;
import io.piuptime.testkit.raw.RawHttp;
import io.piuptime.testkit.raw.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class BenchUpstreamTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final BenchUpstream upstream = start();

    private static BenchUpstream start() {
        try {
            return BenchUpstream.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void listens() {
        assertThat(upstream.port()).isPositive();
    }

    @AfterEach
    void stop() {
        upstream.close();
    }

    @Test
    void answers_a_kibibyte_of_json_with_the_marker() {
        Reply reply = ask("marker=00000000000000ff");

        assertThat(reply.body().bytes()).hasSize(1024).isEqualTo(Replies.json(255));
        JsonNode json = JsonMapper.shared().readTree(reply.text());
        assertThat(json.path("id").asString()).isEqualTo("chatcmpl-00000000000000ff");
        assertThat(json.path("usage").path("total_tokens").asInt()).isEqualTo(264);
    }

    @Test
    void streams_frames_of_two_hundred_bytes_then_usage_then_done() {
        String text = ask("marker=1 tokens=3 gap=0").text();

        assertThat(text).isEqualTo(new String(Replies.stream(1, 3), UTF_8)).endsWith("data: [DONE]\n\n");
        assertThat(text.split("\n\n", -1)).hasSize(3 + Replies.FRAMES_AROUND + 1);
        assertThat(Replies.frames(1, 3).get(1).length).isBetween(180, 240);
        for (String frame : text.replace("\n\ndata: [DONE]\n\n", "").split("\n\n", -1)) {
            assertThat(JsonMapper.shared().readTree(frame.substring(6)).isObject())
                    .isTrue();
        }
    }

    @Test
    void keeps_the_gap_between_frames_for_many_streams_at_once() {
        String body =
                "{\"stream\":true,\"messages\":[{\"content\":\"marker=" + Template.MARKER + " tokens=10 gap=20 \"}]}";
        Template request = Template.post("/v1/chat/completions", "", body, new byte[0]);
        Load load = Load.exact(upstream.port(), request, marker -> Replies.stream(marker, 10))
                .streaming(14);
        LoadReport report = new LoadDriver(System::nanoTime, 1).run(load, Pace.once(300));

        assertThat(report.errors()).isEmpty();
        assertThat(report.completed()).isEqualTo(300);
        assertThat(LoadReport.micros(report.total(), 50)).isBetween(190_000.0, 1_000_000.0);
    }

    @Test
    void serves_one_request_after_the_other_on_a_connection() {
        String request = RawHttp.post("/v1/chat/completions", "{\"content\":\"marker=2\"}");
        try (RawHttp client = RawHttp.connect(upstream.port(), PATIENCE)) {
            assertThat(client.send(request + request).reply()).isPresent();
            assertThat(client.reply().orElseThrow().body().bytes()).isEqualTo(Replies.json(2));
        }
    }

    @Test
    void closes_on_what_is_no_http() {
        try (RawHttp client = RawHttp.connect(upstream.port(), PATIENCE)) {
            client.send("x".repeat(100_000));
            assertThat(client.isClosedByPeer()).isTrue();
        }
    }

    @Test
    void stops_listening_and_ends_its_connections_when_closed() {
        try (RawHttp client = RawHttp.connect(upstream.port(), PATIENCE)) {
            upstream.close();
            assertThat(client.isClosedByPeer()).isTrue();
        }
    }

    private Reply ask(String wish) {
        try (RawHttp client = RawHttp.connect(upstream.port(), PATIENCE)) {
            return client.send(RawHttp.post("/v1/chat/completions", "{\"content\":\"" + wish + "\"}"))
                    .reply()
                    .orElseThrow();
        }
    }
}
