package io.piuptime.dialects.openai;

import io.piuptime.dialects.json.JsonCursor;
import io.piuptime.dialects.json.JsonCursor.Value;
import io.piuptime.gateway.Bytes;
import java.util.Locale;

/** Finds the HTTP status that fits an error which a provider tells inside a stream. */
final class ErrorReader {
    private static final int UNKNOWN = 502;

    private int status;
    private final StringBuilder words = new StringBuilder();

    private ErrorReader() {}

    /** The status for data that was found to be well-formed before. */
    static int status(Bytes data) {
        ErrorReader reader = new ErrorReader();
        JsonCursor cursor = new JsonCursor(data);
        if (cursor.peek() == Value.OBJECT) {
            reader.object(cursor);
        }
        return reader.status > 0 ? reader.status : reader.byWords();
    }

    /** Data that is an error without saying so, as the body of an error reply. */
    static Bytes body(Bytes data) {
        return Bytes.utf8("{\"error\":" + data + "}");
    }

    private void object(JsonCursor cursor) {
        cursor.enterObject();
        while (cursor.nextMember()) {
            if (cursor.keyIs(Names.ERROR) && cursor.peek() == Value.OBJECT) {
                object(cursor);
            } else if (cursor.keyIs(Names.CODE)
                    || cursor.keyIs(Names.STATUS)
                    || cursor.keyIs(Names.STATUS_CODE)
                    || cursor.keyIs(Names.TYPE)) {
                value(cursor);
            } else {
                cursor.skip();
            }
        }
    }

    private void value(JsonCursor cursor) {
        switch (cursor.peek()) {
            case NUMBER -> take(cursor.count(UsageReader.MAX));
            case STRING -> {
                String text = cursor.text();
                words.append(text.toLowerCase(Locale.ROOT)).append(' ');
                if (text.length() == 3 && text.chars().allMatch(Character::isDigit)) {
                    take(Long.parseLong(text));
                }
            }
            default -> cursor.skip();
        }
    }

    private void take(long code) {
        if (code >= 400 && code <= 599) {
            status = (int) code;
        }
    }

    private int byWords() {
        if (has("rate_limit") || has("insufficient_quota")) {
            return 429;
        }
        if (has("authentication")) {
            return 401;
        }
        if (has("permission")) {
            return 403;
        }
        if (has("not_found")) {
            return 404;
        }
        if (has("overloaded")) {
            return 503;
        }
        if (has("timeout")) {
            return 504;
        }
        return has("invalid_request") ? 400 : UNKNOWN;
    }

    private boolean has(String word) {
        return words.indexOf(word) >= 0;
    }
}
