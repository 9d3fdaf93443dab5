package io.piuptime.dialects.openai.objects;

import io.piuptime.dialects.json.JsonCursor;
import io.piuptime.dialects.json.JsonCursor.Value;
import io.piuptime.dialects.json.JsonFault;
import io.piuptime.gateway.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The beginning of a reply that may go on: finds the id of the response in it. */
final class Beginning {
    private static final byte[] ID = "id".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] RESPONSE = "response".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DATA = "data:".getBytes(StandardCharsets.US_ASCII);

    private Beginning() {}

    static Optional<String> response(Bytes reply) {
        int first = reply.from();
        while (first < reply.to() && Character.isWhitespace(reply.array()[first])) {
            first++;
        }
        if (first < reply.to() && reply.array()[first] == '{') {
            return ofValue(new Bytes(reply.array(), first, reply.to()));
        }
        return ofStream(reply);
    }

    private static Optional<String> ofStream(Bytes stream) {
        byte[] bytes = stream.array();
        int from = stream.from();
        for (int at = from; at < stream.to(); at++) {
            if (bytes[at] == '\n') {
                Optional<String> found = ofLine(new Bytes(bytes, from, at));
                if (found.isPresent()) {
                    return found;
                }
                from = at + 1;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> ofLine(Bytes line) {
        if (line.length() < DATA.length) {
            return Optional.empty();
        }
        for (int i = 0; i < DATA.length; i++) {
            if (line.array()[line.from() + i] != DATA[i]) {
                return Optional.empty();
            }
        }
        JsonCursor cursor = new JsonCursor(new Bytes(line.array(), line.from() + DATA.length, line.to()));
        try {
            if (goTo(cursor, RESPONSE, Value.OBJECT) && goTo(cursor, ID, Value.STRING)) {
                return Optional.of(cursor.text());
            }
        } catch (JsonFault _) {
            // no event of this API
        }
        return Optional.empty();
    }

    private static Optional<String> ofValue(Bytes value) {
        JsonCursor cursor = new JsonCursor(value);
        try {
            return goTo(cursor, ID, Value.STRING) ? Optional.of(cursor.text()) : Optional.empty();
        } catch (JsonFault _) {
            // the rest has not come yet
            return Optional.empty();
        }
    }

    private static boolean goTo(JsonCursor cursor, byte[] name, Value kind) {
        if (cursor.peek() != Value.OBJECT) {
            return false;
        }
        cursor.enterObject();
        while (cursor.nextMember()) {
            if (cursor.keyIs(name) && cursor.peek() == kind) {
                return true;
            }
            cursor.skip();
        }
        return false;
    }
}
