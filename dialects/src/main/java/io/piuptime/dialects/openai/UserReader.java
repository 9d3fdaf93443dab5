package io.piuptime.dialects.openai;

import io.piuptime.dialects.json.JsonCursor;
import io.piuptime.dialects.json.JsonCursor.Value;

/**
 * Finds whom a request says that it is for: in OpenAI's formats {@code user}, {@code safety_identifier} or else
 * {@code prompt_cache_key}, in Anthropic's {@code metadata.user_id}.
 */
final class UserReader {
    /** The most bytes of a name, its quotes included; who has a longer one is not told apart. */
    private static final int MOST = 512;

    /** In the order in which they count, the least first. */
    private static final byte[][] NAMES = {Names.PROMPT_CACHE_KEY, Names.SAFETY_IDENTIFIER, Names.USER};

    private String text = "";
    private int rank = -1;

    /** Whom it is for, or empty. */
    String text() {
        return text;
    }

    /** Takes the cursor's current member of the body if it is one that says so, and passes over it. */
    boolean takes(JsonCursor cursor) {
        for (int of = 0; of < NAMES.length; of++) {
            if (cursor.keyIs(NAMES[of])) {
                value(cursor, of);
                return true;
            }
        }
        if (!cursor.keyIs(Names.METADATA)) {
            return false;
        }
        if (cursor.peek() == Value.OBJECT) {
            metadata(cursor);
        } else {
            cursor.skip();
        }
        return true;
    }

    private void metadata(JsonCursor cursor) {
        cursor.enterObject();
        while (cursor.nextMember()) {
            if (cursor.keyIs(Names.USER_ID)) {
                value(cursor, NAMES.length);
            } else {
                cursor.skip();
            }
        }
    }

    private void value(JsonCursor cursor, int of) {
        if (cursor.peek() != Value.STRING || of < rank) {
            cursor.skip();
            return;
        }
        int from = cursor.offset();
        String found = cursor.text();
        if (!found.isEmpty() && cursor.offset() - from <= MOST) {
            text = found;
            rank = of;
        }
    }
}
