package io.piuptime.model.exchange;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One thing a caller can ask of a model, with the path it is asked at and its OpenTelemetry GenAI name. */
public enum Operation {
    CHAT_COMPLETIONS("/v1/chat/completions", "chat", Form.JSON),
    COMPLETIONS("/v1/completions", "text_completion", Form.JSON),
    EMBEDDINGS("/v1/embeddings", "embeddings", Form.JSON),
    MODERATIONS("/v1/moderations", "moderation", Form.JSON),
    IMAGES_GENERATIONS("/v1/images/generations", "image_generation", Form.JSON),
    IMAGES_EDITS("/v1/images/edits", "image_edit", Form.JSON_OR_MULTIPART),
    IMAGES_VARIATIONS("/v1/images/variations", "image_variation", Form.JSON_OR_MULTIPART),
    AUDIO_SPEECH("/v1/audio/speech", "speech", Form.JSON),
    AUDIO_TRANSCRIPTIONS("/v1/audio/transcriptions", "transcription", Form.MULTIPART),
    AUDIO_TRANSLATIONS("/v1/audio/translations", "translation", Form.MULTIPART);

    /** The form of the request's body. */
    public enum Form {
        JSON,
        MULTIPART,
        JSON_OR_MULTIPART
    }

    private static final Map<String, Operation> BY_PATH =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Operation::path, Function.identity()));

    private final String path;
    private final String telemetryName;
    private final Form form;

    Operation(String path, String telemetryName, Form form) {
        this.path = path;
        this.telemetryName = telemetryName;
        this.form = form;
    }

    /** The operation asked at a path without its query, if there is one. */
    public static Optional<Operation> at(String path) {
        return Optional.ofNullable(BY_PATH.get(path));
    }

    public String path() {
        return path;
    }

    /** The path below a provider's base URL, which ends in the version: {@code /chat/completions}. */
    public String pathBelowVersion() {
        return path.substring("/v1".length());
    }

    /** The value of {@code gen_ai.operation.name}. */
    public String telemetryName() {
        return telemetryName;
    }

    public Form form() {
        return form;
    }
}
