package io.piuptime.gateway.sign;

import java.util.Map;

/**
 * What shows that a request may be answered. Its text form hides everything.
 *
 * @param headers to set
 * @param query to add, already encoded, or empty
 */
public record Proof(Map<String, String> headers, String query) {
    public static final Proof NONE = new Proof(Map.of(), "");

    public Proof {
        headers = Map.copyOf(headers);
    }

    static Proof header(String name, String value) {
        return new Proof(Map.of(name, value), "");
    }

    @Override
    public String toString() {
        return "Proof[***]";
    }
}
