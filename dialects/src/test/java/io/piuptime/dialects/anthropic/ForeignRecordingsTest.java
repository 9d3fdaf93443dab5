package io.piuptime.dialects.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.dialects.TestData;
import io.piuptime.dialects.chat.ChatCodec;
import io.piuptime.dialects.chat.ChatCodec.Place;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.EventReader;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.gemini.GeminiCodec;
import io.piuptime.dialects.openai.chat.OpenAiChatCodec;
import io.piuptime.dialects.responses.ResponsesCodec;
import io.piuptime.gateway.Bytes;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.chat.ChatReply;
import io.piuptime.model.chat.Part;
import io.piuptime.model.exchange.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What was recorded of other dialects is written as Anthropic takes it. */
class ForeignRecordingsTest {
    private static final Place PLACE = new Place("claude-sonnet-4-5", false);

    private final AnthropicCodec anthropic = new AnthropicCodec(Version.V2023_06_01);

    /** A dialect and how the paths of its requests end. */
    private record Language(ChatCodec codec, String ending) {}

    /** One exchange. */
    private record Exchange(String name, String request, int status, String response) {}

    private static List<Language> languages() {
        return List.of(
                new Language(new OpenAiChatCodec(), "/chat/completions"),
                new Language(new ResponsesCodec(), "/responses"),
                new Language(new GeminiCodec(), "enerateContent"));
    }

    @Test
    void requests_keep_to_anthropics_rules() {
        int seen = 0;
        for (Language language : languages()) {
            for (Exchange exchange : exchanges(language)) {
                try {
                    Members body = Members.of(Trees.read(exchange.request()));
                    JsonNode written = anthropic.writeRequest(language.codec().readRequest(body, PLACE), new Drops());
                    checkRequest(exchange.name(), written);
                    seen++;
                } catch (JacksonException | RefusedException _) {
                    // was recorded without its request, or with one that nobody takes
                }
            }
        }
        assertThat(seen).isGreaterThan(1500);
    }

    private static void checkRequest(String name, JsonNode body) {
        assertThat(body.path("max_tokens").asLong())
                .as(name)
                .isGreaterThan(body.path("thinking").path("budget_tokens").asLong(0));
        Set<String> called = Set.of();
        String before = "assistant";
        for (JsonNode message : body.path("messages")) {
            String role = message.path("role").asString();
            assertThat(role).as(name).isNotEqualTo(before).isIn("user", "assistant");
            before = role;
            assertThat(message.path("content").isEmpty()).as(name).isFalse();
            Set<String> calls = new HashSet<>();
            boolean onlyResults = true;
            for (JsonNode block : message.path("content")) {
                switch (block.path("type").asString()) {
                    case "text" ->
                        assertThat(block.path("text").asString()).as(name).isNotBlank();
                    case "tool_use" -> {
                        calls.add(block.path("id").asString());
                        assertThat(block.path("id").asString()).as(name).matches("[a-zA-Z0-9_-]+");
                        assertThat(block.path("input").isObject()).as(name).isTrue();
                    }
                    case "tool_result" -> {
                        assertThat(onlyResults)
                                .as(name + ": results come first")
                                .isTrue();
                        assertThat(called)
                                .as(name)
                                .contains(block.path("tool_use_id").asString());
                    }
                    default ->
                        assertThat(block.path("type").asString())
                                .as(name)
                                .isIn("image", "document", "thinking", "redacted_thinking");
                }
                onlyResults &= block.path("type").asString().equals("tool_result");
            }
            called = calls;
        }
        for (JsonNode tool : body.path("tools")) {
            assertThat(tool.path("input_schema").has("type")).as(name).isTrue();
        }
    }

    @Test
    void replies_become_messages_that_say_the_same() {
        int seen = 0;
        for (Language language : languages()) {
            for (Exchange exchange : exchanges(language)) {
                if (exchange.status() != 200 || !exchange.response().startsWith("{")) {
                    continue;
                }
                ChatReply read;
                try {
                    read = language.codec().readReply(Members.of(Trees.read(exchange.response())));
                } catch (JacksonException | RefusedException _) {
                    continue;
                }
                ChatReply again = anthropic.readReply(Members.of(anthropic.writeReply(read, new Drops())));
                assertThat(again.choices()).as(exchange.name()).hasSize(1);
                read.usage().ifPresent(usage -> {
                    assertThat(again.usage().orElseThrow().input())
                            .as(exchange.name())
                            .isEqualTo(usage.input());
                    assertThat(again.usage().orElseThrow().output())
                            .as(exchange.name())
                            .isEqualTo(usage.output());
                });
                seen++;
            }
        }
        assertThat(seen).isGreaterThan(1000);
    }

    @Test
    void streams_keep_to_anthropics_rules() {
        int seen = 0;
        for (Language language : languages()) {
            for (Exchange exchange : exchanges(language)) {
                if (exchange.status() != 200 || exchange.response().startsWith("{")) {
                    continue;
                }
                List<ChatEvent> events = new ArrayList<>();
                EventReader reader = language.codec().readEvents(events::add);
                reader.feed(Bytes.utf8(exchange.response()));
                reader.end();
                if (events.isEmpty() || !(events.getLast() instanceof ChatEvent.Ended)) {
                    continue;
                }
                String written = Heard.written(events, new Drops());
                StreamRules.check(written);
                Heard heard = Heard.of(written);
                assertThat(heard.malformed()).as(exchange.name()).isZero();
                assertThat(text(heard.events())).as(exchange.name()).isEqualTo(text(events));
                seen++;
            }
        }
        assertThat(seen).isGreaterThanOrEqualTo(284);
    }

    /** What the texts of the first choice say, in the order of their parts. */
    private static List<String> text(List<ChatEvent> events) {
        Map<Integer, StringBuilder> parts = new TreeMap<>();
        for (ChatEvent event : events) {
            if (event instanceof ChatEvent.PartStarted(int choice, int part, Part.Text opening) && choice == 0) {
                parts.put(part, new StringBuilder(opening.text()));
            } else if (event instanceof ChatEvent.Piece(int choice, int part, String text)
                    && choice == 0
                    && parts.containsKey(part)) {
                parts.getOrDefault(part, new StringBuilder()).append(text);
            }
        }
        return parts.values().stream()
                .map(StringBuilder::toString)
                .filter(said -> !said.isEmpty())
                .toList();
    }

    private static List<Exchange> exchanges(Language language) {
        List<Exchange> all = new ArrayList<>();
        for (Path file : TestData.files("llm-exchanges/dev", ".jsonl")) {
            try {
                int number = 0;
                for (String text : Files.readAllLines(file)) {
                    number++;
                    if (!text.contains(language.ending())) {
                        continue;
                    }
                    JsonNode line = Trees.read(text);
                    String url = line.path("request").path("url").asString("");
                    int query = url.indexOf('?');
                    if ((query < 0 ? url : url.substring(0, query)).endsWith(language.ending())) {
                        all.add(new Exchange(
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
}
