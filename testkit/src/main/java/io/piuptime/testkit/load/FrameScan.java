package io.piuptime.testkit.load;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Counts the events of an event stream as its bytes pass, and notices the first one that carries content. */
final class FrameScan {
    private static final byte[] CONTENT = "\"content\":\"".getBytes(UTF_8);

    private int frames;
    private int lineLength;
    private boolean data;
    private int matched;
    private boolean content;

    /** Takes the next bytes; returns how many events ended in them. */
    int feed(byte[] bytes, int from, int to) {
        int before = frames;
        for (int at = from; at < to; at++) {
            next(bytes[at]);
        }
        return frames - before;
    }

    int frames() {
        return frames;
    }

    /** Whether text came that is not empty. */
    boolean hasContent() {
        return content;
    }

    private void next(byte next) {
        if (!content) {
            match(next);
        }
        if (next == '\n') {
            if (lineLength == 0 && data) {
                frames++;
                data = false;
            }
            lineLength = 0;
        } else if (next != '\r') {
            data = data || (lineLength == 0 && next == 'd');
            lineLength++;
        }
    }

    private void match(byte next) {
        if (matched == CONTENT.length) {
            content = next != '"';
            matched = 0;
        } else {
            matched = next == CONTENT[matched] ? matched + 1 : next == CONTENT[0] ? 1 : 0;
        }
    }
}
