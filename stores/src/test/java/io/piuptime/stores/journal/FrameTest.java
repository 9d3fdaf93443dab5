package io.piuptime.stores.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.usage.Tokens;
import io.piuptime.model.usage.UsageRecord;
import io.piuptime.model.usage.UsageRecord.Ending;
import io.piuptime.model.usage.UsageRecord.Sizes;
import io.piuptime.model.usage.UsageRecord.Times;
import io.piuptime.stores.journal.codec.RecordCodec;
import io.piuptime.testkit.contracts.SampleUsage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FrameTest {
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment memory = arena.allocate(2L * Frame.LONGEST);

    @AfterEach
    void free() {
        arena.close();
    }

    @Test
    void a_record_comes_back_from_where_it_was_put() {
        Frame frame = Frame.of(SampleUsage.record(7));
        frame.put(memory, 13);

        assertThat(Frame.payloadLength(memory, 13, memory.byteSize())).isEqualTo(frame.length() - Frame.HEADER);
        assertThat(RecordCodec.read(payload(13))).isEqualTo(SampleUsage.record(7));
        assertThat(Frame.holds(memory, 13, payload(13))).isTrue();
    }

    @Test
    void a_trimmed_frame_is_the_same() {
        Frame frame = Frame.of(SampleUsage.record(7)).trimmed();
        frame.put(memory, 0);

        assertThat(RecordCodec.read(payload(0))).isEqualTo(SampleUsage.record(7));
    }

    @Test
    void the_header_is_the_length_and_the_checksum_with_the_lowest_byte_first() {
        Frame frame = Frame.of(SampleUsage.record(7));
        frame.put(memory, 0);

        assertThat(memory.get(ValueLayout.JAVA_BYTE, 0)).isEqualTo((byte) (frame.length() - Frame.HEADER));
        assertThat(memory.get(ValueLayout.JAVA_BYTE, 3)).isZero();
    }

    @Test
    void every_changed_bit_of_the_payload_is_found() {
        Frame frame = Frame.of(SampleUsage.record(7));
        frame.put(memory, 0);
        for (int bit = 0; bit < 8 * (frame.length() - Frame.HEADER); bit++) {
            byte[] payload = payload(0);
            payload[bit / 8] ^= (byte) (1 << bit % 8);

            assertThat(Frame.holds(memory, 0, payload)).as("bit " + bit).isFalse();
        }
    }

    @Test
    void a_frame_that_would_go_beyond_the_end_is_none() {
        Frame frame = Frame.of(SampleUsage.record(7));
        frame.put(memory, 0);

        assertThat(Frame.payloadLength(memory, 0, frame.length())).isPositive();
        assertThat(Frame.payloadLength(memory, 0, frame.length() - 1L)).isZero();
        assertThat(Frame.payloadLength(memory, 0, Frame.HEADER - 1L)).isZero();
    }

    @Test
    void zeros_are_no_frame() {
        assertThat(Frame.payloadLength(memory, 0, memory.byteSize())).isZero();
    }

    @Test
    void the_longest_record_fits() {
        String longest = "\u5b57".repeat(RecordCodec.MOST_CHARACTERS);
        UsageRecord usage = new UsageRecord(
                longest,
                Instant.EPOCH,
                longest,
                longest,
                longest,
                longest,
                200,
                Ending.COMPLETE,
                longest,
                false,
                Tokens.NONE,
                longest,
                1,
                new Times(0, 0, 0),
                new Sizes(0, 0));
        Frame.of(usage).put(memory, 0);

        assertThat(RecordCodec.read(payload(0))).isEqualTo(usage);
    }

    private byte[] payload(long at) {
        return Frame.payload(memory, at, Frame.payloadLength(memory, at, memory.byteSize()));
    }
}
