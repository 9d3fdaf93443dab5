package io.piuptime.dialects.multipart;

import java.util.Locale;
import java.util.Optional;

/**
 * What a part's headers say of it (RFC 7578 §4.2). Headers that two readers could understand differently are refused, for the
 * provider is the second reader.
 *
 * @param name of the field, or empty
 * @param file whether it has a file's name
 */
record Disposition(String name, boolean file) {
    private static final String HEADER = "content-disposition";

    /** Reads a part's header lines. */
    static Disposition of(String headers) throws BrokenException {
        Optional<Disposition> found = Optional.empty();
        for (String line : headers.split("\r\n", -1)) {
            if (line.startsWith(" ") || line.startsWith("\t")) {
                throw new BrokenException("a header of a part goes on in a second line");
            }
            if (line.indexOf('\r') >= 0 || line.indexOf('\n') >= 0 || line.indexOf('\0') >= 0) {
                throw new BrokenException("a header of a part holds a control character");
            }
            int colon = line.indexOf(':');
            if (colon < 0
                    || !line.substring(0, colon)
                            .strip()
                            .toLowerCase(Locale.ROOT)
                            .equals(HEADER)) {
                continue;
            }
            if (found.isPresent()) {
                throw new BrokenException("a part has two content dispositions");
            }
            found = Optional.of(new Parameters(line, colon + 1).read());
        }
        return found.orElse(new Disposition("", false));
    }

    /** Goes through {@code form-data; name="a"; filename="b;c"}. */
    private static final class Parameters {
        private final String line;
        private int at;
        private Optional<String> name = Optional.empty();
        private boolean file;

        Parameters(String line, int at) {
            this.line = line;
            this.at = at;
        }

        Disposition read() throws BrokenException {
            until(';');
            while (at < line.length()) {
                at++;
                parameter();
            }
            return new Disposition(name.orElse(""), file);
        }

        private void parameter() throws BrokenException {
            int from = at;
            while (at < line.length() && line.charAt(at) != '=' && line.charAt(at) != ';') {
                at++;
            }
            String key = line.substring(from, at).strip().toLowerCase(Locale.ROOT);
            if (at == line.length() || line.charAt(at) == ';') {
                return;
            }
            at++;
            String value = value();
            switch (key) {
                case "name" -> {
                    if (name.isPresent()) {
                        throw new BrokenException("a part has two names");
                    }
                    if (value.indexOf('"') >= 0) {
                        throw new BrokenException("a part's name holds a quote");
                    }
                    name = Optional.of(value);
                }
                case "name*" -> throw new BrokenException("a part's name is encoded");
                case "filename", "filename*" -> file = true;
                default -> {}
            }
        }

        private String value() throws BrokenException {
            while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
                at++;
            }
            if (at == line.length() || line.charAt(at) != '"') {
                return until(';').strip();
            }
            at++;
            StringBuilder value = new StringBuilder();
            while (at < line.length() && line.charAt(at) != '"') {
                // browsers write a backslash in a file's name as it is; only before a quote it escapes
                if (line.startsWith("\\\"", at)) {
                    at++;
                }
                value.append(line.charAt(at++));
            }
            if (at == line.length()) {
                throw new BrokenException("a quote in a part's header is not closed");
            }
            at++;
            if (!until(';').isBlank()) {
                throw new BrokenException("something follows a quoted value in a part's header");
            }
            return value.toString();
        }

        private String until(char end) {
            int from = at;
            int found = line.indexOf(end, at);
            at = found < 0 ? line.length() : found;
            return line.substring(from, at);
        }
    }
}
