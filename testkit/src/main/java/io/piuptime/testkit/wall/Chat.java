package io.piuptime.testkit.wall;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A chat request as far as the wall looks at it.
 *
 * @param key the Authorization header's value without {@code Bearer}
 * @param usage whether a stream shall end with its usage
 * @param prefill the text of a last message that is the assistant's
 * @param prefilled whether the last message is the assistant's
 * @param promptTokens a count that grows with the prompt
 */
public record Chat(
        String model, String key, boolean stream, boolean usage, boolean prefilled, String prefill, int promptTokens) {
    public Chat {
        requireNonNull(model, "model");
        requireNonNull(key, "key");
        requireNonNull(prefill, "prefill");
    }

    /** The key is left out: a log is no place for it. */
    @Override
    public String toString() {
        return "Chat[" + model + (stream ? ", stream" : "") + (prefilled ? ", prefilled" : "") + "]";
    }

    /** The model's name without what a gateway may have put before it, in small letters. */
    public String name() {
        return nameOf(model);
    }

    /** The last part of a model's name, in small letters. */
    public static String nameOf(String model) {
        return model.substring(model.lastIndexOf('/') + 1).strip().toLowerCase(Locale.ROOT);
    }

    static Chat read(String json, String authorization) {
        JsonNode body = JsonMapper.shared().readTree(json);
        JsonNode messages = body.path("messages");
        JsonNode last = messages.path(messages.size() - 1);
        boolean prefilled = "assistant".equals(last.path("role").asString(""));
        int tokens = 0;
        for (JsonNode message : messages) {
            tokens += SixtyWords.count(text(message)) + 4;
        }
        return new Chat(
                body.path("model").asString(""),
                authorization.replaceFirst("(?i)^bearer ", ""),
                body.path("stream").asBoolean(false),
                body.path("stream_options").path("include_usage").asBoolean(false),
                prefilled,
                prefilled ? text(last) : "",
                tokens);
    }

    private static String text(JsonNode message) {
        JsonNode content = message.path("content");
        if (content.isString()) {
            return content.asString();
        }
        StringBuilder all = new StringBuilder();
        content.forEach(part -> all.append(part.path("text").asString("")));
        return all.toString();
    }
}
