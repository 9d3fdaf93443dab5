package io.piuptime.app.speak;

import io.piuptime.dialects.anthropic.AnthropicCodec;
import io.piuptime.dialects.anthropic.Version;
import io.piuptime.dialects.anthropic.envelope.AnthropicEnvelope;
import io.piuptime.dialects.bedrock.BedrockCodec;
import io.piuptime.dialects.chat.ChatCodec;
import io.piuptime.dialects.chat.Endpoint;
import io.piuptime.dialects.cohere.CohereCodec;
import io.piuptime.dialects.cost.AskedReader;
import io.piuptime.dialects.gemini.GeminiCodec;
import io.piuptime.dialects.openai.OpenAiDialect;
import io.piuptime.dialects.openai.chat.OpenAiChatCodec;
import io.piuptime.dialects.relay.Manners;
import io.piuptime.dialects.relay.RelayDialect;
import io.piuptime.dialects.responses.ResponsesCodec;
import io.piuptime.dialects.tokens.TokenCounter;
import io.piuptime.dialects.translate.Spoken;
import io.piuptime.dialects.translate.Tongues;
import io.piuptime.gateway.Dialect;
import io.piuptime.gateway.budget.money.bound.BodyReader;
import io.piuptime.gateway.translate.Dialects;
import io.piuptime.gateway.translate.Translator;
import io.piuptime.model.catalog.Wire;
import java.util.List;
import java.util.Map;

/** Every dialect that is spoken here: to callers, and to providers. A new one is a line in each list that it belongs to. */
public final class Languages {
    private final ChatCodec gemini = new GeminiCodec();
    private final ChatCodec responses = new ResponsesCodec();
    private final ChatCodec anthropic = new AnthropicCodec(Version.V2023_06_01);
    private final ChatCodec chat = new OpenAiChatCodec();
    private final Dialect openai = new OpenAiDialect();
    private final Dialects dialects = new Dialects(Map.of(
            Wire.OPENAI_CHAT, openai,
            Wire.OPENAI_RESPONSES, new RelayDialect(responses, Manners.responses(openai), openai),
            Wire.ANTHROPIC_MESSAGES, new RelayDialect(anthropic, Manners.anthropic(), openai),
            Wire.GEMINI, new RelayDialect(gemini, Manners.gemini(), openai)));

    /** What callers may speak. */
    public Dialects dialects() {
        return dialects;
    }

    /** Finds out what bodies ask for that costs something. */
    public BodyReader bodies() {
        return new AskedReader();
    }

    /** From what callers speak to what providers do. */
    public Translator translator() {
        return new Tongues(
                List.of(
                        new Spoken(Wire.OPENAI_CHAT, chat, Endpoint.of("/chat/completions")),
                        new Spoken(Wire.ANTHROPIC_MESSAGES, anthropic, AnthropicCodec.ENDPOINT),
                        new Spoken(
                                Wire.VERTEX_ANTHROPIC,
                                new AnthropicEnvelope(anthropic, AnthropicEnvelope.Host.VERTEX),
                                AnthropicEnvelope.Host.VERTEX.endpoint()),
                        new Spoken(
                                Wire.BEDROCK_ANTHROPIC,
                                new AnthropicEnvelope(anthropic, AnthropicEnvelope.Host.BEDROCK),
                                AnthropicEnvelope.Host.BEDROCK.endpoint()),
                        new Spoken(Wire.COHERE_CHAT, new CohereCodec(), Endpoint.of("/chat")),
                        new Spoken(Wire.OPENAI_RESPONSES, responses, Endpoint.of("/responses")),
                        new Spoken(Wire.GEMINI, gemini, GeminiCodec.ENDPOINT),
                        new Spoken(Wire.BEDROCK_CONVERSE, new BedrockCodec(), BedrockCodec.ENDPOINT)),
                dialects,
                new GeminiCodec(GeminiCodec.Framing.LIST, GeminiCodec.SchemaForm.JSON_SCHEMA),
                new TokenCounter());
    }
}
