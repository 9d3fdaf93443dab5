package io.piuptime.testkit.turn;

import java.util.Optional;
import java.util.regex.Pattern;

/** The dialects that a scripted provider speaks, told apart by the path of a request. */
public enum UpstreamDialect {
    CHAT("openai-chat", "/v1", "/chat/completions"),
    RESPONSES("openai-responses", "/v1", "/responses(/input_tokens)?"),
    ANTHROPIC("anthropic-messages", "/v1", "/messages(/count_tokens)?"),
    GEMINI("gemini", "/v1beta", "/models/[^/]+:(generateContent|streamGenerateContent|countTokens)"),
    BEDROCK("bedrock-converse", "", "/model/[^/]+/(converse(-stream)?|count-tokens)");

    private static final Pattern COUNTS = Pattern.compile(".*(/count_tokens|/input_tokens|:countTokens|/count-tokens)");

    private final String wire;
    private final String prefix;
    private final Pattern path;

    UpstreamDialect(String wire, String prefix, String path) {
        this.wire = wire;
        this.prefix = prefix;
        this.path = Pattern.compile(".*" + path);
    }

    /** What configurations call it. */
    public String wire() {
        return wire;
    }

    /** What a provider's base URL has behind the port. */
    public String prefix() {
        return prefix;
    }

    static Optional<UpstreamDialect> of(String path) {
        for (UpstreamDialect dialect : values()) {
            if (dialect.path.matcher(path).matches()) {
                return Optional.of(dialect);
            }
        }
        return Optional.empty();
    }

    static boolean counts(String path) {
        return COUNTS.matcher(path).matches();
    }

    Wording wording() {
        return switch (this) {
            case CHAT -> new ChatWording();
            case RESPONSES -> new ResponsesWording();
            case ANTHROPIC -> new AnthropicWording();
            case GEMINI -> new GeminiWording();
            case BEDROCK -> new BedrockWording();
        };
    }
}
