package io.piuptime.testkit.card.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.testkit.card.Call;
import io.piuptime.testkit.card.Call.Ending;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReplyTextTest {
    private static final String ONE = "data: {\"model\":\"m\",\"choices\":[{\"delta\":{\"content\":\"one\"}}]}\n\n";
    private static final String TWO = "data: {\"choices\":[{\"delta\":{\"content\":\" two\"}}]}\n\n";

    @Test
    void joins_the_words_of_a_stream() throws IOException {
        Call call = read(ONE + TWO + "data: {\"choices\":[],\"usage\":{\"total_tokens\":1}}\n\ndata: [DONE]\n\n");

        assertThat(call).isEqualTo(new Call(1, 2, Ending.ANSWERED, "one two", "", "m", true));
    }

    @Test
    void an_error_event_ends_an_answer_that_had_begun() throws IOException {
        Call call = read(
                ONE + "data: {\"error\":{\"code\":\"cut\",\"message\":\"broken\"}}\n\n" + TWO + "data: [DONE]\n\n");

        assertThat(call.ending()).isEqualTo(Ending.ERROR);
        assertThat(call.error()).isEqualTo("in the stream: cut: broken");
        assertThat(call.text()).isEqualTo("one");
    }

    @Test
    void skips_what_it_cannot_read() throws IOException {
        assertThat(read(": waiting\n\n" + ONE + "data: {\"choices\": [\n\nevent: x\n" + TWO + "data: [DONE]\n\n")
                        .text())
                .isEqualTo("one two");
    }

    @Test
    void takes_a_stream_that_just_ends_for_an_answer() throws IOException {
        assertThat(read(ONE).ending()).isEqualTo(Ending.ANSWERED);
    }

    @Test
    void reads_a_whole_body() {
        Call call = body("{\"model\":\"m\",\"choices\":[{\"message\":{\"content\":\"all\"}}],\"usage\":{}}");

        assertThat(call).isEqualTo(new Call(1, 2, Ending.ANSWERED, "all", "", "m", true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"error\":{\"message\":\"broken\"}} | broken",
                "{\"choices\":[]} | status 200 without a message",
                "{\"choices\": | status 200 with a body that is no JSON",
            })
    void a_body_that_is_no_answer_is_an_error(String json, String error) {
        assertThat(body(json).ending()).isEqualTo(Ending.ERROR);
        assertThat(body(json).error()).isEqualTo(error);
    }

    @Test
    void tells_an_error_of_another_format_as_it_is() {
        assertThat(ReplyText.errorOf("<html>bad</html>")).isEqualTo("<html>bad</html>");
        assertThat(ReplyText.errorOf("x".repeat(500))).hasSize(200);
    }

    private static Call read(String stream) throws IOException {
        ReplyText text = new ReplyText();
        text.stream(new BufferedReader(new StringReader(stream)));
        return text.call(1, 2);
    }

    private static Call body(String json) {
        ReplyText text = new ReplyText();
        text.body(json);
        return text.call(1, 2);
    }
}
