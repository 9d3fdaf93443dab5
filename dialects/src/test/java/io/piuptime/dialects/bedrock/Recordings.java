package io.piuptime.dialects.bedrock;

import io.piuptime.dialects.TestData;
import io.piuptime.gateway.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The recorded exchanges with Bedrock whose path has a given ending. */
final class Recordings {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Recordings() {}

    /** One exchange. */
    record Recording(String name, String model, int status, Bytes request, Bytes response) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Recording> of(String file, String ending) {
        List<Recording> all = new ArrayList<>();
        for (Path path : TestData.files("llm-exchanges/dev", file)) {
            try {
                int line = 0;
                for (String text : Files.readAllLines(path)) {
                    line++;
                    JsonNode exchange = JSON.readTree(text);
                    if (exchange.path("endpoint").asString("").endsWith(ending)) {
                        all.add(read(path.getFileName() + ":" + line, exchange));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return all;
    }

    private static Recording read(String name, JsonNode exchange) {
        return new Recording(
                name,
                exchange.path("model").asString(""),
                exchange.path("response").path("status").asInt(),
                bytes(exchange.path("request")),
                bytes(exchange.path("response")));
    }

    private static Bytes bytes(JsonNode message) {
        String body = message.path("body").asString("");
        return Bytes.of(
                message.path("base64").asBoolean(false)
                        ? Base64.getDecoder().decode(body)
                        : body.getBytes(StandardCharsets.UTF_8));
    }
}
