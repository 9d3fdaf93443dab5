package io.piuptime.dialects.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.dialects.chat.ChatCodec.Place;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.gemini.GeminiCodec.Framing;
import io.piuptime.dialects.gemini.GeminiCodec.SchemaForm;
import io.piuptime.dialects.gemini.GeminiRecordings.Recording;
import io.piuptime.model.chat.ChatError;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.chat.ChatReply;
import io.piuptime.model.chat.ChatRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every recorded exchange, read, written and read again. */
final class GeminiRecordingsTest {
    private static final Place STREAM = new Place("gemini-2.5-pro", true);

    private final GeminiCodec codec = new GeminiCodec();

    @Test
    void requests_are_the_same_after_a_round_trip() {
        int seen = 0;
        for (Recording recording : GeminiRecordings.all()) {
            Drops drops = new Drops();
            ChatRequest read = codec.readRequest(Members.of(Trees.read(recording.request())), STREAM);
            ChatRequest again = codec.readRequest(Members.of(codec.writeRequest(read, drops)), STREAM);
            assertThat(again).as(recording.name()).isEqualTo(read);
            assertThat(drops.names()).as(recording.name()).isEmpty();
            seen++;
        }
        assertThat(seen).isGreaterThan(500);
    }

    @Test
    void replies_are_the_same_after_a_round_trip() {
        int seen = 0;
        for (Recording recording : GeminiRecordings.all()) {
            if (recording.isStream() || recording.status() != 200) {
                continue;
            }
            Drops drops = new Drops();
            ChatReply read = codec.readReply(Members.of(Trees.read(recording.response())));
            ChatReply again = codec.readReply(Members.of(codec.writeReply(read, drops)));
            assertThat(again).as(recording.name()).isEqualTo(read);
            assertThat(drops.names()).as(recording.name()).isEmpty();
            seen++;
        }
        assertThat(seen).isGreaterThan(450);
    }

    @Test
    void errors_keep_their_words() {
        int seen = 0;
        for (Recording recording : GeminiRecordings.all()) {
            if (recording.status() == 200) {
                continue;
            }
            ChatError read = codec.readError(recording.status(), Trees.read(recording.response()));
            assertThat(read.message()).as(recording.name()).isNotEmpty();
            assertThat(read.type()).as(recording.name()).isNotEmpty();
            assertThat(codec.readError(read.status(), codec.writeError(read)))
                    .as(recording.name())
                    .isEqualTo(read);
            seen++;
        }
        assertThat(seen).isGreaterThan(3);
    }

    @Test
    void streams_are_read_alike_however_they_are_cut() {
        int seen = 0;
        for (Recording recording : streams()) {
            List<ChatEvent> whole = Told.read(codec, recording.response(), Integer.MAX_VALUE / 2);
            assertThat(whole).as(recording.name()).last().isInstanceOf(ChatEvent.Ended.class);
            for (int step : List.of(1, 7, 64)) {
                assertThat(Told.read(codec, recording.response(), step))
                        .as(recording.name() + " by " + step)
                        .isEqualTo(whole);
            }
            seen++;
        }
        assertThat(seen).isGreaterThan(30);
    }

    @Test
    void streams_say_the_same_after_a_round_trip() {
        GeminiCodec list = new GeminiCodec(Framing.LIST, SchemaForm.JSON_SCHEMA);
        for (Recording recording : streams()) {
            List<ChatEvent> events = Told.read(codec, recording.response(), 4096);
            String frames = Told.written(codec, events);
            assertThat(frames).startsWith("data: {").endsWith("}\n\n");
            assertThat(Told.of(Told.read(codec, frames, 512)))
                    .as(recording.name())
                    .isEqualTo(Told.of(events));
            String array = Told.written(list, events);
            assertThat(Trees.read(array).isArray()).isTrue();
            assertThat(Told.of(Told.read(codec, array, 5)))
                    .as(recording.name() + " as a list")
                    .isEqualTo(Told.of(events));
        }
    }

    private static List<Recording> streams() {
        return GeminiRecordings.all().stream()
                .filter(Recording::isStream)
                .filter(recording -> recording.status() == 200)
                .toList();
    }
}
