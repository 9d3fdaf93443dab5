package io.piuptime.dialects.openai.chat;

import io.piuptime.dialects.TestData;
import io.piuptime.dialects.chat.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A recorded exchange that was made in this dialect, with whatever provider. */
record Recorded(String name, String request, int status, String response) {
    boolean isStream() {
        return response.startsWith("data:") || response.startsWith(":") || response.startsWith("event:");
    }

    static List<Recorded> all() {
        List<Recorded> all = new ArrayList<>();
        for (Path file : TestData.files("llm-exchanges/dev", ".jsonl")) {
            try {
                int number = 0;
                for (String text : Files.readAllLines(file)) {
                    number++;
                    JsonNode line = Trees.read(text);
                    if (isOurs(line)) {
                        all.add(new Recorded(
                                file.getFileName() + ":" + number,
                                line.path("request").path("body").asString(""),
                                line.path("response").path("status").asInt(0),
                                line.path("response").path("body").asString("")));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return all;
    }

    static List<Recorded> streams() {
        return all().stream().filter(Recorded::isStream).toList();
    }

    static List<Recorded> replies() {
        return all().stream()
                .filter(one ->
                        one.status() == 200 && !one.isStream() && one.response().contains("\"choices\""))
                .toList();
    }

    private static boolean isOurs(JsonNode line) {
        return line.path("request").path("url").asString("").contains("/chat/completions")
                && line.path("request").path("body").asString("").startsWith("{");
    }
}
