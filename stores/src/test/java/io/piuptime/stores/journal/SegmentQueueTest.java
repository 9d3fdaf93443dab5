package io.piuptime.stores.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.testkit.contracts.SampleUsage;
import java.lang.foreign.Arena;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SegmentQueueTest {
    private final Arena arena = Arena.ofConfined();
    private final Frame frame = Frame.of(SampleUsage.record(1));
    private final SegmentQueue queue = new SegmentQueue(List.of(3L, 7L));

    @AfterEach
    void free() {
        arena.close();
    }

    @Test
    void has_no_room_before_it_has_a_segment() {
        assertThat(queue.append(frame)).isFalse();
        assertThat(queue.needsSpare()).isTrue();
        assertThat(queue.end()).isEqualTo(new Position(7, Position.WHOLE));
    }

    @Test
    void a_spare_segment_follows_when_the_active_one_is_full() {
        queue.spare(segment(8, 2));
        assertThat(queue.append(frame)).isTrue();
        assertThat(queue.append(frame)).isTrue();
        assertThat(queue.append(frame)).isFalse();
        assertThat(queue.active().number()).isEqualTo(8);

        queue.spare(segment(9, 2));
        assertThat(queue.append(frame)).isTrue();

        assertThat(queue.active().number()).isEqualTo(9);
        assertThat(queue.end()).isEqualTo(new Position(9, Segment.HEADER + (long) frame.length()));
        assertThat(queue.takeSealed()).extracting(Segment::number).containsExactly(8L);
        assertThat(queue.takeSealed()).isEmpty();
    }

    @Test
    void a_spare_segment_is_not_there_for_readers() {
        queue.spare(segment(8, 2));
        queue.append(frame);
        queue.spare(segment(9, 2));

        assertThat(queue.atOrAfter(0)).contains(3L);
        assertThat(queue.atOrAfter(4)).contains(7L);
        assertThat(queue.atOrAfter(8)).contains(8L);
        assertThat(queue.atOrAfter(9)).isEmpty();
    }

    @Test
    void forgets_what_is_below_a_number_but_not_the_active_segment() {
        queue.spare(segment(8, 2));
        queue.append(frame);

        assertThat(queue.forgetBelow(7)).containsExactly(3L);
        assertThat(queue.forgetBelow(100)).containsExactly(7L);
        assertThat(queue.atOrAfter(0)).contains(8L);
    }

    @Test
    void the_end_hands_over_every_mapped_segment_and_takes_no_more() {
        queue.spare(segment(8, 2));
        queue.append(frame);
        queue.spare(segment(9, 2));

        queue.close();

        assertThat(queue.takeSealed()).extracting(Segment::number).containsExactly(8L, 9L);
        assertThat(queue.append(frame)).isFalse();
    }

    private Segment segment(long number, int frames) {
        return new Segment(number, arena, arena.allocate(Segment.HEADER + (long) frames * frame.length()));
    }
}
