package io.piuptime.dialects.translate;

import io.piuptime.dialects.anthropic.AnthropicCodec;
import io.piuptime.dialects.anthropic.Version;
import io.piuptime.dialects.anthropic.envelope.AnthropicEnvelope;
import io.piuptime.dialects.bedrock.BedrockCodec;
import io.piuptime.dialects.chat.Endpoint;
import io.piuptime.dialects.cohere.CohereCodec;
import io.piuptime.dialects.gemini.GeminiCodec;
import io.piuptime.dialects.openai.OpenAiDialect;
import io.piuptime.dialects.openai.chat.OpenAiChatCodec;
import io.piuptime.dialects.relay.Manners;
import io.piuptime.dialects.relay.RelayDialect;
import io.piuptime.dialects.responses.ResponsesCodec;
import io.piuptime.dialects.tokens.TokenCounter;
import io.piuptime.gateway.Dialect;
import io.piuptime.gateway.translate.Dialects;
import io.piuptime.model.catalog.Wire;
import java.util.Arrays;
import java.util.Map;

/** Every wire format as the gateway wires it. */
final class Speakers {
    private Speakers() {}

    static Spoken of(Wire wire) {
        AnthropicCodec anthropic = new AnthropicCodec(Version.V2023_06_01);
        return switch (wire) {
            case OPENAI_CHAT -> new Spoken(wire, new OpenAiChatCodec(), Endpoint.of("/chat/completions"));
            case OPENAI_RESPONSES -> new Spoken(wire, new ResponsesCodec(), Endpoint.of("/responses"));
            case ANTHROPIC_MESSAGES -> new Spoken(wire, anthropic, AnthropicCodec.ENDPOINT);
            case GEMINI -> new Spoken(wire, new GeminiCodec(), GeminiCodec.ENDPOINT);
            case BEDROCK_CONVERSE -> new Spoken(wire, new BedrockCodec(), BedrockCodec.ENDPOINT);
            case COHERE_CHAT -> new Spoken(wire, new CohereCodec(), Endpoint.of("/chat"));
            case VERTEX_ANTHROPIC -> envelope(wire, anthropic, AnthropicEnvelope.Host.VERTEX);
            case BEDROCK_ANTHROPIC -> envelope(wire, anthropic, AnthropicEnvelope.Host.BEDROCK);
        };
    }

    static Dialects dialects() {
        Dialect openai = new OpenAiDialect();
        return new Dialects(Map.of(
                Wire.OPENAI_CHAT, openai,
                Wire.OPENAI_RESPONSES, new RelayDialect(new ResponsesCodec(), Manners.responses(openai), openai),
                Wire.ANTHROPIC_MESSAGES,
                        new RelayDialect(new AnthropicCodec(Version.V2023_06_01), Manners.anthropic(), openai),
                Wire.GEMINI, new RelayDialect(new GeminiCodec(), Manners.gemini(), openai)));
    }

    static Tongues tongues() {
        return new Tongues(
                Arrays.stream(Wire.values()).map(Speakers::of).toList(),
                dialects(),
                new GeminiCodec(GeminiCodec.Framing.LIST, GeminiCodec.SchemaForm.JSON_SCHEMA),
                new TokenCounter());
    }

    private static Spoken envelope(Wire wire, AnthropicCodec inner, AnthropicEnvelope.Host host) {
        return new Spoken(wire, new AnthropicEnvelope(inner, host), host.endpoint());
    }
}
