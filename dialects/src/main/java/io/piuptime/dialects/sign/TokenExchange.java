package io.piuptime.dialects.sign;

import static java.util.stream.Collectors.joining;

import io.piuptime.gateway.Bytes;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The one way out to those who give out keys and tokens. It ends in time, whatever the other side does. */
@FunctionalInterface
public interface TokenExchange {
    /**
     * Sends a request and waits for the answer, of any status. Redirections are not followed.
     *
     * @throws IOException when there is none in time
     */
    Answer exchange(Ask ask) throws IOException;

    /** A request. Its text form leaves out everything that may be secret. */
    record Ask(String method, URI uri, Map<String, String> headers, Bytes body) {
        public Ask {
            headers = Map.copyOf(headers);
        }

        public static Ask get(URI uri, Map<String, String> headers) {
            return new Ask("GET", uri, headers, Bytes.EMPTY);
        }

        /** A form's fields. */
        public static Ask form(URI uri, Map<String, String> fields) {
            String body = fields.entrySet().stream()
                    .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                    .collect(joining("&"));
            return new Ask("POST", uri, Map.of("Content-Type", "application/x-www-form-urlencoded"), Bytes.utf8(body));
        }

        @Override
        public String toString() {
            return method + " " + uri.getScheme() + "://" + uri.getAuthority() + uri.getPath();
        }

        private static String encode(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    }

    /** An answer. Its text form leaves out the body, which is what is secret. */
    record Answer(int status, Bytes body) {
        @Override
        public String toString() {
            return "Answer[" + status + ", " + body.length() + " bytes]";
        }
    }
}
