package io.piuptime.dialects.gemini;

import io.piuptime.gateway.Bytes;
import java.util.Arrays;
import java.util.function.Consumer;

/** Cuts a list of objects, {@code [{…},{…}]}, or objects one after another, into the objects as they become whole. */
final class JsonCutter {
    /** The longest object that is believed: images come in one. */
    private static final int MAX_OBJECT = 32 << 20;

    private final Consumer<Bytes> objects;
    private byte[] begun = new byte[1024];
    private int length;
    private int depth;
    private boolean inText;
    private boolean escaped;

    JsonCutter(Consumer<Bytes> objects) {
        this.objects = objects;
    }

    /** Reads on. Returns false when an object is too long. */
    boolean feed(Bytes piece) {
        byte[] array = piece.array();
        int from = piece.from();
        for (int at = piece.from(); at < piece.to(); at++) {
            if (depth == 0 && array[at] != '{') {
                from = at + 1;
            } else if (ends(array[at])) {
                keep(array, from, at + 1);
                objects.accept(new Bytes(begun, 0, length));
                length = 0;
                from = at + 1;
            }
        }
        if (length + piece.to() - from > MAX_OBJECT) {
            return false;
        }
        keep(array, from, piece.to());
        return true;
    }

    /** Whether an object was begun and is not whole. */
    boolean isWithin() {
        return depth > 0;
    }

    private boolean ends(byte b) {
        if (inText) {
            boolean closes = b == '"' && !escaped;
            escaped = b == '\\' && !escaped;
            inText = !closes;
            return false;
        }
        switch (b) {
            case '"' -> inText = true;
            case '{' -> depth++;
            case '}' -> depth--;
            default -> {}
        }
        return depth == 0;
    }

    private void keep(byte[] array, int from, int to) {
        int more = to - from;
        if (length + more > begun.length) {
            begun = Arrays.copyOf(begun, Math.max(length + more, 2 * begun.length));
        }
        System.arraycopy(array, from, begun, length, more);
        length += more;
    }
}
