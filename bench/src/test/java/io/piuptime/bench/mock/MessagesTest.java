package io.piuptime.bench.mock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.dialects.anthropic.AnthropicCodec;
import io.piuptime.dialects.anthropic.Version;
import io.piuptime.dialects.chat.EventReader;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.gateway.Bytes;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.chat.ChatReply;
import io.piuptime.testkit.raw.RawHttp;
import io.piuptime.testkit.raw.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MessagesTest {
    private final AnthropicCodec codec = new AnthropicCodec(Version.V2023_06_01);

    @Test
    void a_message_has_a_kibibyte_and_bears_the_marker() {
        byte[] body = Messages.json(255);
        ChatReply reply = codec.readReply(Members.of(Trees.read(Bytes.of(body))));

        assertThat(body).hasSize(1024);
        assertThat(reply.id()).isEqualTo("msg_00000000000000ff");
        assertThat(reply.usage().orElseThrow().output()).isEqualTo(64);
    }

    @Test
    void a_stream_has_as_many_frames_as_openais_and_says_every_token() {
        List<ChatEvent> heard = new ArrayList<>();
        EventReader reader = codec.readEvents(heard::add);
        List<byte[]> frames = Messages.frames(1, 3);
        frames.forEach(frame -> reader.feed(Bytes.of(frame)));

        assertThat(frames).hasSameSizeAs(Replies.frames(1, 3));
        assertThat(heard)
                .contains(new ChatEvent.Piece(0, 0, " token100002"), new ChatEvent.Ended())
                .filteredOn(ChatEvent.Piece.class::isInstance)
                .hasSize(3);
        assertThat(reader.malformed()).isZero();
    }

    @Test
    void whoever_asks_in_anthropics_words_is_answered_in_them() throws IOException {
        try (BenchUpstream upstream = BenchUpstream.start();
                RawHttp client = RawHttp.connect(upstream.port(), Duration.ofSeconds(5))) {
            Reply reply = client.send(RawHttp.post("/v1/messages", "{\"content\":\"marker=2\"}"))
                    .reply()
                    .orElseThrow();
            Reply stream = client.send(RawHttp.post("/v1/messages", "{\"content\":\"marker=2 tokens=4 gap=0\"}"))
                    .reply()
                    .orElseThrow();

            assertThat(reply.body().bytes()).isEqualTo(Messages.json(2));
            assertThat(stream.text()).startsWith("event: message_start\n").contains("token100003");
            assertThat(stream.text().getBytes(UTF_8)).endsWith("{\"type\":\"message_stop\"}\n\n".getBytes(UTF_8));
        }
    }
}
