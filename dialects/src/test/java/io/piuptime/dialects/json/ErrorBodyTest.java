package io.piuptime.dialects.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.ErrorWords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorBodyTest {
    @Test
    void reads_openais_form() {
        ErrorWords said = read("""
                {"error": {"message": "Too much", "type": "invalid_request_error", "param": null,
                 "code": "context_length_exceeded"}}""");

        assertThat(said.words()).containsExactlyInAnyOrder("invalid_request_error", "context_length_exceeded");
        assertThat(said.message()).isEqualTo("Too much");
        assertThat(said.retryDelay()).isEmpty();
    }

    @Test
    void reads_anthropics_form() {
        ErrorWords said =
                read("{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}");

        assertThat(said.words()).containsExactlyInAnyOrder("error", "overloaded_error");
        assertThat(said.message()).isEqualTo("Overloaded");
    }

    @Test
    void reads_googles_form_with_its_details() {
        ErrorWords said = read("""
                [{"error": {"code": 429, "message": "Quota", "status": "RESOURCE_EXHAUSTED", "details": [
                  {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "RATE_LIMIT_EXCEEDED"},
                  {"@type": "type.googleapis.com/google.rpc.QuotaFailure", "violations": [{"quotaValue": "50"}]},
                  {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "34.07s"}]}}]""");

        assertThat(said.words()).containsExactlyInAnyOrder("resource_exhausted", "rate_limit_exceeded");
        assertThat(said.message()).isEqualTo("Quota");
        assertThat(said.retryDelay()).isEqualTo("34.07s");
    }

    @Test
    void reads_azures_filter_inside_its_error() {
        ErrorWords said = read("""
                {"error": {"message": "Filtered", "type": null, "code": "content_filter", "status": 400,
                 "innererror": {"code": "ResponsibleAIPolicyViolation"}}}""");

        assertThat(said.words()).containsExactlyInAnyOrder("content_filter", "responsibleaipolicyviolation");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"message\": \"said\"}",
                "{\"error\": \"said\"}",
                "{\"detail\": \"said\"}",
                "{\"error\": \"another\", \"detail\": \"a third\", \"message\": \"said\"}",
                "{\"object\":\"error\",\"message\":\"said\",\"type\":\"x\",\"code\":\"3505\"}"
            })
    void finds_the_message_where_others_put_it(String body) {
        assertThat(read(body).message()).isEqualTo("said");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "1e999999999",
                "\"",
                "<html>502 Bad Gateway</html>",
                "{",
                "[[[",
                "{\"error\":",
                "{\"error\":{\"code\":}}",
                "{\"code\":\"\\ud800",
                "{\"code\":\"\\u00\"}",
                "{\"a\":\"\u0001\"}",
                "nul"
            })
    void says_nothing_of_what_is_no_error_and_never_fails(String body) {
        assertThat(read(body)).isEqualTo(ErrorWords.NONE);
    }

    @Test
    void keeps_what_was_said_before_the_body_breaks_off() {
        assertThat(read("{\"error\":{\"code\":\"insufficient_quota\",\"message\":\"You exc")
                        .words())
                .containsExactly("insufficient_quota");
    }

    @Test
    void looks_no_deeper_than_any_provider_goes() {
        int deep = 30;
        String body = "{\"a\":".repeat(deep) + "{\"code\":\"below\"}" + "}".repeat(deep);

        assertThat(read("{\"inner\":" + body + ",\"code\":\"above\"}").words()).containsExactly("above");
    }

    @Test
    void gives_up_on_nesting_without_end() {
        assertThat(read("{\"code\":\"first\",\"a\":" + "[".repeat(250_000)).words())
                .containsExactly("first");
        assertThat(read("{\"a\":".repeat(50_000))).isEqualTo(ErrorWords.NONE);
    }

    @Test
    void keeps_few_words_of_many_and_none_that_is_long() {
        StringBuilder body = new StringBuilder("{\"type\":\"" + "x".repeat(100_000) + "\"");
        for (int i = 0; i < 10_000; i++) {
            body.append(",\"e").append(i).append("\":{\"code\":\"c").append(i).append("\"}");
        }

        assertThat(read(body.append('}').toString()).words())
                .hasSize(32)
                .allSatisfy(word -> assertThat(word).hasSizeLessThan(8));
    }

    private static ErrorWords read(String body) {
        return ErrorBody.read(Bytes.utf8(body));
    }
}
