package io.piuptime.dialects.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.dialects.chat.ChatCodec.Place;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.ChatError;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.chat.ChatReply;
import io.piuptime.model.chat.ChatRequest;
import io.piuptime.model.chat.Part;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Everything that was recorded comes back as it was read. */
final class RecordedRoundTripTest {
    /** Members that have two names, and the one under which they are written. */
    private static final Map<String, String> WRITTEN_AS = Map.of("max_tokens", "max_completion_tokens");

    /** OpenRouter's object is written as OpenAI's word where that says as much. */
    private static final String WISH = "reasoning";

    private final OpenAiChatCodec codec = new OpenAiChatCodec();

    @Test
    void every_recorded_request_is_read_from_what_was_written_of_it_as_before() {
        List<Recorded> all = Recorded.all();
        assertThat(all).hasSizeGreaterThan(900);
        SoftAssertions soft = new SoftAssertions();
        for (Recorded one : all) {
            ChatRequest read = codec.readRequest(Members.of(Trees.read(one.request())), Place.BODY);
            Drops drops = new Drops();
            ChatRequest again = codec.readRequest(Members.of(sent(codec.writeRequest(read, drops))), Place.BODY);
            soft.assertThat(again).as(one.name()).isEqualTo(read);
            soft.assertThat(drops.names()).as(one.name()).isEmpty();
        }
        soft.assertAll();
    }

    @Test
    void every_member_of_a_recorded_request_is_written_again() {
        SoftAssertions soft = new SoftAssertions();
        for (Recorded one : Recorded.all()) {
            JsonNode body = Trees.read(one.request());
            JsonNode written = sent(codec.writeRequest(codec.readRequest(Members.of(body), Place.BODY), new Drops()));
            body.properties().forEach(member -> {
                String name = WRITTEN_AS.getOrDefault(member.getKey(), member.getKey());
                boolean plain = name.equals(WISH) && written.has("reasoning_effort");
                if (says(member.getValue()) && !isPlainFormat(member.getValue()) && !plain) {
                    soft.assertThat(written.has(name))
                            .as(one.name() + " " + name)
                            .isTrue();
                }
            });
            if (says(body.path("tools"))) {
                soft.assertThat(bare(written.path("tools"))).as(one.name()).isEqualTo(bare(body.path("tools")));
            }
            soft.assertThat(bare(written.path("messages"))).as(one.name()).isEqualTo(bare(body.path("messages")));
        }
        soft.assertAll();
    }

    @Test
    void every_recorded_reply_is_read_from_what_was_written_of_it_as_before() {
        List<Recorded> replies = Recorded.replies();
        assertThat(replies).hasSizeGreaterThan(700);
        SoftAssertions soft = new SoftAssertions();
        for (Recorded one : replies) {
            ChatReply read = codec.readReply(Members.of(Trees.read(one.response())));
            Drops drops = new Drops();
            JsonNode written = sent(codec.writeReply(read, drops));
            soft.assertThat(codec.readReply(Members.of(written))).as(one.name()).isEqualTo(read);
            soft.assertThat(drops.names()).as(one.name()).isEmpty();
        }
        soft.assertAll();
    }

    @Test
    void every_recorded_error_says_the_same_when_it_is_written_again() {
        List<Recorded> errors = Recorded.all().stream()
                .filter(one -> one.status() >= 400 && one.response().startsWith("{"))
                .toList();
        assertThat(errors).hasSizeGreaterThan(15);
        for (Recorded one : errors) {
            ChatError error = codec.readError(one.status(), Trees.read(one.response()));
            assertThat(error.message()).as(one.name()).isNotEmpty();
            ChatError again = codec.readError(one.status(), sent(codec.writeError(error)));
            assertThat(again.message() + again.code() + again.param())
                    .as(one.name())
                    .isEqualTo(error.message() + error.code() + error.param());
        }
    }

    @Test
    void every_recorded_stream_says_the_same_however_it_is_cut() {
        List<Recorded> streams = Recorded.streams();
        assertThat(streams).hasSizeGreaterThan(180);
        SoftAssertions soft = new SoftAssertions();
        for (Recorded one : streams) {
            List<ChatEvent> whole = Heard.read(one.response(), Integer.MAX_VALUE / 2);
            Heard heard = Heard.of(whole);
            soft.assertThat(heard.ended || !heard.errors.isEmpty())
                    .as(one.name())
                    .isTrue();
            soft.assertThat(heard.finishes.isEmpty()).as(one.name()).isEqualTo(!heard.errors.isEmpty());
            for (int size : new int[] {1, 7, 64}) {
                soft.assertThat(Heard.read(one.response(), size)).as(one.name()).isEqualTo(whole);
            }
        }
        soft.assertAll();
    }

