package io.piuptime.gateway.accept.body;

import java.util.Locale;
import java.util.Optional;

/** The boundary parameter of a multipart content type (RFC 2046 §5.1.1). */
public final class Boundary {
    private static final int LONGEST = 70;
    private static final String NAME = "boundary=";

    private Boundary() {}

    public static Optional<String> of(String contentType) {
        int at = contentType.toLowerCase(Locale.ROOT).indexOf(NAME);
        if (at < 0) {
            return Optional.empty();
        }
        String rest = contentType.substring(at + NAME.length());
        String boundary;
        if (rest.startsWith("\"")) {
            int end = rest.indexOf('"', 1);
            boundary = end < 0 ? "" : rest.substring(1, end);
        } else {
            int end = rest.indexOf(';');
            boundary = (end < 0 ? rest : rest.substring(0, end)).strip();
        }
        return boundary.isEmpty() || boundary.length() > LONGEST ? Optional.empty() : Optional.of(boundary);
    }
}
