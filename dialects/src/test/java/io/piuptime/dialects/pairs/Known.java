package io.piuptime.dialects.pairs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Why something does not get through to a dialect, where that is known and has to be so. */
final class Known {
    private final Map<String, String> whys = new HashMap<>();

    private Known() {}

    /** Reads the list. */
    static Known list() {
        try (InputStream file = Objects.requireNonNull(Known.class.getResourceAsStream("known.tsv"), "known.tsv")) {
            Known known = new Known();
            new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split("\t", 3))
                    .forEach(row -> known.whys.put(row[0] + "\t" + row[1], row[2]));
            return known;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is listed: dialect and reason. */
    Set<String> rows() {
        return whys.keySet();
    }

    /** The explanation; empty if it is not known. */
    String why(String dialect, String reason) {
        return whys.getOrDefault(dialect + "\t" + reason, "");
    }
}
