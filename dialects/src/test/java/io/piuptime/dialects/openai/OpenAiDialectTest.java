package io.piuptime.dialects.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.Dialect.ErrorFacts;
import io.piuptime.gateway.ReplyStream.Ending;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the gateway says itself. */
class OpenAiDialectTest {
    private static final ErrorFacts FACTS = new ErrorFacts(
            404, "invalid_request_error", "model_not_found", "The model 'a\"\n' is not offered.", "model");

    private final OpenAiDialect dialect = new OpenAiDialect();

    @Test
    void tells_a_refusal_as_the_provider_would() {
        assertThat(dialect.error(FACTS))
                .hasToString(
                        "{\"error\":{\"message\":\"The model 'a\\\"\\n' is not offered.\",\"type\":\"invalid_request_error\","
                                + "\"param\":\"model\",\"code\":\"model_not_found\"}}");
        assertThat(dialect.error(new ErrorFacts(500, "server_error", "internal_error", "m", "")))
                .hasToString(
                        "{\"error\":{\"message\":\"m\",\"type\":\"server_error\",\"param\":null,\"code\":\"internal_error\"}}");
    }

    @Test
    void reads_its_own_error_event_as_one() {
        String event = dialect.errorEvent(FACTS).toString();

        assertThat(Collected.tell(event, true).errors()).containsExactly("404 " + dialect.error(FACTS));
    }

    @Test
    void reads_its_own_terminal_event_and_heartbeat() {
        Collected.Told told = Collected.tell(dialect.heartbeat().toString() + dialect.terminal(), true);

        assertThat(told.end()).isEqualTo(Ending.TERMINAL);
        assertThat(told.report().frames()).isEqualTo(2);
        assertThat(told.report().malformed()).isZero();
    }

    @Test
    void lists_models() {
        String one = "{\"id\":\"a\\\"b\",\"object\":\"model\",\"created\":7,\"owned_by\":\"piup\"}";

        assertThat(dialect.model("a\"b", 7)).hasToString(one);
        assertThat(dialect.models(List.of("a\"b", "a\"b"), 7))
                .hasToString("{\"object\":\"list\",\"data\":[" + one + "," + one + "]}");
        assertThat(dialect.models(List.of(), 7)).hasToString("{\"object\":\"list\",\"data\":[]}");
        assertThat(dialect.name()).isEqualTo("openai");
    }
}
