package io.piuptime.model.exchange;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Marks that usage and budgets can be told apart by, as they are written: {@code project=apollo,stage=test}. */
public final class Tags {
    /** The header of a request that bears them. */
    public static final String HEADER = "x-piup-tags";

    /** What can be written, for messages. */
    public static final String FORM =
            "at most 10 of name=value with commas between, names of 1 to 40 letters, digits, _ . -, values of 1 to 100"
                    + " characters without commas and control characters";

    private static final int MOST = 10;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,40}");
    private static final Pattern VALUE = Pattern.compile("[^,\\p{Cntrl}]{1,100}");

    private Tags() {}

    /** The tags in a text; empty if it is none of the form. */
    public static Optional<Map<String, String>> parse(String text) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (String part : text.split(",", MOST + 1)) {
            int equals = part.indexOf('=');
            if (equals < 0) {
                return Optional.empty();
            }
            String name = part.substring(0, equals).strip();
            if (tags.put(name, part.substring(equals + 1).strip()) != null) {
                return Optional.empty();
            }
        }
        return isValid(tags) ? Optional.of(tags) : Optional.empty();
    }

    /** Whether tags could be written. */
    public static boolean isValid(Map<String, String> tags) {
        return tags.size() <= MOST
                && tags.entrySet().stream()
                        .allMatch(tag -> NAME.matcher(tag.getKey()).matches()
                                && VALUE.matcher(tag.getValue()).matches());
    }

    /** Those of the key, which stand, and those of the request beside them. */
    public static Map<String, String> together(Map<String, String> ofKey, Map<String, String> ofRequest) {
        if (ofRequest.isEmpty()) {
            return ofKey;
        }
        Map<String, String> both = new HashMap<>(ofRequest);
        both.putAll(ofKey);
        return both;
    }
}
