package io.piuptime.dialects.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.dialects.openai.Collected.Told;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.ReplyStream;
import io.piuptime.gateway.ReplyStream.Ending;
import io.piuptime.gateway.ReplyStream.Health;
import io.piuptime.model.price.Service;
import io.piuptime.model.usage.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiStreamTest {
    private static final String START =
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n";
    private static final String WORD = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"}}]}\n\n";
    private static final String STOP = "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
    private static final String USAGE =
            "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}\n\n";
    private static final String DONE = "data: [DONE]\n\n";

    @Test
    void hands_on_a_whole_stream_and_tells_its_usage() {
        Told told = Collected.tell(START + WORD + STOP + USAGE + DONE, true);

        assertThat(told.handedOn()).isEqualTo(START + WORD + STOP + USAGE + DONE);
        assertThat(told.end()).isEqualTo(Ending.TERMINAL);
        assertThat(told.report())
                .isEqualTo(new ReplyStream.Report(new Tokens(3, 2, 0, 0, Tokens.Source.REPORTED), "stop", 5, 0, 0));
    }

    @Test
    void tells_how_it_was_served() {
        String flex = "data: {\"service_tier\":\"flex\",\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}\n\n";
        String silent = "data: {\"service_tier\":null,\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}\n\n";

        assertThat(Collected.tell(flex + silent + USAGE + DONE, true).report().tokens())
                .isEqualTo(new Tokens(3, 2, 0, 0, Tokens.Source.REPORTED).servedAs(Service.FLEX));
        assertThat(Collected.tell(flex + flex, true).report().tokens())
                .isEqualTo(new Tokens(0, 2, 0, 0, Tokens.Source.COUNTED).servedAs(Service.FLEX));
    }

    @Test
    void hands_on_frames_that_lie_side_by_side_as_one_run() {
        Collected sink = new Collected();
        ReplyStream stream = new OpenAiDialect().stream(true, sink);

        stream.feed(Bytes.utf8(START + WORD + WORD));

        assertThat(sink.runs()).isEqualTo(1);
    }

    @Test
    void withholds_usage_that_was_not_asked_for() {
        Told told = Collected.tell(WORD + STOP + USAGE + DONE, false);

        assertThat(told.handedOn()).isEqualTo(WORD + STOP + DONE);
        assertThat(told.report().withheld()).isEqualTo(1);
        assertThat(told.report().tokens().input()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"choices\":[{\"delta\":{\"content\":\"x\"}}],\"usage\":{\"prompt_tokens\":3}}",
                "{\"choices\":[],\"usage\":null}",
                "{\"choices\":[],\"x_groq\":{\"usage\":{\"prompt_tokens\":3}}}",
                "{\"choices\":[{\"delta\":{}}],\"choices\":[],\"usage\":{\"prompt_tokens\":3}}",
                "{\"choices\":[],\"prompt_filter_results\":[]}",
                "{\"usage\":{\"prompt_tokens\":3}}",
                "{\"choices\":null,\"usage\":{\"prompt_tokens\":3}}"
            })
    void withholds_nothing_else(String data) {
        Told told = Collected.tell("data: " + data + "\n\n", false);

        assertThat(told.handedOn()).isEqualTo("data: " + data + "\n\n");
        assertThat(told.report().withheld()).isZero();
    }

    @Test
    void withholds_usage_that_says_nothing_of_tokens_too() {
        Told told = Collected.tell("data: {\"choices\":[],\"usage\":{\"cost\":0.1}}\n\n", false);

        assertThat(told.handedOn()).isEmpty();
        assertThat(told.report()).isEqualTo(new ReplyStream.Report(Tokens.NONE, "", 0, 1, 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}}]} | false",
                "{\"choices\":[{\"delta\":{\"tool_calls\":[],\"extra\":{}},\"finish_reason\":null}]}   | false",
                "{\"choices\":[]}                                                                      | false",
                "{\"choices\":[{\"text\":\"\"}]}                                                       | false",
                "{\"choices\":[],\"usage\":{\"prompt_tokens\":1}}                                      | false",
                "{\"choices\":[{\"delta\":{\"content\":\"x\"}}]}                                       | true",
                "{\"choices\":[{\"delta\":{\"reasoning_content\":\"x\"}}]}                             | true",
                "{\"choices\":[{\"delta\":{\"tool_calls\":[{}]}}]}                                     | true",
                "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}                             | true",
                "{\"choices\":[{\"text\":\"x\"}]}                                                      | true",
                "{\"choices\":[{\"delta\":null,\"message\":null}]}                                   | false",
                "{\"choices\":[{\"delta\":\"x\"}]}                                                      | true",
                "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"x\"}}]}               | true",
                "{\"type\":\"image_generation.completed\",\"usage\":{\"input_tokens\":1}}             | true",
                "{\"choices\":[7,{\"delta\":{\"content\":\"x\"}}]}                                     | true",
                "{\"type\":\"transcript.text.delta\",\"delta\":\"x\"}                                  | true",
                "[DONE]                                                                                | true"
            })
    void tells_content_from_the_start_of_an_answer(String data, boolean content) {
        Collected sink = new Collected();
        ReplyStream stream = new OpenAiDialect().stream(true, sink);

        stream.feed(Bytes.utf8("data: " + data + "\n\n"));

        assertThat(sink.contents()).containsExactly(content);
    }

    @Test
    void comments_and_events_without_data_are_handed_on_and_are_no_content() {
        String text = ": hello\n\nevent: ping\n\nid: 7\n\n\n";
        Collected sink = new Collected();
        ReplyStream stream = new OpenAiDialect().stream(true, sink);

        stream.feed(Bytes.utf8(text));

        assertThat(sink.handedOn()).isEqualTo(text);
        assertThat(sink.contents()).containsOnly(false);
        assertThat(stream.report().malformed()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"data\n\n", "data:\n\n", "data: \n\n", "event: ping\ndata:\n\n"})
    void an_event_with_empty_data_is_malformed_for_clients_would_parse_it(String frame) {
        Told told = Collected.tell(WORD + frame + WORD + DONE, true);

        assertThat(told.handedOn()).isEqualTo(WORD + WORD + DONE);
        assertThat(told.report().malformed()).isEqualTo(1);
    }

    @Test
    void a_finish_reason_beyond_belief_is_cut() {
        Told told = Collected.tell("data: {\"choices\":[{\"finish_reason\":\"" + "x".repeat(5000) + "\"}]}\n\n", true);

        assertThat(told.report().finishReason()).isEqualTo("x".repeat(64));
    }

    @Test
    void counts_frames_with_content_when_no_usage_is_told() {
        Told told = Collected.tell(START + WORD + WORD, true);

        assertThat(told.report().tokens()).isEqualTo(new Tokens(0, 2, 0, 0, Tokens.Source.COUNTED));
    }

    @Test
    void knows_nothing_of_a_stream_that_said_nothing() {
        assertThat(Collected.tell(": hello\n\n", true).report().tokens()).isEqualTo(Tokens.NONE);
    }

    @Test
    void the_last_usage_counts() {
        String early = "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}],\"usage\":{\"completion_tokens\":1}}\n\n";
        String groq = "data: {\"choices\":[],\"x_groq\":{\"id\":\"r\",\"usage\":{\"completion_tokens\":9}}}\n\n";

        assertThat(Collected.tell(early + USAGE, true).report().tokens().output())
                .isEqualTo(2);
        assertThat(Collected.tell(early + groq, true).report().tokens().output())
                .isEqualTo(9);
    }

    @Test
    void drops_one_malformed_frame_and_counts_it() {
        Told told = Collected.tell(WORD + "data: {\"choices\":[}\n\n" + WORD + DONE, true);

        assertThat(told.handedOn()).isEqualTo(WORD + WORD + DONE);
        assertThat(told.report().malformed()).isEqualTo(1);
        assertThat(told.failed()).isFalse();
    }

    @Test
    void three_malformed_frames_in_a_row_end_the_trust() {
        String bad = "data: {\n\n";
        Told told = Collected.tell(WORD + bad + bad + WORD + bad + bad + bad + WORD + DONE, true);

        assertThat(told.failed()).isTrue();
        assertThat(told.handedOn()).isEqualTo(WORD + WORD);
        assertThat(told.end()).isEqualTo(Ending.CUT);
    }

    @Test
    void after_a_failure_nothing_is_read_any_more() {
        Collected sink = new Collected();
        ReplyStream stream = new OpenAiDialect().stream(true, sink);
        byte[] line = new byte[(1 << 20) + 10];
        Arrays.fill(line, (byte) 'x');

        assertThat(stream.feed(Bytes.of(line))).isEqualTo(Health.FAILED);
        assertThat(stream.feed(Bytes.utf8("\n\n" + WORD))).isEqualTo(Health.FAILED);
        assertThat(stream.end()).isEqualTo(Ending.CUT);
        assertThat(sink.handedOn()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1 << 19, 1 << 21})
    void a_line_over_the_limit_fails_however_it_is_cut(int pieceSize) {
        String fits = "data: \"" + "x".repeat((1 << 20) - 10) + "\"\n\n";
        String long1 = "data: \"" + "x".repeat((1 << 20) - 9) + "\"\n\n";

        assertThat(Collected.tell(latin(fits), true, pieceSize).failed()).isFalse();
        assertThat(Collected.tell(latin(long1), true, pieceSize).failed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "data: {\"error\":{\"message\":\"m\",\"code\":429}}                             | 429",
                "data: {\"error\":{\"message\":\"m\",\"code\":\"503\"}}                         | 503",
                "data: {\"error\":{\"message\":\"m\",\"status_code\":400}}                      | 400",
                "data: {\"error\":{\"message\":\"m\",\"type\":\"rate_limit_error\"}}            | 429",
                "data: {\"error\":{\"message\":\"m\",\"code\":\"insufficient_quota\"}}          | 429",
                "data: {\"error\":{\"message\":\"m\",\"type\":\"authentication_error\"}}        | 401",
                "data: {\"error\":{\"message\":\"m\",\"type\":\"permission_error\"}}            | 403",
                "data: {\"error\":{\"message\":\"m\",\"code\":\"model_not_found\"}}             | 404",
                "data: {\"error\":{\"message\":\"m\",\"type\":\"overloaded_error\"}}            | 503",
                "data: {\"error\":{\"message\":\"m\",\"code\":\"timeout\"}}                     | 504",
                "data: {\"error\":{\"message\":\"m\",\"type\":\"invalid_request_error\"}}       | 400",
                "data: {\"error\":{\"message\":\"m\",\"code\":200,\"type\":null}}               | 502",
                "data: {\"error\":{\"message\":\"m\",\"code\":99999999999999999999}}            | 502",
                "data: {\"error\":\"m\",\"status\":500}                                         | 500",
                "data: {\"error\":\"m\"}                                                        | 502",
                "event: error~data: {\"message\":\"m\",\"code\":418}                         | 418",
                "event: error~data: 7                                                        | 502"
            })
    void an_error_event_is_told_with_the_status_that_fits(String frame, int status) {
        String text = frame.replace("~", "\n");
        Told told = Collected.tell(WORD + text + "\n\n", true);

        String data = text.substring(text.indexOf("data: ") + "data: ".length());
        assertThat(told.errors())
                .containsExactly(status + " " + (data.contains("error") ? data : "{\"error\":" + data + "}"));
        assertThat(told.handedOn()).isEqualTo(WORD + text + "\n\n");
        assertThat(told.end()).isEqualTo(Ending.FINISHED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "{}", "false"})
    void an_error_that_is_empty_is_none(String error) {
        Told told = Collected.tell("data: {\"error\":" + error + ",\"choices\":[]}\n\n" + WORD + DONE, true);

        assertThat(told.errors()).isEmpty();
        assertThat(told.end()).isEqualTo(Ending.TERMINAL);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 50, 10_000})
    void what_follows_an_error_instead_of_an_answer_is_discarded(int pieceSize) {
        String error = "data: {\"error\":{\"message\":\"m\",\"code\":500}}\n\n";
        String text = ": hello\n\n" + START + error + WORD + USAGE + "data: {\n\n" + DONE + "data: {";
        Told told = Collected.tell(latin(text), true, pieceSize);

        assertThat(told.handedOn()).isEqualTo(": hello\n\n" + START + error);
        assertThat(told.end()).isEqualTo(Ending.FINISHED);
        assertThat(told.report()).isEqualTo(new ReplyStream.Report(Tokens.NONE, "", 2, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 50, 10_000})
    void what_follows_an_error_in_the_middle_of_an_answer_is_handed_on(int pieceSize) {
        String text = WORD + "data: {\"error\":{\"message\":\"m\",\"code\":500}}\n\n" + USAGE + DONE;
        Told told = Collected.tell(latin(text), true, pieceSize);

        assertThat(told.handedOn()).isEqualTo(text);
        assertThat(told.errors()).hasSize(1);
        assertThat(told.end()).isEqualTo(Ending.TERMINAL);
    }

    @Test
    void what_follows_the_terminal_event_is_discarded() {
        Collected sink = new Collected();
        ReplyStream stream = new OpenAiDialect().stream(true, sink);

        assertThat(stream.terminated()).isFalse();
        assertThat(stream.feed(Bytes.utf8(WORD + DONE + WORD))).isEqualTo(Health.SOUND);
        assertThat(stream.terminated()).isTrue();
        assertThat(stream.feed(Bytes.utf8("x".repeat(2 << 20)))).isEqualTo(Health.SOUND);
        assertThat(stream.end()).isEqualTo(Ending.TERMINAL);
        assertThat(sink.handedOn()).isEqualTo(WORD + DONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"data:[DONE]\n\n", "data: [DONE]  \r\n\r\n", "event: x\ndata: [DONE]\n\n", "data: [DONE]\r\r"})
    void the_terminal_event_is_known_however_it_is_written(String done) {
        assertThat(Collected.tell(WORD + done, true).end()).isEqualTo(Ending.TERMINAL);
    }

    @Test
    void a_stream_that_stops_after_its_finish_reason_is_finished() {
        assertThat(Collected.tell(WORD + STOP, true).end()).isEqualTo(Ending.FINISHED);
        assertThat(Collected.tell(WORD + STOP + USAGE, false).end()).isEqualTo(Ending.FINISHED);
    }

    @Test
    void a_stream_that_stops_in_the_middle_is_cut() {
        assertThat(Collected.tell("", true).end()).isEqualTo(Ending.CUT);
        assertThat(Collected.tell(WORD, true).end()).isEqualTo(Ending.CUT);
        assertThat(Collected.tell(WORD + "data: [DO", true).end()).isEqualTo(Ending.CUT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data: [DONE]       | data: [DONE]\\n\\n",
                "data: [DONE]\\n     | data: [DONE]\\n\\n",
                "data: [DONE]\\r     | data: [DONE]\\r\\n\\n",
                "data: [DONE]\\r\\n   | data: [DONE]\\r\\n\\n"
            })
    void a_last_event_without_its_blank_line_gets_one(String rest, String handedOn) {
        Told told = Collected.tell(unescaped(rest), true);

        assertThat(told.handedOn()).isEqualTo(unescaped(handedOn));
        assertThat(told.end()).isEqualTo(Ending.TERMINAL);
    }

    @Test
    void half_a_last_event_is_dropped() {
        Told told = Collected.tell(WORD + "data: {\"choices\":[{\"del", true);

        assertThat(told.handedOn()).isEqualTo(WORD);
        assertThat(told.report().malformed()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"d", "data", "data:", "data: ", "event: er", ": hel", "\r\ndata"})
    void the_beginning_of_a_last_field_is_dropped(String rest) {
        String handedOn = Collected.tell(WORD + rest, true).handedOn();

        assertThat(handedOn.strip()).isEqualTo(WORD.strip());
    }

    @Test
    void a_last_comment_with_its_line_end_is_handed_on() {
        assertThat(Collected.tell(WORD + ": hello\r", true).handedOn()).isEqualTo(WORD + ": hello\r\n\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"transcript.text.done", "speech.audio.done", "image_generation.completed", "image_edit.completed"
            })
    void typed_streams_end_with_the_event_that_sums_up_and_lose_nothing_after_it(String type) {
        String last = "event: " + type + "\ndata: {\"type\":\"" + type + "\",\"usage\":{\"input_tokens\":4,"
                + "\"output_tokens\":5,\"input_tokens_details\":{\"cached_tokens\":1}}}\n\n";
        Told told = Collected.tell(last + last, false);

        assertThat(told.handedOn()).isEqualTo(last + last);
        assertThat(told.end()).isEqualTo(Ending.TERMINAL);
        assertThat(told.report().tokens()).isEqualTo(new Tokens(4, 5, 1, 0, Tokens.Source.REPORTED));
    }

    @Test
    void a_byte_order_mark_counts_at_the_start_only() {
        String mark = "\u00ef\u00bb\u00bf";
        Told told = Collected.tell(List.of(latin(mark + WORD + mark + "data: [DONE]\n\n")), true);

        assertThat(told.handedOn()).isEqualTo(mark + WORD + mark + "data: [DONE]\n\n");
        assertThat(told.report().tokens().output()).isEqualTo(1);
        assertThat(told.end()).isEqualTo(Ending.CUT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void a_hostile_text_tells_the_same_at_every_split(String lineEnd) {
        String text =
                "\u00ef\u00bb\u00bf: hi \u00c3\u00a4\n\n" + START + "event:x\nid: 1\ndata: {\"choices\":\ndata: []}\n\n"
                        + "data: {\"choices\":[{\"delta\":{\"content\":\"\u00f0\u009f\u0098\u0080\u00e2\u0082\u00ac\"}}]}\n\n\n\n"
                        + "data: nonsense\n\n" + "data\ndata\n\n:\n\ndataset: 1\n\n" + USAGE
                        + "data: {\"error\":{\"code\":500}}\n\nretry: 7\n\n" + STOP + DONE;
        byte[] body = latin(text.replace("\n", lineEnd));
        Told whole = Collected.tell(body, false, body.length);
        assertThat(whole.end()).isEqualTo(Ending.TERMINAL);
        assertThat(whole.report().malformed()).isEqualTo(2);
        for (int size = 1; size < 40; size++) {
            assertThat(Collected.tell(body, false, size))
                    .as("pieces of " + size)
                    .isEqualTo(whole);
        }
        for (int split = 0; split <= body.length; split++) {
            List<byte[]> pieces =
                    List.of(Arrays.copyOfRange(body, 0, split), Arrays.copyOfRange(body, split, body.length));
            assertThat(Collected.tell(pieces, false)).as("split at " + split).isEqualTo(whole);
        }
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String unescaped(String text) {
        return text.replace("\\n", "\n").replace("\\r", "\r");
    }
}
