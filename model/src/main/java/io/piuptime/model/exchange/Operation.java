package io.piuptime.model.exchange;

import io.piuptime.model.catalog.Wire;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One thing a caller can ask of a model in one dialect, with the path it is asked at and its OpenTelemetry GenAI name. Gemini's
 * stand behind the model's name in the path: {@code /v1beta/models/NAME:generateContent}.
 */
public enum Operation {
    CHAT_COMPLETIONS("/v1/chat/completions", "chat", Wire.OPENAI_CHAT, Topic.CHAT),
    RESPONSES("/v1/responses", "chat", Wire.OPENAI_RESPONSES, Topic.CHAT),
    MESSAGES("/v1/messages", "chat", Wire.ANTHROPIC_MESSAGES, Topic.CHAT),
    GENERATE_CONTENT(":generateContent", "generate_content", Wire.GEMINI, Topic.CHAT),
    STREAM_GENERATE_CONTENT(":streamGenerateContent", "generate_content", Wire.GEMINI, Topic.CHAT),
    RESPONSES_INPUT_TOKENS("/v1/responses/input_tokens", "count_tokens", Wire.OPENAI_RESPONSES, Topic.COUNT),
    MESSAGES_COUNT_TOKENS("/v1/messages/count_tokens", "count_tokens", Wire.ANTHROPIC_MESSAGES, Topic.COUNT),
    COUNT_TOKENS(":countTokens", "count_tokens", Wire.GEMINI, Topic.COUNT),
    EMBEDDINGS("/v1/embeddings", "embeddings", Wire.OPENAI_CHAT, Topic.EMBED),
    EMBED_CONTENT(":embedContent", "embeddings", Wire.GEMINI, Topic.EMBED),
    BATCH_EMBED_CONTENTS(":batchEmbedContents", "embeddings", Wire.GEMINI, Topic.EMBED),
    RERANK("/v1/rerank", "rerank", Wire.OPENAI_CHAT, Topic.RERANK),
    COMPLETIONS("/v1/completions", "text_completion", Wire.OPENAI_CHAT, Topic.OTHER),
    MODERATIONS("/v1/moderations", "moderation", Wire.OPENAI_CHAT, Topic.OTHER),
    IMAGES_GENERATIONS("/v1/images/generations", "image_generation", Wire.OPENAI_CHAT, Topic.OTHER),
    IMAGES_EDITS("/v1/images/edits", "image_edit", Wire.OPENAI_CHAT, Topic.OTHER, Form.JSON_OR_MULTIPART),
    IMAGES_VARIATIONS(
            "/v1/images/variations", "image_variation", Wire.OPENAI_CHAT, Topic.OTHER, Form.JSON_OR_MULTIPART),
    AUDIO_SPEECH("/v1/audio/speech", "speech", Wire.OPENAI_CHAT, Topic.OTHER),
    AUDIO_TRANSCRIPTIONS("/v1/audio/transcriptions", "transcription", Wire.OPENAI_CHAT, Topic.OTHER, Form.MULTIPART),
    AUDIO_TRANSLATIONS("/v1/audio/translations", "translation", Wire.OPENAI_CHAT, Topic.OTHER, Form.MULTIPART);

    /** The form of the request's body. */
    public enum Form {
        JSON,
        MULTIPART,
        JSON_OR_MULTIPART
    }

    /** What it is about: operations of one topic can be said in one another's dialect. */
    public enum Topic {
        CHAT,
        COUNT,
        EMBED,
        RERANK,
        /** One dialect alone has it. */
        OTHER
    }

    private static final String MODELS = "/models/";

    private static final Map<String, Operation> BY_PATH =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Operation::path, Function.identity()));

    private final String path;
    private final String telemetryName;
    private final Wire wire;
    private final Topic topic;
    private final Form form;

    Operation(String path, String telemetryName, Wire wire, Topic topic) {
        this(path, telemetryName, wire, topic, Form.JSON);
    }

    Operation(String path, String telemetryName, Wire wire, Topic topic, Form form) {
        this.path = path;
        this.telemetryName = telemetryName;
        this.wire = wire;
        this.topic = topic;
        this.form = form;
    }

    /** The operation asked at a path without its query, if there is one. */
    public static Optional<Operation> at(String path) {
        Operation plain = BY_PATH.get(path);
        if (plain != null) {
            return path.startsWith("/") ? Optional.of(plain) : Optional.empty();
        }
        int colon = path.lastIndexOf(':');
        boolean ofModel = colon > 0
                && (path.startsWith("/v1beta" + MODELS) || path.startsWith("/v1" + MODELS))
                && path.lastIndexOf('/', colon) == path.indexOf(MODELS) + MODELS.length() - 1
                && path.indexOf(MODELS) + MODELS.length() < colon;
        return ofModel ? Optional.ofNullable(BY_PATH.get(path.substring(colon))) : Optional.empty();
    }

    /** The model that a path names, where the path does: a slash in its name is written {@code %2F}. */
    public String modelIn(String requestPath) {
        if (!namesModelInPath()) {
            return "";
        }
        String name =
                requestPath.substring(requestPath.indexOf(MODELS) + MODELS.length(), requestPath.lastIndexOf(':'));
        try {
            return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return name;
        }
    }

    /** Whether the model stands in the path, not in the body. */
    public boolean namesModelInPath() {
        return path.startsWith(":");
    }

    /** The path, or what follows the model's name in it. */
    public String path() {
        return path;
    }

    /** The path below a provider's base URL, which ends in the version: {@code /chat/completions}. */
    public String pathBelowVersion() {
        return path.substring("/v1".length());
    }

    /** The same for a model whose name stands in the path. */
    public String pathBelowVersion(String model) {
        return namesModelInPath() ? MODELS + model + path : pathBelowVersion();
    }

    /** The value of {@code gen_ai.operation.name}. */
    public String telemetryName() {
        return telemetryName;
    }

    /** The wire format that it is asked in. */
    public Wire wire() {
        return wire;
    }

    public Topic topic() {
        return topic;
    }

    public Form form() {
        return form;
    }
}
