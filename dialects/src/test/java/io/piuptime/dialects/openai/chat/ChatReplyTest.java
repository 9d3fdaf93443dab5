package io.piuptime.dialects.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.dialects.chat.ChatCodec.StreamWish;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.EventReader;
import io.piuptime.dialects.chat.EventWriter;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Output;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.gateway.Bytes;
import io.piuptime.model.chat.ChatError;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.chat.ChatReply;
import io.piuptime.model.chat.ChatUsage;
import io.piuptime.model.chat.FinishReason;
import io.piuptime.model.chat.FinishReason.Kind;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.Part;
import io.piuptime.model.exchange.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Replies, errors and streams, by hand. */
final class ChatReplyTest {
    private static final ChatEvent.Started STARTED = new ChatEvent.Started("id", "m", 5);

    private final OpenAiChatCodec codec = new OpenAiChatCodec();
    private final Drops drops = new Drops();

    @Test
    void usage_is_read_under_all_its_names() {
        assertThat(usage("'prompt_tokens':10,'completion_tokens':5,'total_tokens':15,'prompt_cache_hit_tokens':4"))
                .isEqualTo(new ChatUsage(10, 5, 4, 0, 0, 0, 0, 0));
        assertThat(usage("'prompt_tokens':10,'completion_tokens':5,'cache_creation_input_tokens':3,"
                        + "'prompt_tokens_details':{'cached_tokens':2,'audio_tokens':1},"
                        + "'completion_tokens_details':{'reasoning_tokens':4,'audio_tokens':1}"))
                .isEqualTo(new ChatUsage(10, 5, 2, 3, 0, 4, 1, 1));
        assertThat(usage("'prompt_tokens':10,'completion_tokens':5,'total_tokens':22,"
                        + "'completion_tokens_details':{'reasoning_tokens':7}"))
                .isEqualTo(new ChatUsage(10, 12, 0, 0, 0, 7, 0, 0));
    }

    @Test
    void reasons_to_finish_are_understood() {
        assertThat(finish("'finish_reason':'stop','message':{'content':'x'}")).isEqualTo(reason(Kind.STOP, "stop"));
        assertThat(finish("'finish_reason':'stop','message':{'refusal':'No.'}"))
                .isEqualTo(reason(Kind.REFUSAL, "stop"));
        assertThat(finish("'finish_reason':'stop','stop_reason':'END','message':{'content':'x'}"))
                .isEqualTo(reason(Kind.STOP_TEXT, "stop"));
        assertThat(finish("'finish_reason':'stop','message':{'tool_calls':[{'id':'','function':{'name':'f',"
                        + "'arguments':{'a':1}}}]}"))
                .isEqualTo(reason(Kind.TOOL_CALLS, "stop"));
        assertThat(finish("'finish_reason':'function_call','message':{'function_call':{'name':'f'}}"))
                .isEqualTo(reason(Kind.TOOL_CALLS, "function_call"));
        assertThat(finish("'finish_reason':'content_filter'")).isEqualTo(reason(Kind.CONTENT_FILTER, "content_filter"));
        assertThat(finish("'finish_reason':'abort'")).isEqualTo(reason(Kind.OTHER, "abort"));
    }

    @Test
    void a_reply_of_another_dialect_is_written_and_what_is_lost_is_noted() {
        ChatReply reply = new ChatReply(
                "x",
                "claude",
                0,
                List.of(new ChatReply.Choice(
                        0,
                        List.of(
                                new Part.Reasoning("", "hm", List.of(), Optional.of("sig"), Optional.empty()),
                                new Part.Reasoning("", "", List.of(), Optional.empty(), Optional.of("SEALED")),
                                new Part.Text("One. "),
                                new Part.Text(
                                        "Two.",
                                        List.of(
                                                new Part.Citation("other", "https://x", "X", Json.EMPTY_OBJECT),
                                                new Part.Citation("other", "", "", Json.EMPTY_OBJECT)),
                                        Optional.empty()),
                                new Part.ToolCall("c", "f", "{}"),
                                new Part.Native("other", "server_tool_use", Json.EMPTY_OBJECT)),
                        reason(Kind.TOOL_CALLS, "tool_use"),
                        Optional.empty(),
                        Optional.empty())),
                Optional.of(ChatUsage.of(1, 2)),
                Optional.empty(),
                Map.of("container", Json.EMPTY_OBJECT),
                "other");
        JsonNode choice = codec.writeReply(reply, drops).path("choices").get(0);
        assertThat(choice)
                .isEqualTo(json("{'index':0,'message':{'role':'assistant','content':'One. Two.','refusal':null,"
                        + "'annotations':[{'type':'url_citation','url_citation':{'start_index':5,'end_index':9,"
                        + "'url':'https://x','title':'X'}}],'reasoning_content':'hm','reasoning_details':["
                        + "{'type':'reasoning.text','index':0,'text':'hm','signature':'sig'},"
                        + "{'type':'reasoning.encrypted','index':1,'data':'SEALED'}],"
                        + "'tool_calls':[{'id':'c','type':'function','function':{'name':'f','arguments':'{}'}}]},"
                        + "'logprobs':null,'finish_reason':'tool_calls'}"));
        assertThat(drops.names()).containsExactly("citations", "messages.native", "container");
    }

