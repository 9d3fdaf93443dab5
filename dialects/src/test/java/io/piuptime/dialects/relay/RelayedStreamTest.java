package io.piuptime.dialects.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.dialects.anthropic.AnthropicCodec;
import io.piuptime.dialects.anthropic.Version;
import io.piuptime.dialects.chat.ChatCodec;
import io.piuptime.dialects.gemini.GeminiCodec;
import io.piuptime.dialects.responses.ResponsesCodec;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.ReplyStream;
import io.piuptime.gateway.ReplyStream.Ending;
import io.piuptime.gateway.ReplyStream.Health;
import io.piuptime.model.usage.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelayedStreamTest {
    private static final ChatCodec ANTHROPIC = new AnthropicCodec(Version.V2023_06_01);
    private static final String OPENING =
            "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"model\":\"claude\","
                    + "\"unknown\":{\"kept\":[1, 2]},\"usage\":{\"input_tokens\":7,\"output_tokens\":1}}}\n\n";
    private static final String TEXT =
            "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n"
                    + "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,  \"delta\":{\"type\":\"text_delta\",\"text\":\"Gr\\u00fcezi é\"}}\n\n";
    private static final String PING = "event: ping\ndata: {\"type\":\"ping\"}\n\n";
    private static final String NEW = "event: of_tomorrow\ndata: {\"type\":\"of_tomorrow\",\"x\":1}\n\n";
    private static final String FINISH =
            "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\"},\"usage\":{\"output_tokens\":5}}\n\n";
    private static final String STOP = "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";
    private static final String ERROR =
            "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"slow down\"}}\n\n";
    private static final String WHOLE = OPENING + PING + TEXT + NEW + FINISH + STOP;

    private final StringBuilder handed = new StringBuilder();
    private final List<String> errors = new ArrayList<>();
    private final ReplyStream stream = over(ANTHROPIC);

    @Test
    void hands_every_byte_on_as_it_came() {
        assertThat(stream.feed(Bytes.utf8(WHOLE))).isEqualTo(Health.SOUND);

        assertThat(handed).hasToString(WHOLE);
        assertThat(stream.terminated()).isTrue();
        assertThat(stream.end()).isEqualTo(Ending.TERMINAL);
        assertThat(stream.report().tokens()).isEqualTo(new Tokens(7, 5, 0, 0, Tokens.Source.REPORTED));
        assertThat(stream.report().finishReason()).isEqualTo("tool_calls");
        assertThat(stream.report().withheld()).isZero();
        assertThat(stream.report().frames()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 33, 250})
    void hands_the_same_on_however_it_is_cut(int size) {
        byte[] body = WHOLE.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < body.length; at += size) {
            stream.feed(Bytes.of(Arrays.copyOfRange(body, at, Math.min(body.length, at + size))));
        }

        assertThat(handed).hasToString(WHOLE);
        assertThat(stream.end()).isEqualTo(Ending.TERMINAL);
    }

    @Test
    void nothing_is_handed_on_after_the_end() {
        stream.feed(Bytes.utf8(WHOLE));
        stream.feed(Bytes.utf8(TEXT + ERROR));

        assertThat(handed).hasToString(WHOLE);
        assertThat(errors).isEmpty();
    }

    @Test
    void an_error_before_content_refuses_the_rest() {
        stream.feed(Bytes.utf8(OPENING + ERROR + TEXT + STOP));

        assertThat(errors).singleElement().asString().startsWith("429 ").contains("slow down");
        assertThat(handed.toString()).doesNotContain("Gr").doesNotContain("slow down");
        assertThat(stream.end()).isEqualTo(Ending.FINISHED);
        assertThat(stream.terminated()).isFalse();
    }

    @Test
    void an_error_after_content_is_told_once() {
        stream.feed(Bytes.utf8(OPENING + TEXT + ERROR));

        assertThat(errors).singleElement().asString().startsWith("429 ");
        assertThat(handed).hasToString(OPENING + TEXT);
        assertThat(stream.end()).isEqualTo(Ending.FINISHED);
    }

    @Test
    void a_stream_that_breaks_off_is_cut() {
        stream.feed(Bytes.utf8(OPENING + TEXT + "event: content_block_delta\ndata: {\"typ"));

        assertThat(stream.end()).isEqualTo(Ending.CUT);
        assertThat(stream.report().tokens().source()).isNotEqualTo(Tokens.Source.UNKNOWN);
        assertThat(handed).hasToString(OPENING + TEXT);
    }

    @Test
    void a_stream_that_ends_without_its_last_event_is_finished_only() {
        stream.feed(Bytes.utf8(OPENING + TEXT + FINISH));

        assertThat(stream.end()).isEqualTo(Ending.FINISHED);
        assertThat(stream.terminated()).isFalse();
        assertThat(handed).hasToString(OPENING + TEXT + FINISH);
    }

    @Test
    void a_last_frame_without_its_blank_line_gets_one() {
        stream.feed(Bytes.utf8(OPENING + TEXT + FINISH + STOP.strip()));

        assertThat(stream.end()).isEqualTo(Ending.TERMINAL);
        assertThat(handed.toString()).endsWith("{\"type\":\"message_stop\"}\n\n");
    }

    @Test
    void a_malformed_frame_is_left_out() {
        stream.feed(Bytes.utf8(OPENING + "data: {broken\n\n" + TEXT + FINISH + STOP));

        assertThat(handed).hasToString(OPENING + TEXT + FINISH + STOP);
        assertThat(stream.report().malformed()).isEqualTo(1);
        assertThat(stream.end()).isEqualTo(Ending.TERMINAL);
    }

    @Test
    void three_malformed_frames_in_a_row_end_the_trust() {
        assertThat(stream.feed(Bytes.utf8(OPENING + "data: {1\n\n" + "data: {2\n\n" + PING + "data: {3\n\n")))
                .isEqualTo(Health.SOUND);
        assertThat(stream.feed(Bytes.utf8("data: {4\n\n" + "data: {5\n\n"))).isEqualTo(Health.FAILED);
        assertThat(stream.feed(Bytes.utf8(WHOLE))).isEqualTo(Health.FAILED);
        assertThat(handed).hasToString(OPENING + PING);
    }

    @Test
    void geminis_stream_ends_with_its_finish_reason() {
        ReplyStream gemini = over(new GeminiCodec());
        String body = "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"x\"}],\"role\":\"model\"}}]}\r\n\r\n"
                + "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"y\"}],\"role\":\"model\"},\"finishReason\":\"STOP\"}],"
                + "\"usageMetadata\":{\"promptTokenCount\":4,\"candidatesTokenCount\":2,\"totalTokenCount\":6}}\r\n\r\n";

        gemini.feed(Bytes.utf8(body));

        assertThat(gemini.end()).isNotEqualTo(Ending.CUT);
        assertThat(handed).hasToString(body);
        assertThat(gemini.report().finishReason()).isEqualTo("stop");
        assertThat(gemini.report().tokens()).isEqualTo(new Tokens(4, 2, 0, 0, Tokens.Source.REPORTED));
    }

    @Test
    void a_failed_response_of_openais_is_an_error() {
        ReplyStream responses = over(new ResponsesCodec());

        responses.feed(Bytes.utf8("event: response.created\ndata: {\"type\":\"response.created\",\"sequence_number\":0,"
                + "\"response\":{\"id\":\"resp_1\",\"object\":\"response\",\"model\":\"m\",\"created_at\":1,\"output\":[]}}\n\n"
                + "event: response.failed\ndata: {\"type\":\"response.failed\",\"sequence_number\":1,\"response\":{\"id\":\"resp_1\","
                + "\"object\":\"response\",\"model\":\"m\",\"created_at\":1,\"status\":\"failed\",\"output\":[],"
                + "\"error\":{\"code\":\"rate_limit_exceeded\",\"message\":\"slow down\"}}}\n\n"));

        assertThat(errors).singleElement().asString().contains("slow down");
        assertThat(responses.end()).isEqualTo(Ending.FINISHED);
    }

    private ReplyStream over(ChatCodec codec) {
        return new RelayedStream(codec, new ReplyStream.Sink() {
            @Override
            public void frames(Bytes run, boolean content) {
                handed.append(run);
            }

            @Override
            public void error(Bytes frame, Bytes body, int status) {
                errors.add(status + " " + body);
            }
        });
    }
}
