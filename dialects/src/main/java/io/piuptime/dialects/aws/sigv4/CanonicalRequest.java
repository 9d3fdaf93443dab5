package io.piuptime.dialects.aws.sigv4;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A request in the one form that both sides compute, whatever spelling it is sent in.
 *
 * @param text what is hashed
 * @param signedHeaders the names of the headers in it, sorted, between semicolons
 */
record CanonicalRequest(String text, String signedHeaders) {
    /** What connections and proxies on the way set, add or change. */
    private static final Set<String> NEVER_SIGNED = Set.of(
            "authorization",
            "connection",
            "expect",
            "keep-alive",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "user-agent",
            "x-amzn-trace-id");

    private static final Pattern SPACES = Pattern.compile("[ \t]+");
    private static final Pattern SPACE_AROUND = Pattern.compile("^ | $");

    /** A pair of a query, encoded. */
    private record Parameter(String name, String value) {}

    static CanonicalRequest of(SigningRequest request, SigningRules rules) {
        Map<String, String> headers = headers(request.headers());
        String names = String.join(";", headers.keySet());
        StringBuilder text = new StringBuilder(512);
        text.append(request.method()).append('\n');
        text.append(path(request.path(), rules)).append('\n');
        text.append(query(request.query())).append('\n');
        headers.forEach(
                (name, value) -> text.append(name).append(':').append(value).append('\n'));
        text.append('\n').append(names).append('\n').append(request.payload().hash());
        return new CanonicalRequest(text.toString(), names);
    }

    /** The names in a query, decoded and encoded anew. */
    static List<String> names(String query) {
        return parameters(query).stream().map(Parameter::name).toList();
    }

    private static String path(String path, SigningRules rules) {
        String normal = rules.normalisePath() ? UriText.normalise(path) : path;
        return rules.encodePath() ? UriText.encodePath(normal) : normal;
    }

    private static String query(String query) {
        List<Parameter> sorted = new ArrayList<>(parameters(query));
        // the encoded names and values are ASCII: the order of characters is that of bytes
        sorted.sort(Comparator.comparing(Parameter::name).thenComparing(Parameter::value));
        StringBuilder text = new StringBuilder(query.length() + 16);
        for (Parameter parameter : sorted) {
            text.append(text.isEmpty() ? "" : "&")
                    .append(parameter.name())
                    .append('=')
                    .append(parameter.value());
        }
        return text.toString();
    }

    private static List<Parameter> parameters(String query) {
        List<Parameter> parameters = new ArrayList<>();
        for (String pair : query.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                parameters.add(new Parameter(
                        UriText.reencode(equals < 0 ? pair : pair.substring(0, equals)),
                        UriText.reencode(equals < 0 ? "" : pair.substring(equals + 1))));
            }
        }
        return parameters;
    }

    private static Map<String, String> headers(List<HeaderField> fields) {
        Map<String, String> headers = new TreeMap<>();
        for (HeaderField field : fields) {
            String name = field.name().toLowerCase(Locale.ROOT);
            if (!NEVER_SIGNED.contains(name)) {
                String collapsed = SPACES.matcher(field.value()).replaceAll(" ");
                String value = SPACE_AROUND.matcher(collapsed).replaceAll("");
                headers.merge(name, value, (first, second) -> first + "," + second);
            }
        }
        return headers;
    }
}
