package io.piuptime.dialects.pairs;

import io.piuptime.dialects.anthropic.AnthropicCodec;
import io.piuptime.dialects.anthropic.Version;
import io.piuptime.dialects.aws.eventstream.EventStreamReader;
import io.piuptime.dialects.bedrock.BedrockCodec;
import io.piuptime.dialects.chat.ChatCodec;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.gemini.GeminiCodec;
import io.piuptime.dialects.openai.chat.OpenAiChatCodec;
import io.piuptime.dialects.responses.ResponsesCodec;
import io.piuptime.dialects.schema.Contract;
import io.piuptime.dialects.schema.Contracts;
import io.piuptime.gateway.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * A dialect with what is known of it.
 *
 * @param model that is asked for where it is a target
 * @param names of the definitions of a request, a reply and a step of a stream
 * @param home providers whose own dialect it is
 * @param isOurs tells the dialect by the address that was asked
 */
record Speaker(
        ChatCodec codec, String model, Contract contract, Names names, Set<String> home, Predicate<String> isOurs) {
    /** Names of definitions. */
    record Names(String request, String reply, String step) {}

    static List<Speaker> all() {
        Contract openAi = Contracts.openAi();
        return List.of(
                new Speaker(
                        new OpenAiChatCodec(),
                        "gpt-5",
                        openAi,
                        new Names(
                                "CreateChatCompletionRequest",
                                "CreateChatCompletionResponse",
                                "CreateChatCompletionStreamResponse"),
                        Set.of("openai", "azure"),
                        url -> url.endsWith("/chat/completions")),
                new Speaker(
                        new ResponsesCodec(),
                        "gpt-5",
                        openAi,
                        new Names("CreateResponse", "Response", "ResponseStreamEvent"),
                        Set.of("openai"),
                        url -> url.endsWith("/responses")),
                new Speaker(
                        new AnthropicCodec(Version.V2023_06_01),
                        "claude-sonnet-4-5",
                        Contracts.anthropic(),
                        new Names("MessagesRequest", "Message", "StreamEvent"),
                        Set.of("anthropic"),
                        url -> url.endsWith("/v1/messages")),
                new Speaker(
                        new GeminiCodec(),
                        "gemini-2.5-pro",
                        Contracts.gemini(),
                        new Names("GenerateContentRequest", "GenerateContentResponse", "GenerateContentResponse"),
                        Set.of("gemini", "vertex"),
                        url -> url.contains("enerateContent")),
                new Speaker(
                        new BedrockCodec(),
                        "anthropic.claude-sonnet-4-5-20250929-v1:0",
                        Contracts.bedrock(),
                        new Names("ConverseRequest", "ConverseResponse", "ConverseStreamOutput"),
                        Set.of("bedrock"),
                        url -> url.endsWith("/converse") || url.endsWith("/converse-stream")));
    }

    String name() {
        return codec.name();
    }

    /** The steps of a stream of ours. */
    List<JsonNode> steps(Bytes stream) {
        List<JsonNode> steps = new ArrayList<>();
        if (stream.array()[stream.from()] == '[') {
            return List.copyOf(Trees.read(stream).values());
        }
        if (names.step().equals("ConverseStreamOutput")) {
            new EventStreamReader(message -> {
                        String type =
                                message.eventType().or(message::exceptionType).orElse("none");
                        steps.add(Trees.object().set(type, Trees.read(message.payload())));
                    })
                    .feed(stream);
            return steps;
        }
        stream.toString().lines().filter(line -> line.startsWith("data:")).forEach(line -> {
            if (!line.endsWith("[DONE]")) {
                steps.add(Trees.read(line.substring("data:".length())));
            }
        });
        return steps;
    }
}
