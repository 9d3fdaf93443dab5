package io.piuptime.dialects.openai;

import io.piuptime.dialects.json.JsonCursor;
import io.piuptime.dialects.json.JsonCursor.Value;
import io.piuptime.model.usage.Tokens;
import java.util.Optional;

/**
 * Reads a usage object, whichever of the field's names it uses. Numbers that cannot be counts (negative, broken, absurd) are
 * taken as not said.
 */
final class UsageReader {
    /** More tokens than any exchange has: what is larger is garbage. */
    static final long MAX = 1_000_000_000_000L;

    private static final byte[] PROMPT = Names.ascii("prompt_tokens");
    private static final byte[] INPUT = Names.ascii("input_tokens");
    private static final byte[] COMPLETION = Names.ascii("completion_tokens");
    private static final byte[] OUTPUT = Names.ascii("output_tokens");
    private static final byte[] TOTAL = Names.ascii("total_tokens");
    private static final byte[] PROMPT_DETAILS = Names.ascii("prompt_tokens_details");
    private static final byte[] PROMPT_DETAIL = Names.ascii("prompt_token_details");
    private static final byte[] INPUT_DETAILS = Names.ascii("input_tokens_details");
    private static final byte[] INPUT_DETAIL = Names.ascii("input_token_details");
    private static final byte[] COMPLETION_DETAILS = Names.ascii("completion_tokens_details");
    private static final byte[] OUTPUT_DETAILS = Names.ascii("output_tokens_details");
    private static final byte[] CACHED = Names.ascii("cached_tokens");
    private static final byte[] CACHE_HIT = Names.ascii("prompt_cache_hit_tokens");
    private static final byte[] NUM_CACHED = Names.ascii("num_cached_tokens");
    private static final byte[] REASONING = Names.ascii("reasoning_tokens");

    private long input = -1;
    private long output = -1;
    private long total = -1;
    private long cached = -1;
    private long reasoning = -1;

    private UsageReader() {}

    /** Reads the value ahead. Empty when it says nothing about tokens. */
    static Optional<Tokens> read(JsonCursor cursor) {
        if (cursor.peek() != Value.OBJECT) {
            cursor.skip();
            return Optional.empty();
        }
        UsageReader reader = new UsageReader();
        cursor.enterObject();
        while (cursor.nextMember()) {
            reader.member(cursor);
        }
        return reader.tokens();
    }

    private void member(JsonCursor cursor) {
        if (cursor.keyIs(PROMPT) || cursor.keyIs(INPUT)) {
            input = count(cursor, input);
        } else if (cursor.keyIs(COMPLETION) || cursor.keyIs(OUTPUT)) {
            output = count(cursor, output);
        } else if (cursor.keyIs(TOTAL)) {
            total = count(cursor, total);
        } else if (cursor.keyIs(CACHE_HIT) || cursor.keyIs(CACHED) || cursor.keyIs(NUM_CACHED)) {
            cached = count(cursor, cached);
        } else if (cursor.keyIs(REASONING)) {
            reasoning = count(cursor, reasoning);
        } else if (cursor.keyIs(PROMPT_DETAILS)
                || cursor.keyIs(PROMPT_DETAIL)
                || cursor.keyIs(INPUT_DETAILS)
                || cursor.keyIs(INPUT_DETAIL)) {
            cached = detail(cursor, CACHED, cached);
        } else if (cursor.keyIs(COMPLETION_DETAILS) || cursor.keyIs(OUTPUT_DETAILS)) {
            reasoning = detail(cursor, REASONING, reasoning);
        } else {
            cursor.skip();
        }
    }

    private Optional<Tokens> tokens() {
        if (input < 0 && output < 0 && total < 0) {
            return Optional.empty();
        }
        // an embedding's provider may say the total only, which then is the input
        long in = input >= 0 ? input : Math.max(0, total - Math.max(0, output));
        return Optional.of(new Tokens(
                in, Math.max(0, output), Math.max(0, cached), Math.max(0, reasoning), Tokens.Source.REPORTED));
    }

    private static long detail(JsonCursor cursor, byte[] name, long before) {
        if (cursor.peek() != Value.OBJECT) {
            cursor.skip();
            return before;
        }
        long found = before;
        cursor.enterObject();
        while (cursor.nextMember()) {
            if (cursor.keyIs(name)) {
                found = count(cursor, found);
            } else {
                cursor.skip();
            }
        }
        return found;
    }

    private static long count(JsonCursor cursor, long before) {
        if (cursor.peek() != Value.NUMBER) {
            cursor.skip();
            return before;
        }
        long count = cursor.count(MAX);
        return count < 0 ? before : count;
    }
}
