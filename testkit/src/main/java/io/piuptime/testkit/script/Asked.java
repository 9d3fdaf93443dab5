package io.piuptime.testkit.script;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a reply needs to know of the request.
 *
 * @param marker what the reply echoes: the {@code x-marker} header, else the last user message, prompt or input
 * @param usage whether a stream is to tell its usage
 * @param words in all strings of the request, which is what the fake counts as prompt tokens
 * @param json the body; a missing node if it is none
 */
public record Asked(String model, String marker, boolean stream, boolean usage, int words, JsonNode json) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern FORM_MODEL =
            Pattern.compile("name=\"?model\"?[^\\r\\n]*(?:\\r\\n[^\\r\\n]+)*\\r\\n\\r\\n([^\\r\\n]*)");

    public Asked {
        requireNonNull(model, "model");
        requireNonNull(marker, "marker");
        requireNonNull(json, "json");
    }

    public static Asked of(byte[] body, Optional<String> marker) {
        JsonNode json = read(body);
        return new Asked(
                json.isObject() ? json.path("model").asString("fake") : formModel(body),
                marker.orElseGet(() -> lastSaid(json)),
                json.path("stream").asBoolean(false),
                json.path("stream_options").path("include_usage").asBoolean(false),
                words(json),
                json);
    }

    private static JsonNode read(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            return JSON.missingNode();
        }
    }

    private static String formModel(byte[] body) {
        Matcher found = FORM_MODEL.matcher(new String(body, 0, Math.min(body.length, 65_536), UTF_8));
        return found.find() ? found.group(1) : "fake";
    }

    private static String lastSaid(JsonNode json) {
        String said = "";
        for (JsonNode message : json.path("messages")) {
            if (message.path("role").asString("").equals("user")) {
                said = text(message.path("content"));
            }
        }
        if (said.isEmpty()) {
            said = text(json.path("prompt"));
        }
        return said.isEmpty() ? text(json.path("input")) : said;
    }

    private static String text(JsonNode content) {
        if (content.isString()) {
            return content.asString();
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            text.append(part.isString() ? part.asString() : part.path("text").asString(""));
        }
        return text.toString();
    }

    private static int words(JsonNode json) {
        if (json.isString()) {
            String text = json.asString().strip();
            return text.isEmpty() ? 0 : text.split("\\s+", -1).length;
        }
        int words = 0;
        for (JsonNode child : json) {
            words += words(child);
        }
        return words;
    }
}
