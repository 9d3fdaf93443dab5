package io.piuptime.dialects.anthropic;

import io.piuptime.dialects.TestData;
import io.piuptime.dialects.chat.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The recorded exchanges of the Messages API. */
final class Recordings {
    private Recordings() {}

    /** One exchange. */
    record Recording(String name, int status, String request, String response) {
        boolean isStream() {
            return !response.startsWith("{");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Recording> all() {
        List<Recording> all = new ArrayList<>();
        for (Path file : TestData.files("llm-exchanges/dev", "anthropic.jsonl")) {
            try {
                for (String line : Files.readAllLines(file)) {
                    JsonNode exchange = Trees.read(line);
                    String url =
                            exchange.path("request").path("url").asString("").split("\\?", 2)[0];
                    if (url.endsWith("/v1/messages")) {
                        all.add(new Recording(
                                "anthropic:" + all.size(),
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