    @Test
    void a_body_without_choices_is_no_reply() {
        assertThatThrownBy(() -> codec.readReply(Members.of(json("{'error':{'message':'x'}}"))))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void errors_are_read_in_whatever_form() {
        assertThat(codec.readError(429, json("{'error':{'message':'slow','code':429}}")))
                .isEqualTo(new ChatError(429, "", "429", "slow", ""));
        assertThat(codec.readError(500, json("{'error':'broken'}")))
                .isEqualTo(new ChatError(500, "", "", "broken", ""));
        assertThat(codec.readError(404, json("{'detail':'Not Found'}")).message())
                .isEqualTo("Not Found");
        assertThat((JsonNode) codec.writeError(new ChatError(429, "", "", "slow", "")))
                .isEqualTo(json("{'error':{'message':'slow','type':'rate_limit_error','param':null,'code':null}}"));
    }

    @Test
    void a_stream_is_framed_as_the_clients_expect_it() {
        String written = write(
                true,
                STARTED,
                new ChatEvent.PartStarted(0, 0, new Part.Text("")),
                new ChatEvent.Piece(0, 0, "Hi"),
                new ChatEvent.Used(ChatUsage.of(3, 1)),
                new ChatEvent.Finished(0, reason(Kind.LENGTH, "max_tokens"), Optional.empty()),
                new ChatEvent.Ended());
        List<JsonNode> chunks = chunks(written);
        assertThat(chunks)
                .extracting(chunk ->
                        Trees.json(chunk.path("choices").path(0).path("delta")).text())
                .containsExactly("{\"role\":\"assistant\",\"content\":\"\"}", "{\"content\":\"Hi\"}", "{}", "null");
        assertThat(chunks.get(2).path("choices").get(0).path("finish_reason")).isEqualTo(json("'length'"));
        assertThat(chunks.get(3).path("choices").isEmpty()).isTrue();
        assertThat(chunks.get(3).path("usage").path("total_tokens").asInt(0)).isEqualTo(4);
        assertThat(written).endsWith("data: [DONE]\n\n");
        assertThat(write(false, STARTED, new ChatEvent.Used(ChatUsage.of(3, 1)), new ChatEvent.Ended()))
                .doesNotContain("usage")
                .contains("\"finish_reason\":\"stop\"");
    }

    @Test
    void calls_that_overlap_keep_their_places() {
        ChatEvent[] events = {
            STARTED,
            new ChatEvent.PartStarted(0, 0, new Part.ToolCall("a", "f", "")),
            new ChatEvent.PartStarted(0, 1, new Part.ToolCall("b", "g", "", true, Optional.of("sg"), Optional.empty())),
            new ChatEvent.Piece(0, 1, "l"),
            new ChatEvent.Piece(0, 0, "{}"),
            new ChatEvent.Piece(0, 1, "s"),
            new ChatEvent.Signed(0, 0, "late"),
            new ChatEvent.Finished(0, reason(Kind.TOOL_CALLS, "tool_use"), Optional.empty()),
            new ChatEvent.Ended()
        };
        Heard heard = Heard.of(Heard.read(write(true, events), 9));
        assertThat(heard.list())
                .containsExactly(
                        new Part.ToolCall("a", "f", "{}", false, Optional.of("late"), Optional.empty()),
                        new Part.ToolCall("b", "g", "ls", true, Optional.of("sg"), Optional.empty()));
        assertThat(heard.finishes).containsEntry(0, reason(Kind.TOOL_CALLS, "tool_calls"));
    }

    @Test
    void thoughts_keep_what_proves_and_what_seals_them() {
        Part sealed = new Part.Reasoning("rs", "", List.of("One", "Two"), Optional.empty(), Optional.of("E"));
        ChatEvent[] events = {
            STARTED,
            new ChatEvent.PartStarted(0, 0, new Part.Reasoning("")),
            new ChatEvent.Piece(0, 0, "hm"),
            new ChatEvent.Signed(0, 0, "sig"),
            new ChatEvent.PartEnded(0, 0, Optional.empty()),
            new ChatEvent.PartStarted(0, 1, new Part.Reasoning("more")),
            new ChatEvent.PartEnded(0, 1, Optional.empty()),
            new ChatEvent.PartStarted(
                    0, 2, new Part.Reasoning("rs", "", List.of(), Optional.empty(), Optional.empty())),
            new ChatEvent.SummaryPiece(0, 2, 0, "O"),
            new ChatEvent.SummaryPiece(0, 2, 0, "ne"),
            new ChatEvent.SummaryPiece(0, 2, 1, "Two"),
            new ChatEvent.PartEnded(0, 2, Optional.of(sealed)),
            new ChatEvent.PartStarted(0, 3, new Part.Reasoning("", "", List.of(), Optional.empty(), Optional.of("R"))),
            new ChatEvent.PartEnded(0, 3, Optional.empty()),
            new ChatEvent.Finished(0, reason(Kind.STOP, ""), Optional.empty()),
            new ChatEvent.Ended()
        };
        String written = write(true, events);
        assertThat(Heard.of(Heard.read(written, 11)).list())
                .containsExactly(
                        new Part.Reasoning("", "hm", List.of(), Optional.of("sig"), Optional.empty()),
                        new Part.Reasoning("more"),
                        sealed,
                        new Part.Reasoning("", "", List.of(), Optional.empty(), Optional.of("R")));
        assertThat(written).contains("\"reasoning_content\":\"hm\"", "\"signature\":\"sig\"", "\"data\":\"E\"");
        assertThat(drops.names()).isEmpty();
    }

    @Test
    void an_error_within_a_stream_ends_it() {
        String written = write(
                true,
                STARTED,
                new ChatEvent.Failed(new ChatError(429, "rate_limit_error", "", "slow", "")),
                new ChatEvent.Ended());
        assertThat(written)
                .endsWith("data: {\"error\":{\"message\":\"slow\",\"type\":\"rate_limit_error\",\"param\":null,"
                        + "\"code\":null}}\n\n");
        Heard heard = Heard.of(Heard.read(written, 20));
        assertThat(heard.errors).containsExactly(new ChatError(429, "rate_limit_error", "", "slow", ""));
        assertThat(heard.ended).isFalse();
    }

    @Test
    void what_says_nothing_is_ignored_and_what_cannot_be_read_is_counted() {
        List<ChatEvent> events = new ArrayList<>();
        EventReader reader = codec.readEvents(events::add);
        assertThat(reader.feed(
                        Bytes.utf8(": ping\n\ndata: {\"choices\":[],\"id\":\"\",\"prompt_filter_results\":[]}\n\n")))
                .isTrue();
        assertThat(events).isEmpty();
        assertThat(reader.feed(Bytes.utf8("data: {broken\n\ndata: 3\n\n"))).isTrue();
        assertThat(reader.malformed()).isEqualTo(2);
        reader.feed(Bytes.utf8("data: {\"id\":\"i\",\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\n"));
        assertThat(reader.feed(Bytes.utf8("data: {\n\ndata: {\n\ndata: {\n\n"))).isFalse();
        assertThat(reader.malformed()).isEqualTo(5);
    }

    @Test
    void a_stream_that_breaks_off_does_not_end() {
        String begun = "data: {\"id\":\"i\",\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\n";
        assertThat(Heard.of(Heard.read(begun, 5)).ended).isFalse();
        String finished = begun + "data: {\"id\":\"i\",\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}";
        Heard heard = Heard.of(Heard.read(finished, 5));
        assertThat(heard.ended).isTrue();
        assertThat(heard.finishes).containsEntry(0, reason(Kind.STOP, "stop"));
    }

    @Test
    void calls_of_careless_providers_are_told_apart() {
        String call = "data: {\"choices\":[{\"delta\":{\"tool_calls\":[%s]}}]}\n\n";
        String stream = call.formatted("{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\"}}")
                + call.formatted("{\"index\":0,\"function\":{\"arguments\":\"}\"}}")
                + call.formatted("{\"index\":0,\"id\":\"b\",\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}}")
                + call.formatted("{\"id\":\"c\",\"function\":{\"name\":\"h\",\"arguments\":{\"x\":1}}}")
                + "data: [DONE]\n\n";
        assertThat(Heard.of(Heard.read(stream, 30)).list())
                .containsExactly(
                        new Part.ToolCall("a", "f", "{}"),
                        new Part.ToolCall("b", "g", "{}"),
                        new Part.ToolCall("c", "h", "{\"x\":1}"));
    }

    private String write(boolean usage, ChatEvent... events) {
        EventWriter writer = codec.writeEvents(new StreamWish(usage), drops);
        Output out = new Output();
        for (ChatEvent event : events) {
            writer.write(event, out);
        }
        return out.bytes().toString();
    }

    private static List<JsonNode> chunks(String stream) {
        return stream.lines()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> Trees.read(line.substring(6)))
                .toList();
    }

    private ChatUsage usage(String members) {
        return codec.readReply(Members.of(json("{'choices':[],'usage':{" + members + "}}")))
                .usage()
                .orElseThrow();
    }

    /** The reason of a choice, which has to be the same after it was written. */
    private FinishReason finish(String members) {
        ChatReply reply = codec.readReply(Members.of(json("{'choices':[{" + members + "}]}")));
        JsonNode sent = Trees.read(Trees.json(codec.writeReply(reply, drops)).text());
        assertThat(codec.readReply(Members.of(sent))).isEqualTo(reply);
        return reply.choices().getFirst().finish();
    }

    private static FinishReason reason(Kind kind, String word) {
        return new FinishReason(kind, word);
    }

    private static JsonNode json(String text) {
        return Trees.read(text.replace('\'', '"'));
    }
}
