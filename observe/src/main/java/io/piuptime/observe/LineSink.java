package io.piuptime.observe;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/** Where lines end up. Used by one thread. */
public interface LineSink extends Closeable {
    /**
     * Writes whole lines. After a failure it may be called again.
     *
     * @throws IOException when they could not all be written
     */
    void write(byte[] lines, int length) throws IOException;

    /** Writes to a stream that stays open, such as the process's standard output. */
    static LineSink to(OutputStream stream) {
        return new LineSink() {
            @Override
            public void write(byte[] lines, int length) throws IOException {
                stream.write(lines, 0, length);
                stream.flush();
            }

            @Override
            public void close() throws IOException {
                stream.flush();
            }
        };
    }
}
