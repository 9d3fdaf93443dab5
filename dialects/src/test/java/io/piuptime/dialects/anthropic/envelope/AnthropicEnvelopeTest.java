package io.piuptime.dialects.anthropic.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.dialects.anthropic.AnthropicCodec;
import io.piuptime.dialects.anthropic.Version;
import io.piuptime.dialects.anthropic.envelope.AnthropicEnvelope.Host;
import io.piuptime.dialects.chat.ChatCodec;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.EventReader;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.gateway.Bytes;
import io.piuptime.model.chat.ChatError;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.chat.ChatReply;
import io.piuptime.model.chat.ChatRequest;
import io.piuptime.model.chat.Part;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class AnthropicEnvelopeTest {
    private static final String REQUEST =
            "{\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"anthropic_version\":\"x\"}";
    private static final List<String> EVENTS = List.of(
            "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"model\":\"claude\",\"usage\":{\"input_tokens\":3,\"output_tokens\":1}}}",
            "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}",
            "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Grüezi\"}}",
            "{\"type\":\"content_block_stop\",\"index\":0}",
            "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":2}}",
            "{\"type\":\"message_stop\"}");

    private final ChatCodec plain = new AnthropicCodec(Version.V2023_06_01);

    @ParameterizedTest
    @EnumSource
    void the_model_stands_in_the_path_and_the_version_in_the_body(Host host) {
        ObjectNode body = envelope(host).writeRequest(request(true), new Drops());

        assertThat(body.has("model")).isFalse();
        assertThat(body.path("anthropic_version").asString(""))
                .isEqualTo(host == Host.VERTEX ? "vertex-2023-10-16" : "bedrock-2023-05-31");
        assertThat(body.path("messages").size()).isEqualTo(1);
    }

    @Test
    void vertex_wants_the_stream_in_the_body_too_and_bedrock_does_not() {
        assertThat(envelope(Host.VERTEX)
                        .writeRequest(request(true), new Drops())
                        .path("stream")
                        .asBoolean(false))
                .isTrue();
        assertThat(envelope(Host.BEDROCK)
                        .writeRequest(request(true), new Drops())
                        .has("stream"))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void reads_what_the_path_says(Host host) {
        ChatRequest request =
                envelope(host).readRequest(Members.of(Trees.read(REQUEST)), new ChatCodec.Place("claude-4", true));

        assertThat(request.model()).isEqualTo("claude-4");
        assertThat(request.handling().stream()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void replies_are_anthropics(Host host) {
        ChatReply reply = plain.readReply(Members.of(
                Trees.read("{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude\","
                        + "\"content\":[{\"type\":\"text\",\"text\":\"x\"}],\"stop_reason\":\"end_turn\","
                        + "\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}")));
        AnthropicEnvelope envelope = envelope(host);

        assertThat(envelope.writeReply(reply, new Drops())).isEqualTo(plain.writeReply(reply, new Drops()));
        assertThat(envelope.readReply(Members.of(plain.writeReply(reply, new Drops()))))
                .isEqualTo(reply);
        assertThat(envelope.name()).isEqualTo(plain.name());
    }

    @ParameterizedTest
    @EnumSource
    void errors_come_in_anthropics_form_or_the_clouds(Host host) {
        AnthropicEnvelope envelope = envelope(host);

        assertThat(envelope.readError(429, Trees.read("{\"message\":\"Too many tokens\"}")))
                .isEqualTo(new ChatError(429, "", "", "Too many tokens", ""));
        ChatError own = envelope.readError(
                400,
                Trees.read("{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"x\"}}"));
        assertThat(own.type()).isEqualTo("invalid_request_error");
        assertThat(own.message()).isEqualTo("x");
        assertThat(envelope.writeError(own)).isEqualTo(plain.writeError(own));
    }

    @Test
    void vertex_streams_events_as_anthropic_does() {
        StringBuilder body = new StringBuilder();
        EVENTS.forEach(event -> body.append("data: ").append(event).append("\n\n"));

        assertThat(read(Host.VERTEX, bytes(body.toString()), 1000)).isEqualTo(expected());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 17, 100, 100_000})
    void bedrock_packs_each_event_into_a_chunk(int size) {
        byte[] body =
                Frames.all(EVENTS.stream().map(AnthropicEnvelopeTest::chunk).toList());

        assertThat(read(Host.BEDROCK, body, size)).isEqualTo(expected());
    }

    @ParameterizedTest
    @ValueSource(strings = {"throttlingException", "internalServerException", "modelStreamErrorException"})
    void an_exception_in_bedrocks_stream_is_an_error(String type) {
        byte[] body = Frames.all(List.of(
                chunk(EVENTS.getFirst()),
                Frames.exception(type, "{\"message\":\"slow down\"}"),
                chunk(EVENTS.getLast())));

        List<ChatEvent> events = read(Host.BEDROCK, body, 100_000);

        int status = type.startsWith("throttling") ? 429 : 500;
        assertThat(events).contains(new ChatEvent.Failed(new ChatError(status, type, "", "slow down", "")));
        assertThat(events).doesNotContain(new ChatEvent.Ended());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"bytes\":\"%%%\"}", "7", "[]"})
    void a_chunk_that_cannot_be_read_is_left_out(String payload) {
        List<ChatEvent> events = new ArrayList<>();
        EventReader reader = envelope(Host.BEDROCK).readEvents(events::add);

        reader.feed(Bytes.of(Frames.all(
                List.of(chunk(EVENTS.getFirst()), Frames.event("chunk", payload), chunk(EVENTS.getLast())))));

        assertThat(reader.malformed()).isLessThanOrEqualTo(1);
        assertThat(events).contains(new ChatEvent.Ended());
    }

    @Test
    void a_frame_with_a_wrong_checksum_ends_the_trust() {
        byte[] body =
                Frames.all(EVENTS.stream().map(AnthropicEnvelopeTest::chunk).toList());
        body[40] ^= 1;
        List<ChatEvent> events = new ArrayList<>();
        EventReader reader = envelope(Host.BEDROCK).readEvents(events::add);

        assertThat(reader.feed(Bytes.of(body))).isFalse();
        assertThat(reader.feed(Bytes.of(body))).isFalse();
        reader.end();

        assertThat(reader.malformed()).isEqualTo(1);
        assertThat(events).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void is_asked_where_its_cloud_has_it(Host host) {
        String whole = host.endpoint().path("claude@1", false);
        String streamed = host.endpoint().path("claude@1", true);

        assertThat(whole).contains("claude@1").isNotEqualTo(streamed);
        assertThat(host.endpoint().streamType())
                .isEqualTo(host == Host.VERTEX ? "text/event-stream" : "application/vnd.amazon.eventstream");
    }

    private List<ChatEvent> expected() {
        List<ChatEvent> events = new ArrayList<>();
        EventReader reader = plain.readEvents(events::add);
        EVENTS.forEach(event -> reader.feed(Bytes.utf8("data: " + event + "\n\n")));
        reader.end();
        assertThat(events).contains(new ChatEvent.Ended(), new ChatEvent.PartStarted(0, 0, new Part.Text("")));
        return events;
    }

    private List<ChatEvent> read(Host host, byte[] body, int size) {
        List<ChatEvent> events = new ArrayList<>();
        EventReader reader = envelope(host).readEvents(events::add);
        for (int at = 0; at < body.length; at += size) {
            reader.feed(Bytes.of(Arrays.copyOfRange(body, at, Math.min(body.length, at + size))));
        }
        reader.end();
        assertThat(reader.malformed()).isZero();
        return events;
    }

    private ChatRequest request(boolean stream) {
        return plain.readRequest(
                Members.of(Trees.read(REQUEST.replace("{\"max", "{\"model\":\"m\",\"stream\":" + stream + ",\"max"))),
                ChatCodec.Place.BODY);
    }

    private AnthropicEnvelope envelope(Host host) {
        return new AnthropicEnvelope(plain, host);
    }

    private static byte[] chunk(String event) {
        String base64 = Base64.getEncoder().encodeToString(bytes(event));
        return Frames.event("chunk", "{\"bytes\":\"" + base64 + "\",\"p\":\"abc\"}");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
