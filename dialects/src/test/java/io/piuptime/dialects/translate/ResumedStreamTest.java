package io.piuptime.dialects.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.dialects.chat.ChatCodec;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.EventReader;
import io.piuptime.dialects.chat.EventWriter;
import io.piuptime.dialects.chat.Output;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.ReplyStream;
import io.piuptime.gateway.RequestFacts;
import io.piuptime.gateway.translate.Outbound;
import io.piuptime.gateway.translate.Question;
import io.piuptime.gateway.translate.Replies;
import io.piuptime.gateway.translate.Told;
import io.piuptime.model.catalog.Habits;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Signing;
import io.piuptime.model.catalog.Speech;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.chat.ChatUsage;
import io.piuptime.model.chat.FinishReason;
import io.piuptime.model.chat.Part;
import io.piuptime.model.exchange.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams that break off and are gone on with, for callers and targets of several dialects. */
class ResumedStreamTest {
    private static final List<String> WORDS = List.of("Grüezi", " mitenand", ", ✓ 🙂", " und", " ade.");
    private static final List<String> OTHER_CUTS = List.of("Grü", "ezi mitenand, ✓ 🙂 u", "nd ade", ".");
    private static final String TEXT = String.join("", WORDS);

    @ParameterizedTest
    @CsvSource({
        "CHAT_COMPLETIONS, OPENAI_CHAT, OPENAI_CHAT",
        "CHAT_COMPLETIONS, OPENAI_CHAT, ANTHROPIC_MESSAGES",
        "CHAT_COMPLETIONS, ANTHROPIC_MESSAGES, GEMINI",
        "MESSAGES, ANTHROPIC_MESSAGES, ANTHROPIC_MESSAGES",
        "MESSAGES, ANTHROPIC_MESSAGES, OPENAI_CHAT",
        "MESSAGES, OPENAI_CHAT, BEDROCK_CONVERSE",
        "MESSAGES, GEMINI, COHERE_CHAT",
        "STREAM_GENERATE_CONTENT, GEMINI, GEMINI",
        "STREAM_GENERATE_CONTENT, OPENAI_CHAT, GEMINI",
        "RESPONSES, OPENAI_CHAT, ANTHROPIC_MESSAGES",
        "RESPONSES, ANTHROPIC_MESSAGES, OPENAI_RESPONSES"
    })
    void a_stream_cut_anywhere_becomes_whole(Operation operation, Wire first, Wire second) {
        List<Bytes> broken = frames(first, "first", WORDS);
        Bytes whole = joined(frames(second, "second", OTHER_CUTS), Integer.MAX_VALUE);

        int gone = 0;
        for (int cut = 0; cut <= broken.size(); cut++) {
            Exchanged exchanged = new Exchanged(operation, first);
            exchanged.first(joined(broken, cut));
            if (!exchanged.told.isResumable()) {
                continue; // its end was told
            }
            gone++;
            ReplyStream resumed = exchanged.second(second, whole);

            assertThat(exchanged.told.isContradicted()).isFalse();
            assertThat(resumed.terminated() || resumed.end() == ReplyStream.Ending.TERMINAL)
                    .as("the end after %d frames", cut)
                    .isTrue();
            List<ChatEvent> heard = exchanged.heard();
            assertThat(text(heard)).as("the text after %d frames", cut).isEqualTo(TEXT);
            assertThat(heard)
                    .filteredOn(ChatEvent.PartStarted.class::isInstance)
                    .hasSize(1);
            assertThat(heard).filteredOn(ChatEvent.Finished.class::isInstance).hasSize(1);
            assertThat(heard).last().isInstanceOf(ChatEvent.Ended.class);
            if (cut > 1) {
                assertThat(heard.toString())
                        .contains("model=first")
                        .as("an answer has one name")
                        .doesNotContain("model=second");
            }
        }
        assertThat(gone).isGreaterThanOrEqualTo(WORDS.size());
    }

