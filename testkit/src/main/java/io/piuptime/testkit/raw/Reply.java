package io.piuptime.testkit.raw;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * A reply as it was read from a connection. Equality is identity.
 *
 * @param whole whether the body came to the end that its framing promised
 */
public record Reply(String statusLine, List<Header> headers, Body body, boolean whole) {
    public Reply {
        requireNonNull(statusLine, "statusLine");
        headers = List.copyOf(headers);
        requireNonNull(body, "body");
    }

    /** The bytes of a body, its transfer coding taken off. */
    public static final class Body {
        private final byte[] bytes;

        public Body(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        public byte[] bytes() {
            return bytes.clone();
        }

        @Override
        public String toString() {
            return new String(bytes, UTF_8);
        }
    }

    /** The status code; 0 if the status line has none. */
    public int status() {
        String[] words = statusLine.split(" ", 3);
        return words.length > 1 && words[1].matches("\\d{3}") ? Integer.parseInt(words[1]) : 0;
    }

    public Optional<String> header(String name) {
        return Header.first(headers, name);
    }

    public String text() {
        return body.toString();
    }
}
