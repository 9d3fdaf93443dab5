package io.piuptime.testkit.raw;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/** A header as it stood on the wire: the name in its own letters. */
public record Header(String name, String value) {
    public Header {
        requireNonNull(name, "name");
        requireNonNull(value, "value");
    }

    /** The value of the first header of that name, whatever the case of its letters. */
    public static Optional<String> first(List<Header> headers, String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }
}
