package io.piuptime.gateway.send.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReadingOnTest {
    private final AtomicInteger ended = new AtomicInteger();

    @Test
    void it_is_over_when_its_time_is() {
        ReadingOn reading = new ReadingOn(-100, ended::incrementAndGet);

        assertThat(reading.isOver(-101)).isFalse();
        assertThat(reading.isOver(-100)).isTrue();
        assertThat(ended).hasValue(0);
    }

    @Test
    void it_is_over_when_the_answer_has_no_end() {
        ReadingOn reading = new ReadingOn(100, ended::incrementAndGet);
        reading.read(16 << 20);
        assertThat(reading.isOver(0)).isFalse();

        reading.read(1);
        assertThat(reading.isOver(0)).isTrue();
    }

    @Test
    void while_the_caller_is_there_it_has_no_end() {
        ReadingOn.NONE.read(Integer.MAX_VALUE);
        ReadingOn.NONE.end();

        assertThat(ReadingOn.NONE.hasBegun()).isFalse();
        assertThat(ReadingOn.NONE.isOver(Long.MAX_VALUE)).isFalse();
        assertThat(new ReadingOn(1, ended::incrementAndGet).hasBegun()).isTrue();
    }

    @Test
    void its_end_is_told_once() {
        ReadingOn reading = new ReadingOn(100, ended::incrementAndGet);
        reading.end();
        reading.end();

        assertThat(ended).hasValue(1);
    }
}