    @Test
    void a_second_break_is_gone_on_with_too() {
        Exchanged exchanged = new Exchanged(Operation.CHAT_COMPLETIONS, Wire.OPENAI_CHAT);
        exchanged.first(joined(frames(Wire.OPENAI_CHAT, "first", WORDS), 3));
        exchanged.second(Wire.ANTHROPIC_MESSAGES, joined(frames(Wire.ANTHROPIC_MESSAGES, "second", OTHER_CUTS), 4));
        assertThat(exchanged.told.isResumable()).isTrue();

        exchanged.second(Wire.GEMINI, joined(frames(Wire.GEMINI, "third", WORDS), Integer.MAX_VALUE));

        assertThat(text(exchanged.heard())).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Grüzi mitenand", "Grüezi", "Hallo", "Grüezi mitenanD und mehr", ""})
    void another_answer_is_not_gone_on_with(String other) {
        Exchanged exchanged = new Exchanged(Operation.CHAT_COMPLETIONS, Wire.OPENAI_CHAT);
        exchanged.first(joined(frames(Wire.OPENAI_CHAT, "first", List.of("Grüezi mitenand")), 2));
        String before = exchanged.sink.text();

        exchanged.second(Wire.OPENAI_CHAT, joined(frames(Wire.OPENAI_CHAT, "second", List.of(other)), 99));

        assertThat(exchanged.told.isContradicted()).isTrue();
        assertThat(exchanged.told.isResumable()).isFalse();
        assertThat(exchanged.sink.text()).isEqualTo(before);
    }

    @Test
    void an_error_of_a_resumed_stream_is_told_to_the_gateway_and_not_in_the_stream() {
        Exchanged exchanged = new Exchanged(Operation.MESSAGES, Wire.OPENAI_CHAT);
        exchanged.first(joined(frames(Wire.OPENAI_CHAT, "first", WORDS), 3));
        String before = exchanged.sink.text();

        exchanged.second(Wire.OPENAI_CHAT, Bytes.utf8("data: {\"error\":{\"message\":\"no\",\"code\":\"x\"}}\n\n"));

        assertThat(exchanged.sink.errors()).hasSize(1);
        assertThat(exchanged.sink.text()).isEqualTo(before);
        assertThat(exchanged.told.isResumable()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'role':'assistant','tool_calls':[{'index':0,'id':'c','type':'function','function':{'name':'f','arguments':'{\\'a'}}]}",
                "{'reasoning_content':'let me see'}",
                "{'refusal':'I would rather not'}"
            })
    void what_is_no_plain_text_is_not_gone_on_with(String delta) {
        Exchanged exchanged = new Exchanged(Operation.CHAT_COMPLETIONS, Wire.OPENAI_CHAT);
        String chunk =
                "{'id':'i','created':1,'model':'m','choices':[{'index':0,'delta':" + delta + ",'finish_reason':null}]}";

        exchanged.first(Bytes.utf8(
                "data: " + chunk.replace("\\'", "\\\\\"").replace('\'', '"').replace("\\\\\"", "\\\"") + "\n\n"));

        assertThat(exchanged.told.isResumable()).isFalse();
    }

    @Test
    void a_second_choice_is_not_gone_on_with() {
        Exchanged exchanged = new Exchanged(Operation.CHAT_COMPLETIONS, Wire.OPENAI_CHAT);
        exchanged.first(
                Bytes.utf8(
                        "data: {\"id\":\"i\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":1,\"delta\":{\"content\":\"x\"}}]}\n\n"));

        assertThat(exchanged.told.isResumable()).isFalse();
    }

    @Test
    void frames_that_cannot_be_read_are_left_out_on_both_sides() {
        Exchanged exchanged = new Exchanged(Operation.CHAT_COMPLETIONS, Wire.OPENAI_CHAT);
        List<Bytes> broken =
                new ArrayList<>(frames(Wire.OPENAI_CHAT, "first", WORDS).subList(0, 3));
        broken.add(2, Bytes.utf8("data: {\"id\": \n\n"));
        exchanged.first(joined(broken, 99));
        assertThat(exchanged.told.isResumable()).isTrue();

        exchanged.second(Wire.OPENAI_CHAT, joined(frames(Wire.OPENAI_CHAT, "second", WORDS), 99));

        assertThat(text(exchanged.heard())).isEqualTo(TEXT);
    }

    @Test
    void a_response_that_its_provider_keeps_is_not_gone_on_with_by_another() {
        assertThat(replies(Operation.RESPONSES, Wire.OPENAI_RESPONSES).told()).isEmpty();
        assertThat(replies(Operation.RESPONSES, Wire.OPENAI_CHAT).told()).isPresent();
    }

    @Test
    void who_goes_on_is_remarked_where_streams_have_comments() {
        assertThat(new Exchanged(Operation.MESSAGES, Wire.GEMINI).told.remark("by x"))
                .hasToString(": by x\n\n");
        assertThat(new Exchanged(Operation.STREAM_GENERATE_CONTENT, Wire.GEMINI)
                        .told
                        .remark("by x")
                        .length())
                .isZero();
    }

    /** One caller's stream, and what its targets send. */
    private static final class Exchanged {
        private final Operation operation;
        private final Replies first;
        private final Told told;
        private final Sinkhole sink = new Sinkhole();

        Exchanged(Operation operation, Wire target) {
            this.operation = operation;
            this.first = replies(operation, target);
            this.told = first.told().orElseThrow();
        }

        void first(Bytes bytes) {
            ReplyStream stream = first.noted(sink, told);
            stream.feed(bytes);
            stream.end();
        }

        ReplyStream second(Wire target, Bytes bytes) {
            ReplyStream stream = replies(operation, target).resumed(sink, told);
            stream.feed(bytes);
            return stream;
        }

        /** What the caller's own reader makes of all that it got. */
        List<ChatEvent> heard() {
            List<ChatEvent> events = new ArrayList<>();
            EventReader reader = Speakers.of(operation.wire()).codec().readEvents(events::add);
            reader.feed(Bytes.utf8(sink.text()));
            reader.end();
            return events;
        }
    }

    private static Replies replies(Operation operation, Wire wire) {
        String body = switch (operation.wire()) {
            case GEMINI -> "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hi\"}]}]}";
            case OPENAI_RESPONSES -> "{\"model\":\"m\",\"input\":\"hi\",\"stream\":true}";
            default ->
                "{\"model\":\"m\",\"max_tokens\":9,\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        };
        RequestFacts facts = new RequestFacts("m", 9, 12, true, true, Optional.empty());
        RequestFacts found = operation.namesModelInPath() ? facts.inPath("m", true) : facts;
        Speech speech = new Speech(wire, "https://upstream.example/v1", Signing.NONE, Map.of());
        Provider provider = new Provider(
                "upstream", List.of(speech), Map.of(), Map.of(), Habits.NONE, Map.of(), Provider.Connection.DEFAULT);
        Outbound outbound = Speakers.tongues()
                .of(new Question(operation, found, Bytes.utf8(body), "alt=sse", false))
                .to(new Target(provider, "m"));
        return ((Outbound.Request) outbound).replies();
    }

    /** A whole answer in a dialect, frame by frame. */
    private static List<Bytes> frames(Wire wire, String model, List<String> words) {
        List<ChatEvent> events = new ArrayList<>();
        events.add(new ChatEvent.Started("id-" + model, model, 1_750_000_000));
        events.add(new ChatEvent.PartStarted(0, 0, new Part.Text("")));
        words.forEach(word -> events.add(new ChatEvent.Piece(0, 0, word)));
        events.add(new ChatEvent.PartEnded(0, 0, Optional.empty()));
        events.add(new ChatEvent.Finished(0, new FinishReason(FinishReason.Kind.STOP, ""), Optional.empty()));
        events.add(new ChatEvent.Used(ChatUsage.of(7, 5)));
        events.add(new ChatEvent.Ended());
        EventWriter writer = Speakers.of(wire).codec().writeEvents(new ChatCodec.StreamWish(true), new Drops());
        List<Bytes> frames = new ArrayList<>();
        for (ChatEvent event : events) {
            Output out = new Output();
            writer.write(event, out);
            if (!out.isEmpty()) {
                frames.add(out.bytes());
            }
        }
        return frames;
    }

    private static Bytes joined(List<Bytes> frames, int count) {
        Output out = new Output();
        frames.stream().limit(count).forEach(frame -> out.raw(frame.copy()));
        return out.bytes();
    }

    private static String text(List<ChatEvent> events) {
        StringBuilder text = new StringBuilder();
        for (ChatEvent event : events) {
            switch (event) {
                case ChatEvent.Piece piece -> text.append(piece.text());
                case ChatEvent.PartStarted(int _, int _, Part.Text opening) -> text.append(opening.text());
                default -> {}
            }
        }
        return text.toString();
    }
}
