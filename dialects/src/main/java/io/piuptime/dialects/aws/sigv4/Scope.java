package io.piuptime.dialects.aws.sigv4;

/** The region and the service that a signature is good for. */
public record Scope(String region, String service) {
    public Scope {
        requireName(region, "region");
        requireName(service, "service");
    }

    /** The scope of one day's signatures. */
    String on(String day) {
        return day + "/" + region + "/" + service + "/aws4_request";
    }

    private static void requireName(String value, String what) {
        if (!value.matches("[A-Za-z0-9-]{1,64}")) {
            throw new IllegalArgumentException(
                    what + ": " + value.length() + " characters (expected: 1 to 64 letters, digits and hyphens)");
        }
    }
}
