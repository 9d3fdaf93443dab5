package io.piuptime.control.api;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.key.KeyText;
import java.util.List;
import java.util.Map;

/** Carries an answer that is an error out of a handler. Its message goes to the caller. */
public final class Problem extends RuntimeException {
    private static final int SHOWN = 60;

    private final Kind kind;
    private final String code;
    private final transient Map<String, String> headers;
    private final transient List<String> details;

    public Problem(Kind kind, String code, String message) {
        this(kind, code, message, Map.of(), List.of());
    }

    private Problem(Kind kind, String code, String message, Map<String, String> headers, List<String> details) {
        super(requireNonNull(message, "message"), null, false, false);
        this.kind = requireNonNull(kind, "kind");
        this.code = requireNonNull(code, "code");
        this.headers = Map.copyOf(headers);
        this.details = List.copyOf(details);
    }

    /** What kind of answer it is. */
    public enum Kind {
        INVALID(400, "invalid_request_error"),
        UNAUTHENTICATED(401, "authentication_error"),
        NOT_FOUND(404, "not_found_error"),
        METHOD_NOT_ALLOWED(405, "invalid_request_error"),
        CONFLICT(409, "invalid_request_error"),
        TOO_LARGE(413, "invalid_request_error"),
        UNPROCESSABLE(422, "invalid_request_error"),
        INTERNAL(500, "server_error"),
        UNAVAILABLE(503, "server_error");

        private final int status;
        private final String type;

        Kind(int status, String type) {
            this.status = status;
            this.type = type;
        }
    }

    public static Problem invalid(String code, String message) {
        return new Problem(Kind.INVALID, code, message);
    }

    public static Problem notFound(String message) {
        return new Problem(Kind.NOT_FOUND, "not_found", message);
    }

    public Problem withHeader(String name, String value) {
        return new Problem(kind, code, message(), Map.of(name, value), details);
    }

    public Problem withDetails(List<String> more) {
        return new Problem(kind, code, message(), headers, more);
    }

    /** A value as a message may quote it: short, without control characters, and never a key. */
    public static String shown(String value) {
        if (value.contains(KeyText.PREFIX) || value.contains("sk-")) {
            return "a secret";
        }
        String clean = value.replaceAll("\\p{Cntrl}", "?");
        return "'" + (clean.length() > SHOWN ? clean.substring(0, SHOWN) + "…" : clean) + "'";
    }

    public int status() {
        return kind.status;
    }

    public String type() {
        return kind.type;
    }

    public String code() {
        return code;
    }

    public String message() {
        return String.valueOf(getMessage());
    }

    public Map<String, String> headers() {
        return headers;
    }

    public List<String> details() {
        return details;
    }
}
