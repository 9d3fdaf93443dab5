package io.piuptime.dialects.gemini;

import io.piuptime.dialects.TestData;
import io.piuptime.dialects.chat.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The recorded exchanges of generateContent and streamGenerateContent. */
final class GeminiRecordings {
    private GeminiRecordings() {}

    /** One exchange. */
    record Recording(String name, int status, String request, String response) {
        boolean isStream() {
            return response.startsWith("data:") || response.startsWith("[");
        }
    }

    static List<Recording> all() {
        List<Recording> all = new ArrayList<>();
        for (Path file : TestData.files("llm-exchanges/dev", ".jsonl")) {
            String name = file.getFileName().toString();
            if (!name.startsWith("gemini") && !name.startsWith("vertex")) {
                continue;
            }
            try {
                for (String line : Files.readAllLines(file)) {
                    JsonNode exchange = Trees.read(line);
                    String url = exchange.path("request").path("url").asString("");
                    if (url.contains("enerateContent")) {
                        all.add(new Recording(
                                name + ":" + all.size(),
                                exchange.path("response").path("status").asInt(0),
                                exchange.path("request").path("body").asString(""),
                                exchange.path("response").path("body").asString("")));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return all;
    }
}
