package io.piuptime.control.api;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.key.KeyText;
import java.util.List;
import java.util.Map;

/** Carries an answer that is an error out of a handler. Its message goes to the caller, in the form of RFC 9457. */
public final class Problem extends RuntimeException {
    private static final int SHOWN = 60;

    private final Kind kind;
    private final String code;
    private final transient Map<String, String> headers;
    private final transient List<Flaw> flaws;

    public Problem(Kind kind, String code, String message) {
        this(kind, code, message, Map.of(), List.of());
    }

    private Problem(Kind kind, String code, String message, Map<String, String> headers, List<Flaw> flaws) {
        super(requireNonNull(message, "message"), null, false, false);
        this.kind = requireNonNull(kind, "kind");
        this.code = requireNonNull(code, "code");
        this.headers = Map.copyOf(headers);
        this.flaws = List.copyOf(flaws);
    }

    /** What kind of answer it is. */
    public enum Kind {
        INVALID(400, "The request is wrong"),
        UNAUTHENTICATED(401, "Nobody known asks"),
        FORBIDDEN(403, "The caller may not do this"),
        NOT_FOUND(404, "Nothing is there"),
        METHOD_NOT_ALLOWED(405, "The path does not serve this method"),
        CONFLICT(409, "It does not fit what is there"),
        CHANGED(412, "It was changed meanwhile"),
        TOO_LARGE(413, "The request is too large"),
        UNPROCESSABLE(422, "The request cannot be carried out"),
        CONDITION_MISSING(428, "The request has to say what it changes"),
        INTERNAL(500, "The gateway failed"),
        UNAVAILABLE(503, "The store does not answer");

        private final int status;
        private final String title;

        Kind(int status, String title) {
            this.status = status;
            this.title = title;
        }
    }

    /**
     * One of several things that are wrong.
     *
     * @param field where, as in {@code limits[0].window}; empty if it is in no field
     * @param detail value and expectation
     */
    public record Flaw(String field, String detail) {
        public Flaw {
            requireNonNull(field, "field");
            requireNonNull(detail, "detail");
        }
    }

    public static Problem invalid(String code, String message) {
        return new Problem(Kind.INVALID, code, message);
    }

    public static Problem notFound(String message) {
        return new Problem(Kind.NOT_FOUND, "not_found", message);
    }

    public Problem withHeader(String name, String value) {
        return new Problem(kind, code, message(), Map.of(name, value), flaws);
    }

    public Problem withFlaws(List<Flaw> more) {
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

    public String title() {
        return kind.title;
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

    public List<Flaw> flaws() {
        return flaws;
    }
}
