package io.piuptime.observe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

class LineSinkTest {
    @Test
    void writes_at_once_and_leaves_the_stream_open() throws Exception {
        Watching stream = new Watching();
        try (LineSink sink = LineSink.to(stream)) {
            sink.write("one\ntwo".getBytes(UTF_8), 4);

            assertThat(stream.toString(UTF_8)).isEqualTo("one\n");
            assertThat(stream.flushes).isOne();
        }
        assertThat(stream.closed).isFalse();
    }

    private static final class Watching extends ByteArrayOutputStream {
        private int flushes;
        private boolean closed;

        @Override
        public void flush() {
            flushes++;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
