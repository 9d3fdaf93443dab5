package io.piuptime.dialects.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.dialects.anthropic.Recordings.Recording;
import io.piuptime.dialects.chat.ChatCodec.Place;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.ChatError;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.chat.ChatReply;
import io.piuptime.model.chat.ChatRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Everything that was recorded of the Messages API goes through the canonical form and comes back. */
class RecordingsTest {
    private final AnthropicCodec codec = new AnthropicCodec(Version.V2023_06_01);

    private static List<Recording> all() {
        return Recordings.all();
    }

    private static List<Recording> whole() {
        return all().stream().filter(recording -> !recording.isStream()).toList();
    }

    private static List<Recording> streams() {
        return all().stream().filter(Recording::isStream).toList();
    }

    @Test
    void all_recordings_are_there() {
        assertThat(whole()).hasSizeGreaterThanOrEqualTo(331);
        assertThat(streams()).hasSizeGreaterThanOrEqualTo(49);
    }

    @ParameterizedTest
    @MethodSource("all")
    void a_request_comes_back_as_it_was_read(Recording recording) {
        JsonNode body = Trees.read(recording.request());
        ChatRequest read = codec.readRequest(Members.of(body), Place.BODY);
        Drops drops = new Drops();

        JsonNode written = codec.writeRequest(read, drops);

        assertThat(codec.readRequest(Members.of(written), Place.BODY)).isEqualTo(read);
        assertThat(drops.names()).isEmpty();
        assertThat(written.propertyNames()).containsAll(said(body));
    }

    /** What a body says; a format has a new place, and what says nothing is not written: no stream, no text, no tools. */
    private static List<String> said(JsonNode body) {
        return body.propertyStream()
                .filter(member -> !member.getValue().isNull())
                .filter(member -> !member.getValue().asString("said").isEmpty())
                .filter(member ->
                        !member.getValue().isBoolean() || member.getValue().booleanValue())
                .filter(member ->
                        !member.getValue().isArray() || !member.getValue().isEmpty())
                .map(member -> member.getKey().equals("output_format") ? RequestReader.OUTPUT : member.getKey())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("whole")
    void a_reply_comes_back_as_it_was_read(Recording recording) {
        JsonNode body = Trees.read(recording.response());
        if (recording.status() != 200) {
            ChatError error = codec.readError(recording.status(), body);
            assertThat(error.message()).isNotEmpty();
            assertThat(codec.readError(recording.status(), codec.writeError(error)))
                    .isEqualTo(error);
            return;
        }
        ChatReply read = codec.readReply(Members.of(body));
        Drops drops = new Drops();

        JsonNode written = codec.writeReply(read, drops);

        assertThat(codec.readReply(Members.of(written))).isEqualTo(read);
        assertThat(drops.names()).isEmpty();
        assertThat(written.path("stop_reason")).isEqualTo(body.path("stop_reason"));
        assertThat(written.path("content").size())
                .isEqualTo(body.path("content").size());
        for (String count :
                List.of("input_tokens", "output_tokens", "cache_read_input_tokens", "cache_creation_input_tokens")) {
            assertThat(written.path("usage").path(count).asLong(0))
                    .as(count)
                    .isEqualTo(body.path("usage").path(count).asLong(0));
        }
    }

    @ParameterizedTest
    @MethodSource("streams")
    void a_stream_says_the_same_however_it_is_cut(Recording recording) {
        Heard heard = Heard.of(recording.response());

        assertThat(heard.trusted()).isTrue();
        assertThat(heard.malformed()).isZero();
        assertThat(heard.events().getFirst()).isInstanceOf(ChatEvent.Started.class);
        assertThat(heard.events().getLast()).isInstanceOf(ChatEvent.Ended.class);
        assertThat(heard.events()).hasAtLeastOneElementOfType(ChatEvent.Finished.class);
        for (int length : List.of(1, 7, 64)) {
            assertThat(Heard.of(recording.response(), length)).isEqualTo(heard);
        }
    }

    @ParameterizedTest
    @MethodSource("streams")
    void a_stream_that_is_written_says_what_was_read(Recording recording) {
        Heard heard = Heard.of(recording.response());
        Drops drops = new Drops();

        String written = Heard.written(heard.events(), drops);

        Heard again = Heard.of(written);
        assertThat(again.trusted()).isTrue();
        assertThat(again.malformed()).isZero();
        assertThat(again.told()).isEqualTo(heard.told());
        assertThat(drops.names()).isEmpty();
        StreamRules.check(written);
    }
}
