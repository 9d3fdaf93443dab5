package io.piuptime.dialects.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.dialects.openai.Recordings.Recording;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.Edit;
import io.piuptime.gateway.ReplyMeter;
import io.piuptime.gateway.ReplyReport;
import io.piuptime.gateway.ReplyStream.Ending;
import io.piuptime.gateway.RequestFacts;
import io.piuptime.model.usage.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What real callers sent and real providers answered. */
class RecordingsTest {
    private static final List<Integer> PIECES = List.of(1, 7, 64, Integer.MAX_VALUE >> 1);

    /** At a path of this dialect a provider answers in its own: with text alone, and nothing that says it is whole. */
    private static final String WITHOUT_AN_END = "api.writer.com.jsonl:12";

    private final OpenAiDialect dialect = new OpenAiDialect();

    @Test
    void edits_of_requests_change_nothing_else() {
        int asked = 0;
        int requests = 0;
        for (Recording recording : Recordings.all()) {
            if (!recording.request().toString().startsWith("{")) {
                continue;
            }
            requests++;
            RequestFacts facts = dialect.read(recording.operation(), recording.request());
            ObjectNode tree =
                    (ObjectNode) Recordings.JSON.readTree(recording.request().toString());
            assertThat(facts.model())
                    .as(recording.name())
                    .isEqualTo(tree.get("model").asString());
            assertThat(facts.stream())
                    .as(recording.name())
                    .isEqualTo(tree.path("stream").asBoolean(false));

            Edit rename = new Edit(facts.modelFrom(), facts.modelTo(), dialect.modelValue("other \"ö\"", true));
            assertThat(edited(recording.request(), rename))
                    .as(recording.name())
                    .isEqualTo(tree.deepCopy().put("model", "other \"ö\""));

            boolean saidSo = tree.path("stream_options").path("include_usage").asBoolean(false);
            assertThat(facts.usageAsked()).as(recording.name()).isEqualTo(saidSo);
            assertThat(facts.askUsage().isPresent()).as(recording.name()).isEqualTo(facts.stream() && !saidSo);
            if (facts.askUsage().isPresent()) {
                asked++;
                ObjectNode expected = tree.deepCopy();
                expected.withObjectProperty("stream_options").put("include_usage", true);
                assertThat(edited(recording.request(), facts.askUsage().get())).isEqualTo(expected);
            }
        }
        System.out.println("recordings: " + requests + " requests read, " + asked + " asked for usage");
        assertThat(requests).isGreaterThan(1000);
        assertThat(asked).isPositive();
    }

    @Test
    void streams_are_handed_on_byte_by_byte_and_metered_however_they_are_cut() {
        int streams = 0;
        long frames = 0;
        int usages = 0;
        for (Recording recording : Recordings.all()) {
            if (!recording.isStream()) {
                continue;
            }
            Collected.Told whole = Collected.tell(recording.response().copy(), true, PIECES.getLast());
            for (int size : PIECES) {
                assertThat(Collected.tell(recording.response().copy(), true, size))
                        .as(recording.name() + " in pieces of " + size)
                        .isEqualTo(whole);
            }
            assertThat(whole.failed()).as(recording.name()).isFalse();
            assertThat(whole.end() == Ending.CUT)
                    .as(recording.name())
                    .isEqualTo(recording.name().equals(WITHOUT_AN_END));
            assertThat(whole.report().malformed()).as(recording.name()).isZero();
            assertThat(whole.handedOn()).as(recording.name()).isEqualTo(closed(recording.response()));

            Optional<Tokens> told = UsageOracle.ofStream(recording.response().toString());
            if (told.isPresent()) {
                usages++;
                assertThat(whole.report().tokens()).as(recording.name()).isEqualTo(told.get());
            } else {
                assertThat(whole.report().tokens().source())
                        .as(recording.name())
                        .isEqualTo(Tokens.Source.COUNTED);
            }
            streams++;
            frames += whole.report().frames();
        }
        System.out.println(
                "recordings: " + streams + " streams, " + frames + " frames, " + usages + " usages compared");
        assertThat(streams).isGreaterThan(150);
        assertThat(usages).isGreaterThan(75);
    }

    @Test
    void whole_replies_are_metered_alike_at_once_and_piece_by_piece() {
        int replies = 0;
        int usages = 0;
        for (Recording recording : Recordings.all()) {
            if (!recording.isJson()) {
                continue;
            }
            ReplyReport report = dialect.report(recording.operation(), recording.response());
            assertThat(report.wellFormed()).as(recording.name()).isTrue();
            JsonNode tree = Recordings.JSON.readTree(recording.response().toString());
            assertThat(report.tokens())
                    .as(recording.name())
                    .isEqualTo(UsageOracle.ofReply(recording.response().toString()));
            assertThat(report.finishReason())
                    .as(recording.name())
                    .isEqualTo(
                            tree.path("choices").path(0).path("finish_reason").asString(""));
            for (int size : PIECES) {
                assertThat(metered(recording, size))
                        .as(recording.name() + " in pieces of " + size)
                        .isEqualTo(report);
            }
            replies++;
            usages += report.tokens().source() == Tokens.Source.REPORTED ? 1 : 0;
        }
        System.out.println("recordings: " + replies + " replies, " + usages + " usages compared");
        assertThat(replies).isGreaterThan(800);
        assertThat(usages).isGreaterThan(700);
    }

    private ReplyReport metered(Recording recording, int size) {
        ReplyMeter meter = dialect.meter(recording.operation());
        byte[] body = recording.response().copy();
        for (int at = 0; at < body.length; at += size) {
            meter.feed(new Bytes(body, at, Math.min(body.length, at + Math.min(size, body.length))));
        }
        return meter.finish();
    }

    private static JsonNode edited(Bytes body, Edit edit) {
        String latin = new String(body.copy(), StandardCharsets.ISO_8859_1);
        String replacement = new String(edit.replacement().copy(), StandardCharsets.ISO_8859_1);
        String after = latin.substring(0, edit.from()) + replacement + latin.substring(edit.to());
        return Recordings.JSON.readTree(after.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A body whose last event no blank line ends gets one, so that the caller sees that event. */
    private static String closed(Bytes body) {
        String text = new String(body.copy(), StandardCharsets.ISO_8859_1);
        if (text.endsWith("\n\n") || text.endsWith("\r\n\r\n")) {
            return text;
        }
        return text + (text.endsWith("\n") ? "\n" : "\n\n");
    }
}
