package io.piuptime.dialects.openai.objects;

import io.piuptime.dialects.json.JsonCursor;
import io.piuptime.dialects.json.JsonCursor.Value;
import io.piuptime.gateway.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The files that a question names, wherever in it; what an earlier answer cites is no wish to read it. */
final class FileNames {
    private static final byte[] FILE_ID = ascii("file_id");
    private static final byte[] FILE_IDS = ascii("file_ids");
    private static final List<byte[]> CITED = List.of(ascii("annotations"), ascii("results"));

    private final JsonCursor cursor;
    private final Set<String> found = new LinkedHashSet<>();

    private FileNames(Bytes question) {
        cursor = new JsonCursor(question);
    }

    /** Those of a question that was found to be well-formed. */
    static Set<String> in(Bytes question) {
        FileNames names = new FileNames(question);
        names.value();
        return names.found;
    }

    private void value() {
        switch (cursor.peek()) {
            case OBJECT -> {
                cursor.enterObject();
                while (cursor.nextMember()) {
                    member();
                }
            }
            case ARRAY -> {
                cursor.enterArray();
                while (cursor.nextElement()) {
                    value();
                }
            }
            default -> cursor.skip();
        }
    }

    private void member() {
        if (CITED.stream().anyMatch(cursor::keyIs)) {
            cursor.skip();
        } else if (cursor.keyIs(FILE_ID) && cursor.peek() == Value.STRING) {
            found.add(cursor.text());
        } else if (cursor.keyIs(FILE_IDS) && cursor.peek() == Value.ARRAY) {
            cursor.enterArray();
            while (cursor.nextElement()) {
                if (cursor.peek() == Value.STRING) {
                    found.add(cursor.text());
                } else {
                    value();
                }
            }
        } else {
            value();
        }
    }

    private static byte[] ascii(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }
}
