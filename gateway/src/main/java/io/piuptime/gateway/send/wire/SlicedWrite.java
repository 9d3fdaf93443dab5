package io.piuptime.gateway.send.wire;

import io.piuptime.gateway.Bytes;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.util.List;

/**
 * Writes large bytes in slices as the other side takes them: a socket write copies what it is given into memory outside of
 * the heap, and that has to stay small however large the body is.
 */
public final class SlicedWrite {
    /** Up to here one write is cheaper than several. */
    public static final int SLICE = 64 << 10;

    private final WriteStream<Buffer> to;
    private final List<Bytes> pieces;
    private final Promise<Buffer> last = Promise.promise();
    private int piece;
    private int at;

    private SlicedWrite(WriteStream<Buffer> to, List<Bytes> pieces) {
        this.to = to;
        this.pieces = pieces.stream().filter(bytes -> bytes.length() > 0).toList();
    }

    /** Writes all but the last slice, which the future holds so that the caller can end with it. */
    public static Future<Buffer> allButLast(WriteStream<Buffer> to, List<Bytes> pieces) {
        SlicedWrite write = new SlicedWrite(to, pieces);
        write.run();
        return write.last.future();
    }

    private void run() {
        while (piece < pieces.size()) {
            Bytes from = pieces.get(piece);
            int start = from.from() + at;
            int end = Math.min(from.to(), start + SLICE);
            Buffer slice = Buffers.wrap(new Bytes(from.array(), start, end));
            at += end - start;
            if (end == from.to()) {
                piece++;
                at = 0;
            }
            if (piece == pieces.size()) {
                last.complete(slice);
                return;
            }
            to.write(slice).onFailure(last::tryFail);
            if (to.writeQueueFull()) {
                to.drainHandler(_ -> run());
                return;
            }
        }
        last.complete(Buffers.EMPTY);
    }
}
