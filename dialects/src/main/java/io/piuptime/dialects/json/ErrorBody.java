package io.piuptime.dialects.json;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.ErrorWords;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Reads the error of any provider. All known ones say why in strings named code, type, status, reason or __type, at the top, in
 * an error, or in its details; and for people in a message.
 */
public final class ErrorBody {
    private static final int DEEPEST = 6;
    private static final int MOST_WORDS = 32;
    private static final int LONGEST_WORD = 120;
    private static final Set<String> WORDS = Set.of("code", "type", "status", "reason", "__type");
    private static final byte[] MESSAGE = "message".getBytes(US_ASCII);
    /** What some say instead of a message. */
    private static final Set<String> SAID = Set.of("error", "detail");

    private static final byte[] RETRY_DELAY = "retryDelay".getBytes(US_ASCII);

    private final JsonCursor cursor;
    private final Set<String> words = new HashSet<>();
    private String message = "";
    private String other = "";
    private String retryDelay = "";

    private ErrorBody(Bytes body) {
        this.cursor = new JsonCursor(body);
    }

    /** What an error says; nothing if it is no JSON. */
    public static ErrorWords read(Bytes body) {
        ErrorBody error = new ErrorBody(body);
        try {
            error.value(0);
        } catch (JsonFault _) {
            // an error page of some proxy: what was read up to here is all that it says
            return error.words();
        }
        return error.words();
    }

    private ErrorWords words() {
        return new ErrorWords(words, message.isEmpty() ? other : message, retryDelay);
    }

    private void value(int depth) {
        JsonCursor.Value kind = cursor.peek();
        if (depth < DEEPEST && kind == JsonCursor.Value.OBJECT) {
            cursor.enterObject();
            while (cursor.nextMember()) {
                member(depth + 1);
            }
        } else if (depth < DEEPEST && kind == JsonCursor.Value.ARRAY) {
            cursor.enterArray();
            while (cursor.nextElement()) {
                value(depth + 1);
            }
        } else {
            cursor.skip();
        }
    }

    private void member(int depth) {
        if (cursor.peek() != JsonCursor.Value.STRING) {
            value(depth);
        } else if (message.isEmpty() && cursor.keyIs(MESSAGE)) {
            message = cursor.text();
        } else if (words.size() < MOST_WORDS && WORDS.contains(cursor.key())) {
            String word = cursor.text();
            if (word.length() <= LONGEST_WORD) {
                words.add(word.toLowerCase(Locale.ROOT));
            }
        } else if (retryDelay.isEmpty() && cursor.keyIs(RETRY_DELAY)) {
            retryDelay = cursor.text();
        } else if (other.isEmpty() && SAID.contains(cursor.key())) {
            other = cursor.text();
        } else {
            cursor.skip();
        }
    }
}
