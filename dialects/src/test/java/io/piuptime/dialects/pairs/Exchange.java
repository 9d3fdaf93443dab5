package io.piuptime.dialects.pairs;

import io.piuptime.dialects.TestData;
import io.piuptime.dialects.chat.ChatCodec.Place;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.gateway.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A recorded exchange.
 *
 * @param url without its query
 * @param model that the recorder saw; empty if it saw none
 */
record Exchange(String name, String provider, String url, String model, int status, JsonNode request, Bytes response) {
    private static final List<String> CHATS =
            List.of("/responses", "/chat/completions", "/v1/messages", "enerateContent", "/converse");

    /** Every exchange about a chat. */
    static List<Exchange> all() {
        List<Exchange> all = new ArrayList<>();
        for (Path file : TestData.files("llm-exchanges/dev", ".jsonl")) {
            try {
                int line = 0;
                for (String text : Files.readAllLines(file)) {
                    line++;
                    JsonNode exchange = Trees.read(text);
                    JsonNode request = exchange.path("request");
                    String url = path(request);
                    if (CHATS.stream().anyMatch(url::contains)
                            && request.path("body").asString("").startsWith("{")) {
                        read(file.getFileName() + ":" + line, exchange).ifPresent(all::add);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return all;
    }

    /** Whether there is a whole answer. */
    boolean isReply() {
        return status == 200 && first() == '{';
    }

    /** Whether there is an answer in steps: in events as text, in a list, or in Amazon's frames, which begin with a zero. */
    boolean isStream() {
        return status == 200 && first() >= 0 && "ed:[\0".indexOf(first()) >= 0;
    }

    private int first() {
        return response.length() == 0 ? -1 : response.array()[response.from()];
    }

    Members body() {
        return Members.of(request);
    }

    /** What the path says. */
    Place place() {
        return new Place(model, url.contains("stream") || url.contains("Stream"));
    }

    Members reply() {
        return Members.of(Trees.read(response));
    }

    /** An exchange, unless its recorder cut the request off. */
    private static Optional<Exchange> read(String name, JsonNode exchange) {
        try {
            return Optional.of(new Exchange(
                    name,
                    exchange.path("provider").asString(""),
                    path(exchange.path("request")),
                    exchange.path("model").asString(""),
                    exchange.path("response").path("status").asInt(0),
                    Trees.read(exchange.path("request").path("body").asString("")),
                    bytes(exchange.path("response"))));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static String path(JsonNode request) {
        String url = request.path("url").asString("");
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }

    private static Bytes bytes(JsonNode message) {
        String body = message.path("body").asString("");
        return Bytes.of(
                message.path("base64").asBoolean(false)
                        ? Base64.getDecoder().decode(body)
                        : body.getBytes(StandardCharsets.UTF_8));
    }
}
