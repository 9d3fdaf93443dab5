package io.piuptime.model.catalog;

import java.util.Locale;

/** A wire format that a provider can speak. */
public enum Wire {
    OPENAI_CHAT,
    OPENAI_RESPONSES,
    ANTHROPIC_MESSAGES,
    GEMINI,
    BEDROCK_CONVERSE,
    COHERE_CHAT,
    /** Anthropic's messages, with the model in Vertex's path and the version in the body. */
    VERTEX_ANTHROPIC,
    /** Anthropic's messages, with the model in Bedrock's path, the version in the body, and events in AWS's framing. */
    BEDROCK_ANTHROPIC;

    /** Its name in rows and configurations: {@code openai-chat}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How requests in it are signed where nothing else is said. */
    public Signing usualSigning() {
        return switch (this) {
            case OPENAI_CHAT, OPENAI_RESPONSES, COHERE_CHAT -> Signing.BEARER;
            case ANTHROPIC_MESSAGES -> Signing.X_API_KEY;
            case GEMINI -> Signing.X_GOOG_API_KEY;
            case BEDROCK_CONVERSE, BEDROCK_ANTHROPIC -> Signing.SIGV4;
            case VERTEX_ANTHROPIC -> Signing.GOOGLE_OAUTH;
        };
    }
}
