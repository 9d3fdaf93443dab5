package io.piuptime.stores.rows;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Tags as one text, in which one of them can be looked for: each {@code name=value} between line ends. */
public final class TagText {
    private static final String END = "\n";

    private TagText() {}

    public static String write(Map<String, String> tags) {
        if (tags.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder(END);
        new TreeMap<>(tags)
                .forEach((name, value) -> text.append(name)
                        .append('=')
                        .append(value.replace(END, " "))
                        .append(END));
        return text.toString();
    }

    public static Map<String, String> read(String text) {
        Map<String, String> tags = new HashMap<>();
        for (String tag : text.split(END, -1)) {
            int equals = tag.indexOf('=');
            if (equals > 0) {
                tags.put(tag.substring(0, equals), tag.substring(equals + 1));
            }
        }
        return tags;
    }

    /** The part of the text that a tag {@code name=value} makes. */
    public static String part(String tag) {
        return END + tag + END;
    }
}
