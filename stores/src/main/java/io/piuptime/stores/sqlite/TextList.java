package io.piuptime.stores.sqlite;

import java.util.ArrayList;
import java.util.List;

/** A list of texts in one: each as its length in characters, a colon and itself, so that no character is special. */
final class TextList {
    private TextList() {}

    static String join(List<String> texts) {
        StringBuilder joined = new StringBuilder();
        texts.forEach(text -> joined.append(text.length()).append(':').append(text));
        return joined.toString();
    }

    static List<String> split(String joined) {
        List<String> texts = new ArrayList<>();
        int at = 0;
        while (at < joined.length()) {
            int start = joined.indexOf(':', at) + 1;
            int end = start + Integer.parseInt(joined, at, start - 1, 10);
            texts.add(joined.substring(start, end));
            at = end;
        }
        return texts;
    }
}
