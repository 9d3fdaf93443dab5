package io.piuptime.dialects.aws.eventstream;

import io.piuptime.gateway.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a reader told of a stream.
 *
 * @param broken how the stream was broken, if it was
 */
record Heard(List<Message> messages, Optional<EventStreamFault.Kind> broken) {
    /** A message whose payload outlives the call that it came with. */
    record Message(Map<String, HeaderValue> headers, String payload) {}

    /** Feeds pieces that are wiped after their use, so that nothing may be kept of them. */
    static Heard of(List<byte[]> pieces) {
        List<Message> messages = new ArrayList<>();
        EventStreamReader reader = new EventStreamReader(message ->
                messages.add(new Message(message.headers(), message.payload().toString())));
        try {
            for (byte[] piece : pieces) {
                byte[] among = new byte[piece.length + 2];
                System.arraycopy(piece, 0, among, 1, piece.length);
                reader.feed(new Bytes(among, 1, 1 + piece.length));
                Arrays.fill(among, (byte) 0x55);
            }
            reader.finish();
            return new Heard(messages, Optional.empty());
        } catch (EventStreamFault e) {
            return new Heard(messages, Optional.of(e.kind()));
        }
    }

    static List<byte[]> cutInto(byte[] body, int length) {
        List<byte[]> pieces = new ArrayList<>();
        for (int at = 0; at < body.length; at += length) {
            pieces.add(Arrays.copyOfRange(body, at, Math.min(body.length, at + length)));
        }
        return pieces;
    }

    static List<byte[]> cutAt(byte[] body, int at) {
        return List.of(Arrays.copyOfRange(body, 0, at), Arrays.copyOfRange(body, at, body.length));
    }
}
