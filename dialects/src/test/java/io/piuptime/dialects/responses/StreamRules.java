package io.piuptime.dialects.responses;

import io.piuptime.dialects.chat.Trees;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import tools.jackson.databind.JsonNode;

/** What the official clients rely on in a stream of this dialect. */
final class StreamRules {
    private StreamRules() {}

    static List<JsonNode> events(String stream) {
        List<JsonNode> events = new ArrayList<>();
        for (String line : stream.lines().toList()) {
            if (line.startsWith("data:") && !line.contains("[DONE]")) {
                events.add(Trees.read(line.substring(5)));
            }
        }
        return events;
    }

    static List<String> types(String stream) {
        return events(stream).stream()
                .map(event -> event.path("type").asString(""))
                .toList();
    }

    static void check(SoftAssertions soft, String name, String stream) {
        List<JsonNode> events = events(stream);
        Set<Integer> added = new HashSet<>();
        Set<Integer> done = new HashSet<>();
        Map<Integer, String> ids = new HashMap<>();
        Set<String> contents = new HashSet<>();
        for (int i = 0; i < events.size(); i++) {
            JsonNode event = events.get(i);
            String type = event.path("type").asString("");
            int index = event.path("output_index").asInt(-1);
            soft.assertThat(event.path("sequence_number").asInt(-1)).as(name).isEqualTo(i);
            if (type.equals("response.output_item.added")) {
                soft.assertThat(index).as(name).isEqualTo(added.size());
                added.add(index);
                ids.put(index, event.path("item").path("id").asString(""));
            } else if (type.equals("response.output_item.done")) {
                soft.assertThat(done.add(index)).as(name).isTrue();
                soft.assertThat(event.path("item").path("id").asString(""))
                        .as(name)
                        .isEqualTo(ids.get(index));
            } else if (event.has("item_id")) {
                soft.assertThat(event.path("item_id").asString("")).as(name).isEqualTo(ids.get(index));
                soft.assertThat(done).as(name).doesNotContain(index);
            }
            String place = index + "/" + event.path("content_index").asInt(-1);
            if (type.equals("response.content_part.added")) {
                soft.assertThat(contents.add(place)).as(name).isTrue();
            } else if (event.has("content_index")) {
                soft.assertThat(contents).as(name).contains(place);
            }
        }
        soft.assertThat(done).as(name).isEqualTo(added);
        soft.assertThat(types(stream)).as(name).startsWith("response.created", "response.in_progress");
        JsonNode last = events.getLast().path("response");
        soft.assertThat(last.path("output").size()).as(name).isEqualTo(added.size());
        for (String needed : List.of(
                "id",
                "object",
                "created_at",
                "error",
                "incomplete_details",
                "instructions",
                "model",
                "tools",
                "output",
                "parallel_tool_calls",
                "metadata",
                "tool_choice",
                "temperature",
                "top_p",
                "status")) {
            soft.assertThat(last.has(needed)).as(name + " " + needed).isTrue();
        }
    }
}
