package io.piuptime.dialects.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.piuptime.dialects.bedrock.Recordings.Recording;
import io.piuptime.dialects.chat.ChatCodec.Place;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.ChatError;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.chat.ChatReply;
import io.piuptime.model.chat.ChatRequest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Everything that was recorded of Converse and ConverseStream goes through the canonical form and comes back. */
class RecordingsTest {
    private final BedrockCodec codec = new BedrockCodec();

    private static List<Recording> whole() {
        return Recordings.of("bedrock.jsonl", "/converse");
    }

    private static List<Recording> streams() {
        return Recordings.of("bedrock.jsonl", "/converse-stream");
    }

    private static List<Recording> answeredStreams() {
        return streams().stream().filter(stream -> stream.status() == 200).toList();
    }

    private static List<Recording> all() {
        return Stream.concat(whole().stream(), streams().stream()).toList();
    }

    @Test
    void all_recordings_are_there() {
        assertThat(whole()).hasSizeGreaterThanOrEqualTo(229);
        assertThat(answeredStreams()).hasSizeGreaterThanOrEqualTo(37);
    }

    @ParameterizedTest
    @MethodSource("all")
    void a_request_comes_back_as_it_was_read(Recording recording) {
        ChatRequest read = codec.readRequest(Members.of(request(recording)), new Place(recording.model(), true));
        Drops drops = new Drops();

        JsonNode written = codec.writeRequest(read, drops);

        assertThat(codec.readRequest(Members.of(written), new Place(recording.model(), true)))
                .isEqualTo(read);
        assertThat(drops.names()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("whole")
    void a_reply_comes_back_as_it_was_read(Recording recording) {
        JsonNode body = Trees.read(recording.response());
        if (recording.status() != 200) {
            ChatError error = codec.readError(recording.status(), body);
            assertThat(error.message()).isNotEmpty();
            assertThat(codec.readError(recording.status(), codec.writeError(error))
                            .message())
                    .isEqualTo(error.message());
            return;
        }
        ChatReply read = codec.readReply(Members.of(body));
        Drops drops = new Drops();

        JsonNode written = codec.writeReply(read, drops);

        assertThat(codec.readReply(Members.of(written))).isEqualTo(read);
        assertThat(drops.names()).isEmpty();
        assertThat(read.choices().getFirst().finish().word())
                .isEqualTo(body.path("stopReason").asString());
        assertThat(written.path("usage").path("totalTokens").asLong())
                .isEqualTo(body.path("usage").path("totalTokens").asLong());
        assertThat(written.path("output").path("message").path("content").size())
                .isEqualTo(body.path("output").path("message").path("content").size());
    }

    @ParameterizedTest
    @MethodSource("answeredStreams")
    void a_stream_says_the_same_however_it_is_cut(Recording recording) {
        byte[] body = recording.response().copy();

        Heard heard = Heard.of(body);

        assertThat(heard.trusted()).isTrue();
        assertThat(heard.malformed()).isZero();
        assertThat(heard.events().getFirst()).isInstanceOf(ChatEvent.Started.class);
        assertThat(heard.events().getLast()).isInstanceOf(ChatEvent.Ended.class);
        for (int length : List.of(1, 7, 64)) {
            assertThat(Heard.of(body, length)).isEqualTo(heard);
        }
    }

    @ParameterizedTest
    @MethodSource("answeredStreams")
    void a_stream_that_is_written_says_what_was_read(Recording recording) {
        Heard heard = Heard.of(recording.response().copy());

        Heard again = Heard.of(Heard.written(heard.events()));

        assertThat(again.trusted()).isTrue();
        assertThat(again.malformed()).isZero();
        assertThat(again.told()).isEqualTo(heard.told());
    }

    private static JsonNode request(Recording recording) {
        try {
            return Trees.read(recording.request());
        } catch (JacksonException _) {
            assumeTrue(false, recording + " was recorded without a request in JSON");
            return Trees.object();
        }
    }
}
