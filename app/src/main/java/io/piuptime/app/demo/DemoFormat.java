package io.piuptime.app.demo;

import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** The two forms in which a text is asked for. */
enum DemoFormat {
    CHAT("chat.completion", "chat.completion.chunk"),
    TEXT("text_completion", "text_completion");

    private final String object;
    private final String chunk;

    DemoFormat(String object, String chunk) {
        this.object = object;
        this.chunk = chunk;
    }

    String object() {
        return object;
    }

    String chunk() {
        return chunk;
    }

    DemoPrompt prompt(JsonNode request) {
        return switch (this) {
            case CHAT -> messages(request.path("messages"));
            case TEXT -> text(request.path("prompt"));
        };
    }

    int maxTokens(JsonNode request) {
        JsonNode limit = request.has("max_completion_tokens")
                ? request.path("max_completion_tokens")
                : request.path("max_tokens");
        if (limit.isMissingNode() || limit.isNull()) {
            return Integer.MAX_VALUE;
        }
        if (!limit.isInt() || limit.asInt() < 1) {
            throw DemoError.badRequest("max_tokens: " + limit + " (expected: >= 1)");
        }
        return limit.asInt();
    }

    private static DemoPrompt messages(JsonNode messages) {
        if (!messages.isArray() || messages.isEmpty()) {
            throw DemoError.badRequest("messages: " + kind(messages) + " (expected: an array with a message)");
        }
        StringBuilder all = new StringBuilder();
        String last = "";
        for (JsonNode message : messages) {
            String text = content(message.path("content"));
            all.append(text).append('\n');
            if (message.path("role").asString("").equals("user")) {
                last = text;
            }
        }
        return new DemoPrompt(all.toString(), last);
    }

    private static String content(JsonNode content) {
        if (content.isString()) {
            return content.asString();
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            text.append(part.path("text").asString("")).append(' ');
        }
        return text.toString();
    }

    private static DemoPrompt text(JsonNode prompt) {
        if (!prompt.isString() && !prompt.isArray()) {
            throw DemoError.badRequest("prompt: " + kind(prompt) + " (expected: a text or an array)");
        }
        String text = prompt.isString() ? prompt.asString() : prompt.path(0).asString("");
        return new DemoPrompt(text, text);
    }

    private static String kind(JsonNode node) {
        return node.isMissingNode() ? "none" : node.getNodeType().toString().toLowerCase(Locale.ROOT);
    }
}