    @Test
    void every_recorded_stream_says_the_same_after_it_was_written_again() {
        SoftAssertions soft = new SoftAssertions();
        for (Recorded one : Recorded.streams()) {
            List<ChatEvent> events = Heard.read(one.response(), 4096);
            Heard before = Heard.of(events);
            Drops drops = new Drops();
            String written = Heard.write(events, drops);
            Heard after = Heard.of(Heard.read(written, 4096));
            soft.assertThat(after.parts).as(one.name()).isEqualTo(before.parts);
            soft.assertThat(after.finishes).as(one.name()).isEqualTo(before.finishes);
            soft.assertThat(after.usage).as(one.name()).isEqualTo(before.usage);
            soft.assertThat(after.started).as(one.name()).isEqualTo(before.started);
            soft.assertThat(after.likely.toString()).as(one.name()).isEqualTo(before.likely.toString());
            soft.assertThat(drops.names()).as(one.name()).isEmpty();
            if (before.errors.isEmpty()) {
                soft.assertThat(written).as(one.name()).endsWith("data: [DONE]\n\n");
            }
        }
        soft.assertAll();
    }

    @Test
    void every_text_of_a_recorded_stream_is_heard() {
        SoftAssertions soft = new SoftAssertions();
        for (Recorded one : Recorded.streams()) {
            StringBuilder expected = new StringBuilder();
            one.response()
                    .lines()
                    .filter(line -> line.startsWith("data: {"))
                    .map(line -> Trees.read(line.substring(6)).path("choices").path(0))
                    .filter(choice -> choice.path("index").asInt(0) == 0)
                    .map(choice -> choice.path("delta").path("content"))
                    .filter(JsonNode::isString)
                    .forEach(content -> expected.append(content.stringValue()));
            StringBuilder heard = new StringBuilder();
            Heard.of(Heard.read(one.response(), 4096)).parts.forEach((key, part) -> {
                if (key.startsWith("0/") && part instanceof Part.Text text) {
                    heard.append(text.text());
                }
            });
            if (!one.response().contains("\"content\":[{")) {
                soft.assertThat(heard.toString()).as(one.name()).isEqualTo(expected.toString());
            }
        }
        soft.assertAll();
    }

    private static JsonNode sent(JsonNode body) {
        return Trees.read(Trees.json(body).text());
    }

    private static boolean says(JsonNode value) {
        boolean empty = value.isContainer() && value.isEmpty();
        return !value.isNull() && !empty && !value.equals(Trees.read("false"));
    }

    private static boolean isPlainFormat(JsonNode value) {
        return value.equals(Trees.read("{\"type\":\"text\"}"));
    }

    /** Without what is said in several ways: nulls, empty members, a single text as a list, a type that goes without saying. */
    private static JsonNode bare(JsonNode value) {
        if (value instanceof ArrayNode array) {
            if (array.size() == 1
                    && array.get(0).path("type").asString("").equals("text")
                    && bare(array.get(0)).size() == 2) {
                return array.get(0).path("text");
            }
            ArrayNode bare = Trees.array();
            array.values().forEach(one -> bare.add(bare(one)));
            return bare;
        }
        if (!(value instanceof ObjectNode object)) {
            return value;
        }
        ObjectNode bare = Trees.object();
        object.properties().forEach(member -> {
            JsonNode inner = bare(member.getValue());
            boolean nothing = inner.isNull()
                    || inner.equals(Trees.read("\"\""))
                    || (inner.isEmpty() && inner.isArray())
                    || (member.getKey().equals("index") && object.has("function"))
                    || member.getKey().equals("reasoning")
                    || (member.getKey().equals("name") && object.has("tool_call_id"))
                    || member.getKey().equals("reasoning_content")
                    || (member.getKey().equals("type") && object.has("function"));
            if (!nothing) {
                bare.set(member.getKey(), inner);
            }
        });
        return bare;
    }
}
