package io.piuptime.dialects.fuzz;

import io.piuptime.dialects.anthropic.AnthropicCodec;
import io.piuptime.dialects.anthropic.Version;
import io.piuptime.dialects.bedrock.BedrockCodec;
import io.piuptime.dialects.chat.ChatCodec;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Output;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.cohere.CohereCodec;
import io.piuptime.dialects.gemini.GeminiCodec;
import io.piuptime.dialects.openai.chat.OpenAiChatCodec;
import io.piuptime.dialects.responses.ResponsesCodec;
import io.piuptime.model.chat.ChatEvent;

/** Every codec of chat, with bodies of its own to begin with. */
enum Format {
    CHAT,
    RESPONSES,
    ANTHROPIC,
    ANTHROPIC_LATER,
    GEMINI,
    GEMINI_LIST,
    BEDROCK,
    COHERE;

    ChatCodec codec() {
        return switch (this) {
            case CHAT -> new OpenAiChatCodec();
            case RESPONSES -> new ResponsesCodec();
            case ANTHROPIC -> new AnthropicCodec(Version.V2023_06_01);
            case ANTHROPIC_LATER -> new AnthropicCodec(Version.V2026_10_21);
            case GEMINI -> new GeminiCodec();
            case GEMINI_LIST -> new GeminiCodec(GeminiCodec.Framing.LIST, GeminiCodec.SchemaForm.OWN);
            case BEDROCK -> new BedrockCodec();
            case COHERE -> new CohereCodec();
        };
    }

    /** A request that says much of what can be said. */
    byte[] request() {
        return Trees.bytes(codec().writeRequest(Sample.request(), new Drops()));
    }

    /** A reply with a thought, a text and a call. */
    byte[] reply() {
        return Trees.bytes(codec().writeReply(Sample.reply(), new Drops()));
    }

    /** The same reply as a stream. */
    byte[] stream() {
        Output out = new Output();
        var writer = codec().writeEvents(new ChatCodec.StreamWish(true), new Drops());
        for (ChatEvent event : Sample.events()) {
            writer.write(event, out);
        }
        return out.bytes().copy();
    }
}
