package io.piuptime.dialects.aws.eventstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.piuptime.dialects.Mutations;
import io.piuptime.testkit.script.AwsEvent;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** Streams nobody sent: nothing but the one fault is thrown, and where the bytes are cut makes no difference. */
class EventStreamFuzzTest {
    private static final long NANOS = 2_000_000_000L;

    @FuzzTest(maxDuration = "3s")
    void throws_nothing_but_its_fault(byte[] bytes) {
        check(bytes, new Random(bytes.length));
        check(sealed(bytes), new Random(bytes.length));
    }

    @Test
    void says_the_same_however_a_stream_is_cut() {
        Random random = new Random(20260318);
        Mutations mutations = new Mutations(random);
        byte[] headers = headersOf(AwsEvent.json("chunk", "").bytes());
        int streams = 0;
        for (long end = System.nanoTime() + NANOS; System.nanoTime() < end; streams++) {
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            stream.writeBytes(
                    AwsEvent.json("chunk", "x".repeat(random.nextInt(3000))).bytes());
            stream.writeBytes(sealed(mutations.mutate(headers)));
            check(random.nextInt(4) == 0 ? mutations.mutate(stream.toByteArray()) : stream.toByteArray(), random);
        }
        assertThat(streams).isGreaterThan(100);
    }

    private static void check(byte[] stream, Random random) {
        Heard whole = Heard.of(List.of(stream));

        assertThat(Heard.of(pieces(stream, random))).isEqualTo(whole);
    }

    /** A message with these bytes as headers, its lengths and checksums right: the headers' reader sees whatever they are. */
    private static byte[] sealed(byte[] headers) {
        ByteBuffer message = ByteBuffer.allocate(headers.length + 16);
        message.putInt(headers.length + 16).putInt(headers.length);
        message.putInt(checksum(message.array(), message.position())).put(headers);
        return message.putInt(checksum(message.array(), message.position())).array();
    }

    private static int checksum(byte[] array, int length) {
        CRC32 crc = new CRC32();
        crc.update(array, 0, length);
        return (int) crc.getValue();
    }

    private static byte[] headersOf(byte[] message) {
        return Arrays.copyOfRange(message, 12, message.length - 4);
    }

    private static List<byte[]> pieces(byte[] stream, Random random) {
        List<byte[]> pieces = new ArrayList<>();
        int most = 1 + random.nextInt(1 + random.nextInt(2000));
        for (int at = 0; at < stream.length; ) {
            int to = Math.min(stream.length, at + random.nextInt(most + 1));
            pieces.add(Arrays.copyOfRange(stream, at, to));
            at = to;
        }
        return pieces;
    }
}
