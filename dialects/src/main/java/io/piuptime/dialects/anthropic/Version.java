package io.piuptime.dialects.anthropic;

/** A version of the Messages API, as the header {@code anthropic-version} names it. Both are read; one is written. */
public enum Version {
    V2023_06_01("2023-06-01"),
    /** Refuses to be told how tokens are chosen. */
    V2026_10_21("2026-10-21");

    private final String header;

    Version(String header) {
        this.header = header;
    }

    /** The header's value. */
    public String header() {
        return header;
    }

    boolean takesSampling() {
        return this == V2023_06_01;
    }
}
