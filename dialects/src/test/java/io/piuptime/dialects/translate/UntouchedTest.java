package io.piuptime.dialects.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.ReplyMeter;
import io.piuptime.gateway.ReplyReport;
import io.piuptime.gateway.translate.Replies;
import io.piuptime.gateway.translate.Untouched;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.exchange.Operation;
import io.piuptime.model.usage.Tokens;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that pass as they are, read along by the dialects that callers may speak. */
class UntouchedTest {
    private static final String OPENAI = "{\"id\":\"x\",\"object\":\"chat.completion\",\"choices\":[{\"index\":0,"
            + "\"message\":{\"role\":\"assistant\",\"content\":\"hi\"},\"finish_reason\":\"stop\"}],"
            + "\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2,\"total_tokens\":7}}";
    private static final String EVENTS = "data: {\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"choices\":[{"
            + "\"index\":0,\"delta\":{\"content\":\"hi\"},\"finish_reason\":\"stop\"}]}\n\n"
            + "data: {\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"choices\":[],"
            + "\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2,\"total_tokens\":7}}\n\ndata: [DONE]\n\n";

    private final Untouched known = new Untouched(Speakers.dialects().of(Wire.OPENAI_CHAT), Operation.CHAT_COMPLETIONS);
    private final Untouched unknown = new Untouched(Optional.empty(), Operation.CHAT_COMPLETIONS);

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100_000})
    void an_answer_is_read_along_however_it_is_cut(int size) {
        ReplyReport report = read(known.along("application/json", ""), OPENAI, size);

        assertThat(report.tokens()).isEqualTo(new Tokens(5, 2, 0, 0, Tokens.Source.REPORTED));
        assertThat(report.finishReason()).isEqualTo("stop");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100_000})
    void events_are_read_along_however_they_are_cut(int size) {
        ReplyReport report = read(known.along("text/event-stream; charset=utf-8", "identity"), EVENTS, size);

        assertThat(report.tokens()).isEqualTo(new Tokens(5, 2, 0, 0, Tokens.Source.REPORTED));
        assertThat(report.finishReason()).isEqualTo("stop");
    }

    @Test
    void a_stream_that_stops_halfway_tells_what_it_told() {
        ReplyReport report =
                read(known.along("text/event-stream", ""), EVENTS.substring(0, EVENTS.indexOf("\n\n") + 2), 50);

        assertThat(report.tokens().source()).isEqualTo(Tokens.Source.COUNTED);
        assertThat(report.finishReason()).isEqualTo("stop");
    }

    @ParameterizedTest
    @CsvSource({
        "text/html, ''",
        "application/octet-stream, ''",
        "audio/mpeg, ''",
        "application/json, gzip",
        "text/event-stream, br",
        "'', ''"
    })
    void what_nobody_here_can_read_is_not_read(String mediaType, String encoding) {
        assertThat(known.along(mediaType, encoding)).isSameAs(Untouched.UNREAD);
    }

    @Test
    void nothing_is_read_of_an_unknown_dialect() {
        ReplyMeter meter = unknown.along("application/json", "");

        assertThat(read(meter, OPENAI, 10)).isEqualTo(new ReplyReport(true, Tokens.NONE, ""));
        assertThat(unknown.along("text/event-stream", "")).isSameAs(Untouched.UNREAD);
    }

    @Test
    void an_answer_goes_on_as_it_came_whatever_it_is() {
        Bytes body = Bytes.utf8("anything at all");
        Replies.Whole whole = known.whole(500, body);

        assertThat(whole.body()).isSameAs(body);
        assertThat(whole.report()).isEqualTo(new ReplyReport(true, Tokens.NONE, ""));
        assertThat(known.isStream("text/event-stream")).isFalse();
        assertThat(known.meter()).isEmpty();
        assertThatIllegalStateException().isThrownBy(() -> known.stream(new Sinkhole()));
    }

    private static ReplyReport read(ReplyMeter meter, String text, int size) {
        byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += size) {
            meter.feed(new Bytes(bytes, at, Math.min(bytes.length, at + size)));
        }
        return meter.finish();
    }
}
