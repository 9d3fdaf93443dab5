package io.piuptime.gateway.send;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.send.wire.Buffers;
import io.piuptime.gateway.translate.Outbound;
import io.piuptime.model.catalog.Target;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The body of a request on its way to a target. */
public sealed interface RequestBody {
    /** Whether it can be sent once more. */
    boolean repeatable();

    /** A body that is held whole. */
    non-sealed interface Held extends RequestBody {
        @Override
        default boolean repeatable() {
            return true;
        }

        /** Says it as a target is to get it; hands over on the exchange's loop, at once or later. */
        void prepare(Target target, Consumer<Outbound> ready, Consumer<RuntimeException> failed);
    }

    /** A body that is still arriving: it passes through and can be sent once. */
    non-sealed interface Passing extends RequestBody {
        @Override
        default boolean repeatable() {
            return false;
        }

        /** The request that it belongs to, where that was made beforehand. */
        default Optional<Outbound.Request> outbound() {
            return Optional.empty();
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
