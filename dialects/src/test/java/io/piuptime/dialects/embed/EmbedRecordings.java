package io.piuptime.dialects.embed;

import io.piuptime.dialects.TestData;
import io.piuptime.dialects.chat.ChatCodec.Place;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.embed.amazon.BedrockEmbed;
import io.piuptime.dialects.embed.cohere.CohereEmbedCodec;
import io.piuptime.dialects.embed.google.GeminiEmbedCodec;
import io.piuptime.dialects.embed.google.GeminiEmbedCodec.Call;
import io.piuptime.dialects.embed.google.VertexEmbedCodec;
import io.piuptime.dialects.embed.openai.OpenAiEmbedCodec;
import io.piuptime.dialects.embed.openai.OpenAiEmbedCodec.Flavor;
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
import tools.jackson.databind.JsonNode;

/** The recorded exchanges about vectors, each with the codec of its format. */
final class EmbedRecordings {
    private static final Pattern BEDROCK = Pattern.compile(".*/model/([^/]*embed[^/]*)/invoke");
    private static final Pattern GOOGLE = Pattern.compile(".*/models/([^/:]+):(\\w+)");

    private EmbedRecordings() {}

    /** One exchange that went well. */
    record Recording(String name, EmbedCodec codec, Place place, String url, JsonNode request, JsonNode response) {}

    static List<Recording> all() {
        List<Recording> all = new ArrayList<>();
        for (Path file : TestData.files("llm-exchanges/dev", ".jsonl")) {
            try {
                for (String line : Files.readAllLines(file)) {
                    if (line.contains("mbed") || line.contains(":predict")) {
                        read(file.getFileName().toString(), Trees.read(line)).ifPresent(all::add);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return all;
    }

    private static Optional<Recording> read(String file, JsonNode exchange) {
        String url = exchange.path("request").path("url").asString("");
        if (exchange.path("response").path("status").asInt(0) != 200) {
            return Optional.empty();
        }
        Matcher bedrock = BEDROCK.matcher(url);
        Matcher google = GOOGLE.matcher(url);
        Optional<EmbedCodec> codec = Optional.empty();
        String model = "";
        if (bedrock.matches()) {
            model = URLDecoder.decode(bedrock.group(1), StandardCharsets.UTF_8);
            codec = Optional.of(BedrockEmbed.of(model));
        } else if (google.matches()) {
            model = google.group(1);
            codec = google(google.group(2));
        } else if (url.endsWith("/v2/embed")) {
            codec = Optional.of(new CohereEmbedCodec(CohereEmbedCodec.Host.COHERE));
        } else if (url.endsWith("voyageai.com/v1/embeddings")) {
            codec = Optional.of(new OpenAiEmbedCodec(Flavor.VOYAGE));
        } else if (url.contains("/embeddings") && !url.contains("/api/embeddings")) {
            codec = Optional.of(new OpenAiEmbedCodec(Flavor.OPENAI));
        }
        if (codec.isEmpty()) {
            return Optional.empty();
        }
        JsonNode request = Trees.read(exchange.path("request").path("body").asString(""));
        JsonNode response = Trees.read(exchange.path("response").path("body").asString(""));
        return Optional.of(
                new Recording(file + " " + url, codec.get(), new Place(model, false), url, request, response));
    }

    private static Optional<EmbedCodec> google(String method) {
        return switch (method) {
            case "embedContent" -> Optional.of(new GeminiEmbedCodec(Call.SINGLE));
            case "batchEmbedContents" -> Optional.of(new GeminiEmbedCodec(Call.BATCH));
            case "predict" -> Optional.of(new VertexEmbedCodec());
            default -> Optional.empty();
        };
    }
}
