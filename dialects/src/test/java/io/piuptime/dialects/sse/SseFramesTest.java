package io.piuptime.dialects.sse;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SseFramesTest {
    /** Keeps frames as text, and a bar for every piece. */
    private static final class Seen implements SseFrames.Reader {
        private final List<String> frames = new ArrayList<>();
        private int pieces;

        @Override
        public void frame(Bytes frame) {
            frames.add(frame.toString());
        }

        @Override
        public void pieceDone() {
            pieces++;
        }
    }

    private final Seen seen = new Seen();
    private final SseFrames frames = new SseFrames(seen);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a^^b^^            | a^^ b^^",
                "a$^$^b$^$^        | a$^$^ b$^$^",
                "a$$b$$            | a$$ b$$",
                "a$^^b^$^          | a$^^ b^$^",
                "a^$b^$^           | a^$ b^$^",
                "a^b^c^^           | a^b^c^^",
                "^^a^^             | ^ ^ a^^",
                "a$$^b$$^          | a$$^ b$$^",
                "a                 | ''",
                "a^                | ''",
                "a^b^              | ''"
            })
    void a_blank_line_ends_a_frame_whatever_ends_lines(String text, String expected) {
        frames.feed(Bytes.utf8(breaks(text)));

        assertThat(String.join(" ", seen.frames)).isEqualTo(breaks(expected));
        assertThat(seen.pieces).isEqualTo(1);
    }

    @Test
    void a_line_feed_that_belongs_to_a_carriage_return_is_waited_for_where_lines_end_with_both() {
        frames.feed(Bytes.utf8("data: x\r\n\r"));
        assertThat(seen.frames).isEmpty();
        frames.feed(Bytes.utf8("\ndata: y\r\n\r"));
        frames.feed(Bytes.utf8("data: z\r\n\r\n"));

        assertThat(seen.frames).containsExactly("data: x\r\n\r\n", "data: y\r\n\r", "data: z\r\n\r\n");
    }

    @Test
    void no_line_feed_is_waited_for_where_lines_end_with_carriage_returns() {
        frames.feed(Bytes.utf8("data: x\r\r"));

        assertThat(seen.frames).containsExactly("data: x\r\r");
        frames.feed(Bytes.utf8("\n"));
        assertThat(frames.rest().length()).isZero();
    }

    @Test
    void keeps_the_beginning_of_a_frame_in_an_array_of_its_own() {
        byte[] piece = "data: x\n\ndata: ".getBytes(StandardCharsets.US_ASCII);
        frames.feed(Bytes.of(piece));
        Arrays.fill(piece, (byte) '#');

        assertThat(frames.rest()).hasToString("data: ");
        frames.feed(Bytes.utf8("y\n\n"));
        assertThat(seen.frames).containsExactly("data: x\n\n", "data: y\n\n");
        assertThat(frames.rest().length()).isZero();
    }

    @Test
    void a_frame_in_one_piece_is_handed_on_where_it_lies() {
        Bytes piece = Bytes.utf8("data: x\n\n");
        List<Boolean> shared = new ArrayList<>();
        SseFrames reading = new SseFrames(new SseFrames.Reader() {
            @Override
            public void frame(Bytes frame) {
                shared.add(frame.sharesArrayWith(piece));
            }

            @Override
            public void pieceDone() {}
        });
        reading.feed(piece);

        assertThat(shared).containsExactly(true);
    }

    @Test
    void a_frame_that_grows_too_long_is_told_for_good() {
        byte[] part = new byte[SseFrames.MAX_FRAME / 2];
        Arrays.fill(part, (byte) 'x');

        assertThat(frames.feed(Bytes.of(part))).isTrue();
        assertThat(frames.feed(Bytes.of(part))).isTrue();
        assertThat(frames.feed(Bytes.utf8("\n\n"))).isFalse();
        assertThat(frames.feed(Bytes.utf8("data: x\n\n"))).isFalse();
        assertThat(seen.frames).isEmpty();
    }

    @Test
    void frames_before_one_that_is_too_long_are_handed_on() {
        assertThat(frames.feed(Bytes.utf8("data: x\n\n" + "y".repeat(SseFrames.MAX_FRAME) + "\n\n")))
                .isFalse();
        assertThat(seen.frames).containsExactly("data: x\n\n");
        assertThat(seen.pieces).isEqualTo(1);
    }

    private static String breaks(String text) {
        return text.replace('^', '\n').replace('$', '\r');
    }
}
