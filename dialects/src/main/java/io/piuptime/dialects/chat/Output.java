package io.piuptime.dialects.chat;

import io.piuptime.gateway.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.databind.JsonNode;

/** Bytes that are being written, in one array that grows. */
public final class Output {
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EVENT = "event: ".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[512];
    private int length;

    /** A server-sent event without a name. */
    public void data(JsonNode json) {
        append(DATA);
        append(Trees.bytes(json));
        append('\n');
        append('\n');
    }

    /** A server-sent event with a name. */
    public void event(String name, JsonNode json) {
        append(EVENT);
        text(name);
        append('\n');
        data(json);
    }

    public void text(String text) {
        append(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes of a framing that is no text. */
    public void raw(byte[] more) {
        append(more);
    }

    /** A copy of what was written so far. */
    public Bytes bytes() {
        return Bytes.of(Arrays.copyOf(bytes, length));
    }

    public boolean isEmpty() {
        return length == 0;
    }

    public void clear() {
        length = 0;
    }

    private void append(char c) {
        room(1);
        bytes[length++] = (byte) c;
    }

    private void append(byte[] more) {
        room(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
