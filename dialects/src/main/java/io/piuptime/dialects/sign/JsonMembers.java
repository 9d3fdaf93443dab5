package io.piuptime.dialects.sign;

import io.piuptime.dialects.json.JsonCursor;
import io.piuptime.dialects.json.JsonFault;
import io.piuptime.gateway.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The texts and numbers that a JSON object holds directly. */
public final class JsonMembers {
    private final Map<String, String> values;

    private JsonMembers(Map<String, String> values) {
        this.values = values;
    }

    /** Nothing when it is no JSON object. */
    public static Optional<JsonMembers> read(Bytes json) {
        try {
            JsonCursor cursor = new JsonCursor(json);
            Map<String, String> values = new HashMap<>();
            cursor.enterObject();
            while (cursor.nextMember()) {
                String name = cursor.key();
                switch (cursor.peek()) {
                    case STRING -> values.put(name, cursor.text());
                    case NUMBER -> values.put(name, raw(cursor, json));
                    case OBJECT, ARRAY, TRUE, FALSE, NULL -> cursor.skip();
                }
            }
            cursor.finish();
            return Optional.of(new JsonMembers(values));
        } catch (JsonFault _) {
            return Optional.empty();
        }
    }

    /** A text, if it is there and not blank. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank());
    }

    /** A whole number, also as digits in a text. */
    public Optional<Long> count(String name) {
        return text(name).filter(value -> value.matches("[0-9]{1,18}")).map(Long::valueOf);
    }

    private static String raw(JsonCursor cursor, Bytes json) {
        int from = cursor.offset();
        cursor.skip();
        return new String(json.array(), json.from() + from, cursor.offset() - from, StandardCharsets.US_ASCII);
    }
}
