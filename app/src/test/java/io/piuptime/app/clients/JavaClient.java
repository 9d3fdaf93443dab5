package io.piuptime.app.clients;

import io.piuptime.testkit.turn.UpstreamDialect;
import java.net.URI;

/** The Java libraries that are driven, and what each speaks. */
enum JavaClient {
    OPENAI_CHAT(UpstreamDialect.CHAT),
    OPENAI_RESPONSES(UpstreamDialect.RESPONSES),
    ANTHROPIC(UpstreamDialect.ANTHROPIC),
    GOOGLE_GENAI(UpstreamDialect.GEMINI),
    LANGCHAIN_OPENAI(UpstreamDialect.CHAT),
    LANGCHAIN_ANTHROPIC(UpstreamDialect.ANTHROPIC),
    LANGCHAIN_GEMINI(UpstreamDialect.GEMINI);

    private final UpstreamDialect dialect;

    JavaClient(UpstreamDialect dialect) {
        this.dialect = dialect;
    }

    UpstreamDialect dialect() {
        return dialect;
    }

    /**
     * Opens one.
     *
     * @param gateway the scheme, host and port of what it takes for its provider
     */
    ModelClient open(URI gateway, String key, String model) {
        return switch (this) {
            case OPENAI_CHAT -> new OpenAiChatClient(gateway, key, model);
            case OPENAI_RESPONSES -> new OpenAiResponsesClient(gateway, key, model);
            case ANTHROPIC -> new AnthropicMessagesClient(gateway, key, model);
            case GOOGLE_GENAI -> new GoogleGenAiClient(gateway, key, model);
            case LANGCHAIN_OPENAI -> LangChainClient.openAi(gateway, key, model);
            case LANGCHAIN_ANTHROPIC -> LangChainClient.anthropic(gateway, key, model);
            case LANGCHAIN_GEMINI -> LangChainClient.gemini(gateway, key, model);
        };
    }
}
