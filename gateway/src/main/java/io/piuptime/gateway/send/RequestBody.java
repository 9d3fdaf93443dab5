package io.piuptime.gateway.send;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.send.wire.Buffers;
import io.piuptime.model.catalog.Target;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import java.util.List;
import java.util.function.Function;

/** The body of a request on its way to a target. */
public sealed interface RequestBody {
    /** Whether it can be sent once more. */
    boolean repeatable();

    /**
     * A body that is held whole.
     *
     * @param pieces its bytes as they are to be sent to a target, in order
     */
    record Held(Function<Target, List<Bytes>> pieces) implements RequestBody {
        @Override
        public boolean repeatable() {
            return true;
        }
    }

    /** A body that is still arriving: it passes through and can be sent once. */
    non-sealed interface Passing extends RequestBody {
        @Override
        default boolean repeatable() {
            return false;
        }

        /** Bytes to send to a target, or -1 when the caller did not say. */
        long length(Target target);

        /** Sends all of it. The future fails when either side breaks off. */
        Future<Void> sendTo(HttpClientRequest upstream, Target target);
    }

    /** Joins pieces, copying only when there are several. */
    static Buffer join(List<Bytes> pieces) {
        if (pieces.size() == 1) {
            return Buffers.wrap(pieces.getFirst());
        }
        int length = 0;
        for (Bytes piece : pieces) {
            length += piece.length();
        }
        byte[] whole = new byte[length];
        int at = 0;
        for (Bytes piece : pieces) {
            System.arraycopy(piece.array(), piece.from(), whole, at, piece.length());
            at += piece.length();
        }
        return Buffers.wrap(Bytes.of(whole));
    }
}
