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
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private final Backlog backlog = new Backlog();

    @Test
    void is_bounded_in_number() {
        Frame frame = Frame.of(SampleUsage.record(1));
        for (int i = 0; i < Backlog.FRAMES; i++) {
            assertThat(backlog.add(frame)).isTrue();
        }

        assertThat(backlog.add(frame)).isFalse();
        assertThat(backlog.size()).isEqualTo(Backlog.FRAMES);
    }

    @Test
    void is_bounded_in_bytes() {
        Frame frame = Frame.of(large());
        int kept = 0;
        while (kept < Backlog.FRAMES && backlog.add(frame)) {
            kept++;
        }

        assertThat((long) kept * frame.length()).isLessThanOrEqualTo(Backlog.BYTES);
        assertThat((kept + 1L) * frame.length()).isGreaterThan(Backlog.BYTES);
    }

    @Test
    void a_segment_takes_what_it_has_room_for_and_the_rest_stays() {
        for (int i = 0; i < 10; i++) {
            backlog.add(Frame.of(SampleUsage.record(1)));
        }
        int length = Frame.of(SampleUsage.record(1)).length();
        try (Arena arena = Arena.ofConfined()) {
            Segment small = new Segment(1, arena, arena.allocate(Segment.HEADER + 4L * length));

            backlog.drainTo(small, 3);
            assertThat(backlog.size()).isEqualTo(7);
            assertThat(small.full()).isFalse();

            backlog.drainTo(small, 3);
            assertThat(backlog.size()).isEqualTo(6);
            assertThat(small.full()).isTrue();
        }
    }

    @Test
    void room_comes_back_with_what_is_taken() {
        Frame frame = Frame.of(SampleUsage.record(1));
        while (backlog.add(frame)) {
            assertThat(backlog.size()).isLessThanOrEqualTo(Backlog.FRAMES);
        }
        try (Arena arena = Arena.ofConfined()) {
            backlog.drainTo(new Segment(1, arena, arena.allocate(100_000)), 5);
        }

        assertThat(backlog.add(frame)).isTrue();
    }

    private static UsageRecord large() {
        String text = "x".repeat(RecordCodec.MOST_CHARACTERS);
        return new UsageRecord(
                "id",
                Instant.EPOCH,
                "key",
                "chat",
                text,
                text,
                200,
                Ending.COMPLETE,
                text,
                false,
                Tokens.NONE,
                text,
                1,
                new Times(0, 0, 0),
                new Sizes(0, 0));
    }
}
