package io.piuptime.gateway.send.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.gateway.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Taking the encoding off bodies, and no further than is safe. */
class InflationTest {
    private static final byte[] TEXT = "some text, and some more text".getBytes(StandardCharsets.UTF_8);

    @Test
    void reads_gzip_and_deflate() throws IOException {
        assertThat(Inflation.whole(Bytes.of(gzip(TEXT)), "gzip", 1000)).isEqualTo(TEXT);
        assertThat(Inflation.whole(Bytes.of(gzip(TEXT)), "x-gzip", 1000)).isEqualTo(TEXT);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflate = new DeflaterOutputStream(packed)) {
            deflate.write(TEXT);
        }
        assertThat(Inflation.whole(Bytes.of(packed.toByteArray()), "deflate", 1000))
                .isEqualTo(TEXT);
    }

    @Test
    void stops_at_the_limit_of_size_and_of_growth() throws IOException {
        byte[] bomb = gzip(new byte[20 << 20]);
        assertThatThrownBy(() -> Inflation.whole(Bytes.of(bomb), "gzip", 64L << 20))
                .isInstanceOf(Inflation.BombException.class);
        assertThatThrownBy(() -> Inflation.whole(Bytes.of(gzip(new byte[5000])), "gzip", 4000))
                .isInstanceOf(Inflation.BombException.class);
    }

    @Test
    void tells_bytes_that_are_not_what_they_say() {
        assertThatThrownBy(() -> Inflation.whole(Bytes.of(TEXT), "gzip", 1000)).isInstanceOf(IOException.class);
    }

    @Test
    void reads_a_stream_in_any_pieces() throws IOException {
        byte[] packed = gzip(TEXT);
        Inflation inflation = Inflation.of("gzip").orElseThrow();
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        for (byte one : packed) {
            for (Bytes part : inflation.inflate(Bytes.of(new byte[] {one}))) {
                plain.write(part.array(), part.from(), part.length());
            }
        }
        inflation.close();
        assertThat(plain.toByteArray()).isEqualTo(TEXT);
    }

    @Test
    void gives_a_stream_up_that_grows_a_hundredfold() throws IOException {
        byte[] bomb = gzip(new byte[20 << 20]);
        Inflation inflation = Inflation.of("gzip").orElseThrow();
        assertThatThrownBy(() -> inflation.inflate(Bytes.of(bomb))).isInstanceOf(Inflation.BombException.class);
    }

    @Test
    void knows_what_it_does_not_know() {
        assertThat(Inflation.of("br")).isEmpty();
        assertThat(Inflation.of("")).isPresent();
        assertThat(Inflation.of("identity")).isPresent();
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        }
        return packed.toByteArray();
    }
}
