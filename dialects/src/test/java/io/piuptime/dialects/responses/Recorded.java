package io.piuptime.dialects.responses;

import io.piuptime.dialects.TestData;
import io.piuptime.dialects.chat.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A recorded exchange that was made in this dialect. */
record Recorded(String name, String request, int status, String response) {
    boolean isStream() {
        return response.startsWith("event:") || response.startsWith("data:");
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
                .filter(one -> one.status() == 200 && one.response().startsWith("{"))
                .toList();
    }

    private static boolean isOurs(JsonNode line) {
        String url = line.path("request").path("url").asString("");
        int query = url.indexOf('?');
        return (query < 0 ? url : url.substring(0, query)).endsWith("/responses")
                && !line.path("request").path("body").asString("").isEmpty();
    }
}
