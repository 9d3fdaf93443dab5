package io.piuptime.dialects.openai;

import io.piuptime.dialects.TestData;
import io.piuptime.gateway.Bytes;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.exchange.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The recorded exchanges that were made in this dialect. */
final class Recordings {
    static final ObjectMapper JSON = new ObjectMapper();

    private Recordings() {}

    /** One exchange. */
    record Recording(String name, Operation operation, Bytes request, Bytes response) {
        boolean isStream() {
            String start = response.toString();
            return start.startsWith("data:") || start.startsWith(":") || start.startsWith("event:");
        }

        boolean isJson() {
            return response.toString().startsWith("{");
        }
    }

    static List<Recording> all() {
        List<Recording> all = new ArrayList<>();
        for (Path file : TestData.files("llm-exchanges/dev", ".jsonl")) {
            try {
                int line = 0;
                for (String text : Files.readAllLines(file)) {
                    line++;
                    read(file.getFileName() + ":" + line, JSON.readTree(text)).ifPresent(all::add);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return all;
    }

    private static Optional<Recording> read(String name, JsonNode line) {
        JsonNode request = line.get("request");
        JsonNode response = line.get("response");
        String path = line.get("endpoint").asString();
        return Arrays.stream(Operation.values())
                .filter(operation -> operation.wire() == Wire.OPENAI_CHAT
                        && operation.topic() != Operation.Topic.RERANK
                        && path.endsWith(operation.pathBelowVersion()))
                .findFirst()
                .filter(_ -> !request.get("base64").asBoolean()
                        && !response.get("base64").asBoolean())
                .map(operation ->
                        new Recording(name, operation, bytes(request.get("body")), bytes(response.get("body"))));
    }

    private static Bytes bytes(JsonNode body) {
        return Bytes.utf8(body.asString(""));
    }
}
