package io.piuptime.dialects.openai;

import io.piuptime.dialects.json.JsonCursor;
import io.piuptime.dialects.json.JsonCursor.Value;
import io.piuptime.dialects.json.JsonFault;
import io.piuptime.gateway.Bytes;
import io.piuptime.model.price.Service;
import io.piuptime.model.usage.Tokens;
import java.util.Optional;

/** Reads the data of one event of a stream in one pass and without a tree, checking that it is well-formed. */
final class ChunkReader {
    /** Longer reasons are cut: they go into records and log lines. */
    private static final int MAX_REASON = 64;

    private boolean hasChoices;
    private boolean anyChoice;
    private boolean content;
    private boolean usageSaid;
    private boolean error;
    private String type = "";
    private String finishReason = "";
    private Optional<Tokens> usage = Optional.empty();
    private Optional<Service> service = Optional.empty();

    private ChunkReader() {}

    /**
     * Reads the data.
     *
     * @throws JsonFault when it is not well-formed
     */
    static ChunkReader read(Bytes data) {
        ChunkReader reader = new ChunkReader();
        JsonCursor cursor = new JsonCursor(data);
        if (cursor.peek() == Value.OBJECT) {
            reader.object(cursor);
        } else {
            cursor.skip();
        }
        cursor.finish();
        return reader;
    }

    /** Whether there is more in it than the start of an answer: anything but empty deltas and a role. */
    boolean hasContent() {
        return content || (!hasChoices && (!type.isEmpty() || usage.isEmpty()));
    }

    /** Whether it is there for its usage alone. */
    boolean isUsageOnly() {
        return hasChoices && !anyChoice && usageSaid;
    }

    boolean isError() {
        return error;
    }

    /** The {@code type} of a typed event, or empty. */
    String type() {
        return type;
    }

    String finishReason() {
        return finishReason;
    }

    Optional<Tokens> usage() {
        return usage;
    }

    /** How the answer is served, if the chunk says so. */
    Optional<Service> service() {
        return service;
    }

    private void object(JsonCursor cursor) {
        cursor.enterObject();
        while (cursor.nextMember()) {
            if (cursor.keyIs(Names.CHOICES)) {
                choices(cursor);
            } else if (cursor.keyIs(Names.USAGE)) {
                usageSaid |= cursor.peek() != Value.NULL;
                Optional<Tokens> said = UsageReader.read(cursor);
                usage = said.isPresent() ? said : usage;
            } else if (cursor.keyIs(Names.X_GROQ)) {
                groq(cursor);
            } else if (cursor.keyIs(Names.ERROR)) {
                // some servers write an empty one into every event, which no client takes for an error
                error = cursor.peek() != Value.FALSE && !isEmpty(cursor);
            } else if (cursor.keyIs(Names.TYPE) && cursor.peek() == Value.STRING) {
                type = cursor.text();
            } else if (cursor.keyIs(Names.SERVICE_TIER) && cursor.peek() == Value.STRING) {
                service = Optional.of(UsageReader.service(cursor));
            } else {
                cursor.skip();
            }
        }
    }

    private void choices(JsonCursor cursor) {
        if (cursor.peek() != Value.ARRAY) {
            cursor.skip();
            return;
        }
        hasChoices = true;
        cursor.enterArray();
        while (cursor.nextElement()) {
            anyChoice = true;
            if (cursor.peek() == Value.OBJECT) {
                choice(cursor);
            } else {
                cursor.skip();
            }
        }
    }

    private void choice(JsonCursor cursor) {
        cursor.enterObject();
        while (cursor.nextMember()) {
            if (cursor.keyIs(Names.DELTA) && cursor.peek() == Value.OBJECT) {
                delta(cursor);
            } else if (cursor.keyIs(Names.TEXT) || cursor.keyIs(Names.DELTA) || cursor.keyIs(Names.MESSAGE)) {
                content |= !isEmpty(cursor);
            } else if (cursor.keyIs(Names.FINISH_REASON) && cursor.peek() == Value.STRING) {
                finishReason = reason(cursor.text());
                content |= !finishReason.isEmpty();
            } else {
                cursor.skip();
            }
        }
    }

    private void delta(JsonCursor cursor) {
        cursor.enterObject();
        while (cursor.nextMember()) {
            if (cursor.keyIs(Names.ROLE)) {
                cursor.skip();
            } else {
                content |= !isEmpty(cursor);
            }
        }
    }

    /** A finish reason as it is kept. */
    static String reason(String text) {
        return text.length() <= MAX_REASON ? text : text.substring(0, MAX_REASON);
    }

    /** Passes over a value and says whether it is null, an empty string, an empty array or an empty object. */
    private static boolean isEmpty(JsonCursor cursor) {
        return switch (cursor.peek()) {
            case STRING -> cursor.skipText();
            case NULL -> skipped(cursor) > 0;
            case ARRAY, OBJECT -> skipped(cursor) == 2;
            case NUMBER, TRUE, FALSE -> skipped(cursor) == 0;
        };
    }

    /** Passes over a value and says how long it is. */
    private static int skipped(JsonCursor cursor) {
        int from = cursor.offset();
        cursor.skip();
        return cursor.offset() - from;
    }

    private void groq(JsonCursor cursor) {
        if (cursor.peek() != Value.OBJECT) {
            cursor.skip();
            return;
        }
        cursor.enterObject();
        while (cursor.nextMember()) {
            if (cursor.keyIs(Names.USAGE)) {
                Optional<Tokens> said = UsageReader.read(cursor);
                usage = usage.isPresent() ? usage : said;
            } else {
                cursor.skip();
            }
        }
    }
}
