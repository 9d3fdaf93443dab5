package io.piuptime.testkit.script;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.testkit.raw.Header;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class PlayTest {
    private static final Asked JSON = asked("{\"model\":\"m\"}");
    private static final Asked STREAM = asked("{\"model\":\"m\",\"stream\":true}");

    @Test
    void an_answer_gets_the_length_that_it_has_unless_it_frames_itself() {
        assertThat(Play.of(Script.answer(200, "abc"), JSON).headers()).contains(new Header("content-length", "3"));
        Header own = new Header("Content-Length", "7");
        assertThat(Play.of(Script.answer(200, List.of(own), new byte[3]), JSON).headers())
                .containsExactly(own);
        assertThat(Play.of(Script.answer(204, List.of(), new byte[0]), JSON).headers())
                .isEmpty();
    }

    @Test
    void a_chat_is_json_or_a_stream_as_the_request_asks() {
        JsonNode json = JsonMapper.shared().readTree(body(Play.of(Script.chat("a", "b"), JSON)));
        assertThat(json.path("choices").path(0).path("message").path("content").asString())
                .isEqualTo("ab");
        assertThat(json.path("usage").path("total_tokens").asInt()).isEqualTo(12);
        assertThat(Play.of(Script.chat("a", "b"), STREAM).pieces()).hasSize(5);
    }

    @Test
    void a_chat_can_call_a_tool_in_pieces() {
        Script call = new Script.Chat(
                List.of("{\"a\":", "1}"), Optional.empty(), "tool_calls", Optional.of("look"), Duration.ZERO);
        JsonNode json = JsonMapper.shared().readTree(body(Play.of(call, JSON)));
        JsonNode function = json.path("choices")
                .path(0)
                .path("message")
                .path("tool_calls")
                .path(0)
                .path("function");
        assertThat(function.path("arguments").asString()).isEqualTo("{\"a\":1}");
        assertThat(body(Play.of(call, STREAM))).contains("\"name\":\"look\"", "\"arguments\":\"1}\"");
    }

    @Test
    void a_cut_keeps_the_pieces_before_it_and_the_promise_of_the_head() {
        Play frames = Play.of(Script.cut(Script.chat("a", "b"), 2, Ending.RST), STREAM);
        assertThat(frames.pieces()).hasSize(2);
        assertThat(frames.ending()).isEqualTo(Ending.RST);
        Play bytes = Play.of(Script.cutAtByte(Script.answer(200, "abcdef"), 2, Ending.FIN), JSON);
        assertThat(body(bytes)).isEqualTo("ab");
        assertThat(bytes.headers()).contains(new Header("content-length", "6"));
        assertThat(Play.of(Script.silence(), JSON).head()).isEqualTo(Play.Start.NOTHING);
    }

    @Test
    void delays_add_up_and_staleness_survives_a_delay() {
        Play play = Play.of(
                Script.late(
                        Script.stale(Script.late(Script.answer(200, ""), Duration.ofMillis(2))), Duration.ofMillis(3)),
                JSON);
        assertThat(play.delay()).isEqualTo(Duration.ofMillis(5));
        assertThat(play.stale()).isTrue();
    }

    @Test
    void a_stream_is_recut_at_any_size() {
        Play play = Play.of(Script.chunked("abcde".getBytes(UTF_8), 2, Duration.ZERO), STREAM);
        assertThat(play.pieces()).extracting(Buffer::toString).containsExactly("ab", "cd", "e");
    }

    @Test
    void a_request_tells_its_model_marker_and_words() {
        Asked asked = asked("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"one two\"},"
                + "{\"role\":\"assistant\",\"content\":\"x\"},"
                + "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"three\"}]}]}");
        assertThat(asked.model()).isEqualTo("m");
        assertThat(asked.marker()).isEqualTo("three");
        assertThat(asked.words()).isEqualTo(9);
        assertThat(Asked.of("x".getBytes(UTF_8), Optional.of("y")).marker()).isEqualTo("y");
    }

    private static Asked asked(String json) {
        return Asked.of(json.getBytes(UTF_8), Optional.empty());
    }

    private static String body(Play play) {
        Buffer all = Buffer.buffer();
        play.pieces().forEach(all::appendBuffer);
        return all.toString();
    }
}
