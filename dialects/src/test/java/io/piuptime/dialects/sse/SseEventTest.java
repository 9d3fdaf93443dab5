package io.piuptime.dialects.sse;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.Bytes;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SseEventTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "data: x^^                   | ``    | x",
                "data:x^^                    | ``    | x",
                "data:  x ^^                 | ``    | ` x `",
                "data^^                      | ``    | ``",
                "data:^^                     | ``    | ``",
                "data: a^data: b^data:c^^    | ``    | a^b^c",
                "data: a$^data: b$^$^        | ``    | a^b",
                "data: a$data: b$$           | ``    | a^b",
                "data^data^^                 | ``    | ^",
                "data:^data: b^^             | ``    | ^b",
                "event: e^data: x^id: 1^^    | e     | x",
                "data: x^event:e^event: f^^  | f     | x",
                "event^data: x^^             | ``    | x",
                ": data: x^^                 | ``    | ``",
                "dataset: x^^                | ``    | ``",
                "` data: x^^`                | ``    | ``",
                "Data: x^^                   | ``    | ``",
                "id: 1^retry: 2^^            | ``    | ``",
                "data: x                     | ``    | x",
                "^data: x^^                  | ``    | x"
            })
    void reads_the_fields_of_a_frame(String frame, String type, String data) {
        SseEvent event = SseEvent.of(Bytes.utf8(breaks(frame)), false);

        assertThat(event.type()).isEqualTo(type);
        assertThat(event.data()).hasToString(breaks(data));
    }

    @ParameterizedTest
    @CsvSource({
        "data: x^^,true",
        "data:^^,true",
        "data^^,true",
        "event: e^^,false",
        ": data^^,false",
        "dataset: 1^^,false"
    })
    void tells_empty_data_from_none(String frame, boolean hasData) {
        assertThat(SseEvent.of(Bytes.utf8(breaks(frame)), false).hasData()).isEqualTo(hasData);
    }

    @Test
    void a_byte_order_mark_is_passed_over_in_the_first_frame() {
        Bytes frame = Bytes.utf8("\ufeffdata: x\n\n");

        assertThat(SseEvent.of(frame, true).data()).hasToString("x");
        assertThat(SseEvent.of(frame, false).data().length()).isZero();
    }

    @Test
    void data_in_one_line_lies_in_the_frame() {
        Bytes frame = Bytes.utf8("event: x\ndata: {}\n\n");

        assertThat(SseEvent.of(frame, false).data().sharesArrayWith(frame)).isTrue();
    }

    @Test
    void very_many_lines_take_linear_time() {
        Bytes frame = Bytes.utf8("data:\n".repeat(170_000) + "\n");
        long before = System.nanoTime();

        assertThat(SseEvent.of(frame, false).data().length()).isEqualTo(169_999);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
    }

    private static String breaks(String text) {
        return text.replace('^', '\n').replace('$', '\r');
    }
}
