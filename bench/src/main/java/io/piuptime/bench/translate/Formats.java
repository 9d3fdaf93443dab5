package io.piuptime.bench.translate;

import io.piuptime.dialects.anthropic.AnthropicCodec;
import io.piuptime.dialects.anthropic.Version;
import io.piuptime.dialects.bedrock.BedrockCodec;
import io.piuptime.dialects.chat.ChatCodec;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Endpoint;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.cohere.CohereCodec;
import io.piuptime.dialects.gemini.GeminiCodec;
import io.piuptime.dialects.openai.OpenAiDialect;
import io.piuptime.dialects.openai.chat.OpenAiChatCodec;
import io.piuptime.dialects.responses.ResponsesCodec;
import io.piuptime.dialects.tokens.TokenCounter;
import io.piuptime.dialects.translate.Spoken;
import io.piuptime.dialects.translate.Tongues;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.RequestFacts;
import io.piuptime.gateway.translate.Dialects;
import io.piuptime.gateway.translate.Question;
import io.piuptime.gateway.translate.Translator;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.chat.ChatRequest;
import io.piuptime.model.exchange.Operation;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The wire formats that are measured, and every way from a caller's to a target's. */
final class Formats {
    private static final ChatCodec GEMINI = new GeminiCodec();
    private static final List<Spoken> ALL = List.of(
            new Spoken(Wire.OPENAI_CHAT, new OpenAiChatCodec(), Endpoint.of("/chat/completions")),
            new Spoken(Wire.OPENAI_RESPONSES, new ResponsesCodec(), Endpoint.of("/responses")),
            new Spoken(Wire.ANTHROPIC_MESSAGES, new AnthropicCodec(Version.V2023_06_01), AnthropicCodec.ENDPOINT),
            new Spoken(Wire.GEMINI, GEMINI, GeminiCodec.ENDPOINT),
            new Spoken(Wire.BEDROCK_CONVERSE, new BedrockCodec(), BedrockCodec.ENDPOINT),
            new Spoken(Wire.COHERE_CHAT, new CohereCodec(), Endpoint.of("/chat")));
    private static final List<Operation> CALLERS = List.of(
            Operation.CHAT_COMPLETIONS, Operation.RESPONSES, Operation.MESSAGES, Operation.STREAM_GENERATE_CONTENT);

    private Formats() {}

    /** A request in a caller's format and a target that speaks another. */
    record Pair(String name, Question question, Target target) {}

    static Translator translator() {
        return new Tongues(
                ALL, new Dialects(Map.of(Wire.OPENAI_CHAT, new OpenAiDialect())), GEMINI, new TokenCounter());
    }

    static List<Pair> pairs(ChatRequest request) {
        List<Pair> pairs = new ArrayList<>();
        for (Operation caller : CALLERS) {
            Question question = question(caller, request);
            for (Spoken target : ALL) {
                if (target.wire() != caller.wire()) {
                    String name = caller.wire().id() + " to " + target.wire().id();
                    pairs.add(new Pair(name, question, target(target.wire())));
                }
            }
        }
        return pairs;
    }

    private static Question question(Operation operation, ChatRequest request) {
        ChatCodec codec = codec(operation.wire());
        Bytes body = Bytes.of(Trees.bytes(codec.writeRequest(request, new Drops())));
        RequestFacts facts = new RequestFacts(request.model(), 0, 0, true, true, Optional.empty());
        return new Question(operation, facts, body, "alt=sse", false);
    }

    static ChatCodec codec(Wire wire) {
        return ALL.stream()
                .filter(spoken -> spoken.wire() == wire)
                .findFirst()
                .orElseThrow()
                .codec();
    }

    private static Target target(Wire wire) {
        return new Target(
                Provider.of(wire.id(), wire, URI.create("http://127.0.0.1/v1"), Optional.empty()), "their-model");
    }
}
