package io.piuptime.dialects.aws.eventstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.dialects.aws.eventstream.EventStreamFault.Kind;
import io.piuptime.gateway.Bytes;
import io.piuptime.testkit.script.AwsEvent;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class EventStreamReaderTest {
    private static final byte[] CHUNK = AwsEvent.json("chunk", "{\"n\":1}").bytes();

    @Test
    void reads_headers_of_every_type() {
        UUID id = UUID.fromString("01234567-89ab-cdef-fedc-ba9876543210");
        Instant moment = Instant.parse("2026-03-01T12:00:00.123Z");
        AwsEvent event = new AwsEvent()
                .flag("yes", true)
                .flag("no", false)
                .int8("a", (byte) -1)
                .int16("b", Short.MIN_VALUE)
                .int32("c", Integer.MIN_VALUE)
                .int64("d", Long.MIN_VALUE)
                .binary("e", new byte[] {0, (byte) 0xff})
                .text("f", "é€😀")
                .timestamp("g", moment)
                .uuid("h", id)
                .payload("p".getBytes(StandardCharsets.UTF_8));

        Heard heard = Heard.of(List.of(event.bytes()));

        assertThat(heard.broken()).isEmpty();
        assertThat(heard.messages().getFirst().payload()).isEqualTo("p");
        assertThat(heard.messages().getFirst().headers())
                .containsExactly(
                        Map.entry("yes", new HeaderValue.Flag(true)),
                        Map.entry("no", new HeaderValue.Flag(false)),
                        Map.entry("a", new HeaderValue.Int8((byte) -1)),
                        Map.entry("b", new HeaderValue.Int16(Short.MIN_VALUE)),
                        Map.entry("c", new HeaderValue.Int32(Integer.MIN_VALUE)),
                        Map.entry("d", new HeaderValue.Int64(Long.MIN_VALUE)),
                        Map.entry("e", new HeaderValue.Binary("00ff")),
                        Map.entry("f", new HeaderValue.Text("é€😀")),
                        Map.entry("g", new HeaderValue.Timestamp(moment)),
                        Map.entry("h", new HeaderValue.Uuid(id)));
    }

    @Test
    void reads_a_message_without_headers_and_payload() {
        assertThat(Heard.of(List.of(new AwsEvent().bytes())).messages())
                .containsExactly(new Heard.Message(Map.of(), ""));
    }

    @Test
    void reads_texts_up_to_the_longest_that_a_length_can_say() {
        String longest = "x".repeat(0xffff);

        Heard heard = Heard.of(List.of(new AwsEvent().text("a", longest).bytes()));

        assertThat(heard.messages().getFirst().headers()).containsEntry("a", new HeaderValue.Text(longest));
    }

    @Test
    void tells_events_exceptions_and_errors_apart() {
        EventMessage event = only(CHUNK);
        EventMessage exception =
                only(AwsEvent.exception("throttlingException", "{}").bytes());
        EventMessage error = only(new AwsEvent()
                .text(":message-type", "error")
                .text(":error-code", "InternalError")
                .text(":error-message", "sorry")
                .int32(":event-type", 1)
                .bytes());

        assertThat(event.messageType()).contains("event");
        assertThat(event.eventType()).contains("chunk");
        assertThat(event.contentType()).contains("application/json");
        assertThat(event.exceptionType()).isEmpty();
        assertThat(exception.messageType()).contains("exception");
        assertThat(exception.exceptionType()).contains("throttlingException");
        assertThat(error.errorCode()).contains("InternalError");
        assertThat(error.errorMessage()).contains("sorry");
        assertThat(error.eventType()).isEmpty();
    }

    @Test
    void a_message_in_one_piece_is_not_copied() {
        byte[] piece = joined(CHUNK, CHUNK);
        EventStreamReader reader = new EventStreamReader(
                message -> assertThat(message.payload().array()).isSameAs(piece));

        reader.feed(Bytes.of(piece));
        reader.finish();
    }

    @Test
    void finds_every_flipped_bit() {
        byte[] stream = joined(CHUNK, CHUNK);
        for (int bit = 0; bit < 8 * stream.length; bit++) {
            byte[] flipped = stream.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);

            Heard heard = Heard.of(List.of(flipped));

            assertThat(heard.broken()).as("bit " + bit).contains(Kind.CORRUPT);
            assertThat(heard.messages()).as("bit " + bit).hasSize(bit < 8 * CHUNK.length ? 0 : 1);
        }
    }

    @Test
    void stays_broken() {
        byte[] flipped = CHUNK.clone();
        flipped[20] ^= 1;
        EventStreamReader reader = new EventStreamReader(_ -> {});

        assertThatThrownBy(() -> reader.feed(Bytes.of(flipped)))
                .hasMessage("event stream: the checksum of a message differs");
        assertThatThrownBy(() -> reader.feed(Bytes.of(CHUNK))).isInstanceOf(EventStreamFault.class);
        assertThatThrownBy(reader::finish).isInstanceOf(EventStreamFault.class);
    }

    @Test
    void finds_wrong_lengths_before_anything_follows_them() {
        Heard heard = Heard.of(Heard.cutInto(prelude(16, 0, 1), 5));

        assertThat(heard.broken()).contains(Kind.CORRUPT);
    }

    @Test
    void believes_no_length_beyond_its_bounds() {
        assertThat(broken(prelude(EventStreamReader.MAX_MESSAGE + 1, 0, 0))).contains(Kind.TOO_LARGE);
        assertThat(broken(prelude(-1, 0, 0))).contains(Kind.TOO_LARGE);
        assertThat(broken(prelude(EventStreamReader.MAX_MESSAGE, EventStreamReader.MAX_HEADERS + 1, 0)))
                .contains(Kind.TOO_LARGE);
        assertThat(broken(prelude(100, -1, 0))).contains(Kind.TOO_LARGE);
        assertThat(broken(prelude(15, 0, 0))).contains(Kind.MALFORMED);
        assertThat(broken(prelude(100, 85, 0))).contains(Kind.MALFORMED);
        assertThat(broken(prelude(EventStreamReader.MAX_MESSAGE, EventStreamReader.MAX_HEADERS, 0)))
                .contains(Kind.CUT_OFF);
    }

    @Test
    void says_what_it_would_have_believed() {
        EventStreamReader reader = new EventStreamReader(_ -> {});

        assertThatThrownBy(() -> reader.feed(Bytes.of(prelude(-1, 0, 0))))
                .hasMessage("event stream: a message of 4294967295 bytes (expected: at most 16777216)");
    }

    @Test
    void reads_the_largest_message() {
        byte[] payload = new byte[EventStreamReader.MAX_MESSAGE - 16];

        Heard heard = Heard.of(Heard.cutInto(new AwsEvent().payload(payload).bytes(), 1 << 20));

        assertThat(heard.broken()).isEmpty();
        assertThat(heard.messages().getFirst().payload()).hasSize(payload.length);
    }

    @Test
    void refuses_headers_that_contradict_themselves() {
        byte[] none = {};
        assertThat(broken(new AwsEvent().header("", 0, none))).contains(Kind.MALFORMED);
        assertThat(broken(new AwsEvent().flag("a", true).flag("a", true))).contains(Kind.MALFORMED);
        assertThat(broken(new AwsEvent().header("a", 10, none))).contains(Kind.MALFORMED);
        assertThat(broken(new AwsEvent().header("a", 4, new byte[3]))).contains(Kind.MALFORMED);
        assertThat(broken(new AwsEvent().header("a", 9, new byte[15]))).contains(Kind.MALFORMED);
        assertThat(broken(new AwsEvent().header("a", 7, new byte[] {0, 2, 'x'})))
                .contains(Kind.MALFORMED);
        assertThat(broken(new AwsEvent().header("a", 6, new byte[] {(byte) 0xff, (byte) 0xff})))
                .contains(Kind.MALFORMED);
        assertThat(broken(new AwsEvent().header("a", 7, new byte[] {0, 1, (byte) 0xff})))
                .contains(Kind.MALFORMED);
    }

    private static EventMessage only(byte[] bytes) {
        var messages = new ArrayList<EventMessage>();
        new EventStreamReader(messages::add).feed(Bytes.of(bytes));
        assertThat(messages).hasSize(1);
        return messages.getFirst();
    }

    private static Optional<Kind> broken(AwsEvent event) {
        return broken(event.bytes());
    }

    private static Optional<Kind> broken(byte[] bytes) {
        return Heard.of(List.of(bytes)).broken();
    }

    private static byte[] prelude(int length, int headers, int wrong) {
        ByteBuffer prelude = ByteBuffer.allocate(12).putInt(length).putInt(headers);
        CRC32 crc = new CRC32();
        crc.update(prelude.array(), 0, 8);
        return prelude.putInt((int) crc.getValue() ^ wrong).array();
    }

    private static byte[] joined(byte[] first, byte[] second) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.writeBytes(first);
        joined.writeBytes(second);
        return joined.toByteArray();
    }
}
