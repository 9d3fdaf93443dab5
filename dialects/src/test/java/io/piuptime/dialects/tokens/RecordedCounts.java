package io.piuptime.dialects.tokens;

import io.piuptime.dialects.TestData;
import io.piuptime.dialects.anthropic.AnthropicCodec;
import io.piuptime.dialects.anthropic.Version;
import io.piuptime.dialects.bedrock.BedrockCodec;
import io.piuptime.dialects.chat.ChatCodec;
import io.piuptime.dialects.chat.ChatCodec.Place;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.cohere.CohereCodec;
import io.piuptime.dialects.gemini.GeminiCodec;
import io.piuptime.dialects.openai.chat.OpenAiChatCodec;
import io.piuptime.dialects.responses.ResponsesCodec;
import io.piuptime.model.chat.ChatReply;
import io.piuptime.model.chat.ChatRequest;
import io.piuptime.model.exchange.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Recorded conversations and how many tokens their providers say they have. */
final class RecordedCounts {
    private static final Pattern MODEL_IN_PATH = Pattern.compile("/models?/([^/:]+)(?:[:/]|$)");

    private RecordedCounts() {}

    /**
     * One conversation.
     *
     * @param reported tokens of input
     */
    record Recorded(String name, String provider, ChatRequest request, long reported) {}

    static List<Recorded> all() {
        List<Recorded> all = new ArrayList<>();
        for (Path file : TestData.files("llm-exchanges/dev", ".jsonl")) {
            String provider = file.getFileName().toString().replace(".jsonl", "");
            try {
                int line = 0;
                for (String text : Files.readAllLines(file)) {
                    line++;
                    read(provider, provider + ":" + line, Trees.read(text)).ifPresent(all::add);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return all;
    }

    private static Optional<Recorded> read(String provider, String name, JsonNode exchange) {
        String url = exchange.path("request").path("url").asString("").split("\\?", 2)[0];
        String body = exchange.path("request").path("body").asString("");
        String reply = exchange.path("response").path("body").asString("");
        boolean whole = exchange.path("response").path("status").asInt(0) == 200
                && !exchange.path("response").path("base64").asBoolean(true)
                && body.startsWith("{")
                && reply.stripLeading().startsWith("{");
        Optional<ChatCodec> codec = whole ? codec(url) : Optional.empty();
        if (codec.isEmpty()) {
            return Optional.empty();
        }
        Matcher inPath = MODEL_IN_PATH.matcher(url);
        String model = exchange.path("model").asString("");
        if (model.isEmpty() && inPath.find()) {
            model = inPath.group(1);
        }
        Place place = new Place(url.contains("/model") ? URLDecoder.decode(model, StandardCharsets.UTF_8) : "", false);
        try {
            ChatRequest request = codec.get().readRequest(Members.of(Trees.read(body)), place);
            ChatReply answer = codec.get().readReply(Members.of(Trees.read(reply)));
            // a deployment's name does not tell the model
            boolean unnamed = request.model().isEmpty() || provider.equals("azure");
            ChatRequest named = unnamed && !answer.model().isEmpty() ? request.forModel(answer.model()) : request;
            return answer.usage()
                    .filter(usage -> usage.input() > 0)
                    .map(usage -> new Recorded(name, provider, named, usage.input()));
        } catch (RefusedException | JacksonException _) {
            return Optional.empty();
        }
    }

    private static Optional<ChatCodec> codec(String url) {
        if (url.endsWith("/chat/completions")) {
            return Optional.of(new OpenAiChatCodec());
        }
        if (url.endsWith("/responses")) {
            return Optional.of(new ResponsesCodec());
        }
        if (url.endsWith("/v1/messages")) {
            return Optional.of(new AnthropicCodec(Version.V2023_06_01));
        }
        if (url.endsWith("enerateContent")) {
            return Optional.of(new GeminiCodec());
        }
        if (url.endsWith("/converse")) {
            return Optional.of(new BedrockCodec());
        }
        return url.endsWith("/v2/chat") ? Optional.of(new CohereCodec()) : Optional.empty();
    }
}
