package io.piuptime.dialects.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LinesTest {
    @Test
    void finds_an_end_at_every_place() {
        for (int length = 0; length < 40; length++) {
            for (int end = 0; end <= length; end++) {
                byte[] bytes = new byte[length];
                Arrays.fill(bytes, (byte) 'x');
                if (end < length) {
                    bytes[end] = end % 2 == 0 ? (byte) '\n' : (byte) '\r';
                }
                for (int from = 0; from <= end; from++) {
                    assertThat(Lines.end(bytes, from, length)).isEqualTo(end);
                }
            }
        }
    }

    @Test
    void looks_no_further_than_its_stretch() {
        byte[] bytes = new byte[40];
        Arrays.fill(bytes, (byte) '\n');
        Arrays.fill(bytes, 0, 30, (byte) 'x');

        for (int to = 0; to <= 30; to++) {
            assertThat(Lines.end(bytes, 0, to)).isEqualTo(to);
        }
    }

    @Test
    void takes_no_other_byte_for_an_end() {
        Random random = new Random(20260804);
        byte[] bytes = new byte[64];
        for (int i = 0; i < 20_000; i++) {
            random.nextBytes(bytes);
            int from = random.nextInt(bytes.length);
            int expected = from;
            while (expected < bytes.length && bytes[expected] != '\n' && bytes[expected] != '\r') {
                expected++;
            }
            assertThat(Lines.end(bytes, from, bytes.length)).isEqualTo(expected);
        }
    }
}
