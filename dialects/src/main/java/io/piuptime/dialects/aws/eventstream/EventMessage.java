package io.piuptime.dialects.aws.eventstream;

import io.piuptime.gateway.Bytes;
import java.util.Map;
import java.util.Optional;

/**
 * One message of a stream, whose checksums were right.
 *
 * @param headers by name, in their order
 * @param payload the reader's until the call that it came with returns
 */
public record EventMessage(Map<String, HeaderValue> headers, Bytes payload) {
    /** {@code event}, {@code exception} or {@code error}. */
    public Optional<String> messageType() {
        return text(":message-type");
    }

    /** The name of an event. */
    public Optional<String> eventType() {
        return text(":event-type");
    }

    /** The name of an exception that the service foresees. */
    public Optional<String> exceptionType() {
        return text(":exception-type");
    }

    /** The code of an error that no one foresaw. */
    public Optional<String> errorCode() {
        return text(":error-code");
    }

    public Optional<String> errorMessage() {
        return text(":error-message");
    }

    public Optional<String> contentType() {
        return text(":content-type");
    }

    /** The value of a header that holds a text. */
    public Optional<String> text(String name) {
        return headers.get(name) instanceof HeaderValue.Text(String value) ? Optional.of(value) : Optional.empty();
    }
}
