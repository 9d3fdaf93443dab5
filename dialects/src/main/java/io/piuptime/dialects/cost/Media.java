package io.piuptime.dialects.cost;

import io.piuptime.dialects.json.JsonCursor;
import io.piuptime.dialects.json.JsonCursor.Value;
import java.util.Set;

/** Looks for what is no text, wherever it stands: one too many found costs a larger reservation, one too few money. */
final class Media {
    private static final Set<String> IMAGES = Set.of("image", "image_url", "input_image");
    private static final Set<String> UNSEEN = Set.of(
            "document",
            "file",
            "input_file",
            "input_audio",
            "audio",
            "audio_url",
            "video",
            "video_url",
            "input_video",
            "container_upload",
            "item_reference");
    /** Lengths of names that are looked at, one bit each. */
    private static final long LENGTHS;

    static {
        long lengths = 0;
        for (String name : Set.of(
                "type",
                "image",
                "video",
                "audio",
                "document",
                "mimeType",
                "mime_type",
                "fileData",
                "file_data",
                "budget_tokens",
                "token_budget",
                "speed",
                "service_tier",
                "images")) {
            lengths |= 1L << name.length();
        }
        LENGTHS = lengths;
    }

    private final boolean byName;
    private final boolean byMime;
    private long images;
    private boolean unseen;
    private boolean urgent;
    private long budget;

    /**
     * Of one body.
     *
     * @param byName whether members are called by what they are, as in Bedrock's format
     * @param byMime whether only a media type says what they are, as in Gemini's
     */
    Media(boolean byName, boolean byMime) {
        this.byName = byName;
        this.byMime = byMime;
    }

    long images() {
        return images;
    }

    boolean unseen() {
        return unseen;
    }

    boolean urgent() {
        return urgent;
    }

    /** Tokens that are put aside for reasoning, of those of the answer. */
    long budget() {
        return budget;
    }

    /** Passes over a value. */
    void value(JsonCursor cursor) {
        switch (cursor.peek()) {
            case OBJECT -> {
                cursor.enterObject();
                while (cursor.nextMember()) {
                    member(cursor);
                }
            }
            case ARRAY -> {
                cursor.enterArray();
                while (cursor.nextElement()) {
                    value(cursor);
                }
            }
            default -> cursor.skip();
        }
    }

    /** Passes over the current member. */
    void member(JsonCursor cursor) {
        int length = cursor.keyTo() - cursor.keyFrom();
        if (!cursor.keyIsEscaped() && (length >= Long.SIZE || (LENGTHS & (1L << length)) == 0)) {
            value(cursor);
            return;
        }
        String name = cursor.key();
        Value kind = cursor.peek();
        if (kind == Value.STRING) {
            text(name, cursor.text());
            return;
        }
        if (kind == Value.NUMBER && (name.equals("budget_tokens") || name.equals("token_budget"))) {
            budget = Math.max(budget, cursor.count(Long.MAX_VALUE / 16));
            return;
        }
        if (kind == Value.OBJECT) {
            images += byName && name.equals("image") ? 1 : 0;
            unseen |= byName && UNSEEN.contains(name);
            unseen |= name.equals("fileData") || name.equals("file_data");
        }
        if (kind == Value.ARRAY && name.equals("images")) {
            cursor.enterArray();
            while (cursor.nextElement()) {
                images++;
                value(cursor);
            }
            return;
        }
        value(cursor);
    }

    private void text(String name, String text) {
        switch (name) {
            case "type" -> {
                images += IMAGES.contains(text) ? 1 : 0;
                unseen |= UNSEEN.contains(text);
            }
            case "mimeType", "mime_type" -> {
                boolean image = text.startsWith("image/");
                images += byMime && image ? 1 : 0;
                unseen |= byMime && !image && !text.startsWith("text/") && !text.equals("application/json");
            }
            case "speed", "service_tier" -> urgent |= text.equals("fast");
            default -> {
                // an image that stands for itself
                images += name.equals("image") ? 1 : 0;
            }
        }
    }
}
