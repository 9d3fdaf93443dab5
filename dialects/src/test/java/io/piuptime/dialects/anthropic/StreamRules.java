package io.piuptime.dialects.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.dialects.chat.Trees;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What every reader of these streams relies on: a start, one block after another, their end, the reason, the end. */
final class StreamRules {
    private StreamRules() {}

    /** The events of a stream, each of which bears its type twice. */
    static List<JsonNode> events(String stream) {
        List<JsonNode> events = new ArrayList<>();
        assertThat(stream).endsWith("\n\n");
        for (String frame : stream.strip().split("\n\n", -1)) {
            String[] lines = frame.split("\n", -1);
            assertThat(lines).as(frame).hasSize(2);
            JsonNode event = Trees.read(lines[1].substring("data: ".length()));
            assertThat(lines[0]).isEqualTo("event: " + event.path("type").asString());
            events.add(event);
        }
        return events;
    }

    static List<JsonNode> check(String stream) {
        List<JsonNode> events = events(stream);
        int open = -1;
        int next = 0;
        for (JsonNode event : events) {
            switch (event.path("type").asString("")) {
                case "message_start" -> {
                    assertThat(event).isSameAs(events.getFirst());
                    assertThat(event.path("message").path("usage").has("input_tokens"))
                            .isTrue();
                    assertThat(event.path("message").path("content").isArray()).isTrue();
                }
                case "content_block_start" -> {
                    assertThat(open).as("block before " + event).isEqualTo(-1);
                    assertThat(event.path("index").asInt()).isEqualTo(next);
                    open = next++;
                }
                case "content_block_delta" ->
                    assertThat(event.path("index").asInt()).as(event.toString()).isEqualTo(open);
                case "content_block_stop" -> {
                    assertThat(event.path("index").asInt()).isEqualTo(open);
                    open = -1;
                }
                case "message_delta" -> {
                    assertThat(open).isEqualTo(-1);
                    assertThat(event.path("delta").path("stop_reason").isString())
                            .isTrue();
                    assertThat(event.path("usage").path("output_tokens").isNumber())
                            .isTrue();
                }
                case "message_stop" -> assertThat(event).isSameAs(events.getLast());
                default -> throw new AssertionError(event.toString());
            }
        }
        assertThat(events.getFirst().path("type").asString()).isEqualTo("message_start");
        assertThat(events.getLast().path("type").asString()).isEqualTo("message_stop");
        return events;
    }

    /** What was said of each block, in order: its type, its deltas joined. */
    static List<String> blocks(String stream) {
        List<StringBuilder> blocks = new ArrayList<>();
        for (JsonNode event : check(stream)) {
            JsonNode block = event.path("content_block");
            if (block.isObject()) {
                String name = block.path("name").asString(block.path("data").asString(""));
                blocks.add(new StringBuilder(block.path("type").asString())
                        .append(' ')
                        .append(name)
                        .append(':'));
            }
            JsonNode delta = event.path("delta");
            for (String member : List.of("text", "thinking", "signature", "partial_json", "citation")) {
                JsonNode said = delta.path(member);
                if (!said.isMissingNode()) {
                    blocks.getLast().append(said.isString() ? said.stringValue() : said.toString());
                }
            }
        }
        return blocks.stream().map(StringBuilder::toString).toList();
    }
}
