package io.piuptime.dialects.resume;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.dialects.chat.Output;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.ReplyStream;
import io.piuptime.model.chat.ChatError;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.chat.ChatUsage;
import io.piuptime.model.chat.FinishReason;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResumptionTest {
    private static final ChatEvent.Started STARTED = new ChatEvent.Started("id", "m", 1);
    private static final ChatEvent.Finished FINISHED =
            new ChatEvent.Finished(0, new FinishReason(FinishReason.Kind.STOP, ""), Optional.empty());
    private static final ChatEvent.Used USED = new ChatEvent.Used(ChatUsage.of(7, 5));

    private final List<ChatEvent> written = new ArrayList<>();
    private final ToldText told = new ToldText((event, _) -> written.add(event), true);
    private final Output out = new Output();
    private int signs;

    @ParameterizedTest
    @CsvSource({
        // told | again | what goes on, or '!' where it is another answer
        "abc,     abc,        ''",
        "abc,     a-b-c,      ''",
        "abc,     abcd,       d",
        "abc,     ab-cd,      d",
        "abc,     abc-d-e,    d-e",
        "abc,     abd,        !",
        "abc,     ab,         !",
        "abc,     '',         !",
        "abc,     xabc,       !",
        "abc,     ab-x,       !",
        "'',      abc,        abc",
        "'',      '',         ''"
    })
    void only_what_is_new_goes_on(String before, String again, String after) {
        tell(before);
        written.clear();

        answer(again);

        assertThat(told.isContradicted()).isEqualTo(after.equals("!"));
        if (after.equals("!")) {
            assertThat(written).isEmpty();
        } else {
            assertThat(String.join("-", texts())).isEqualTo(after);
            assertThat(written).last().isEqualTo(FINISHED);
        }
    }

    @Test
    void a_repetition_is_a_sign_of_life() {
        tell("abc");

        answer("a-b-cd");

        assertThat(signs).isEqualTo(3);
    }

    @Test
    void usage_waits_until_the_answer_is_known_to_be_the_same() {
        tell("abc");
        written.clear();
        Resumption resumption = resumption();
        resumption.write(STARTED, out);
        resumption.write(USED, out);
        resumption.write(new ChatEvent.PartStarted(0, 0, new Part.Text("ab")), out);
        assertThat(written).isEmpty();

        resumption.write(new ChatEvent.Piece(0, 0, "cd"), out);

        assertThat(written).containsExactly(USED, new ChatEvent.Piece(0, 0, "d"));
    }

    @Test
    void a_part_that_was_ended_is_not_ended_twice() {
        tell("abc");
        told.write(new ChatEvent.PartEnded(0, 0, Optional.empty()), out);
        written.clear();

        answer("abc");

        assertThat(written).containsExactly(FINISHED);
    }

    @Test
    void a_part_that_was_ended_has_no_more_text() {
        tell("abc");
        told.write(new ChatEvent.PartEnded(0, 0, Optional.empty()), out);

        answer("abcd");

        assertThat(told.isContradicted()).isTrue();
    }

    @Test
    void anything_but_text_is_another_answer() {
        List<ChatEvent> others = List.of(
                new ChatEvent.PartStarted(0, 0, new Part.Reasoning("")),
                new ChatEvent.PartStarted(0, 1, new Part.Text("")),
                new ChatEvent.PartStarted(1, 0, new Part.Text("")),
                new ChatEvent.PartStarted(0, 0, new Part.ToolCall("id", "find", "")),
                new ChatEvent.Piece(0, 1, "a"),
                new ChatEvent.Signed(0, 0, "s"),
                new ChatEvent.SummaryPiece(0, 0, 0, "s"),
                new ChatEvent.Likely(0, new Json("{}")));
        for (ChatEvent other : others) {
            ToldText text = new ToldText((_, _) -> {}, true);
            text.write(new ChatEvent.PartStarted(0, 0, new Part.Text("abc")), out);
            new Resumption(text, new Signs()).write(other, out);
            assertThat(text.isContradicted()).as(other.toString()).isTrue();
        }
    }

    @Test
    void a_stream_with_its_end_told_is_not_resumable() {
        tell("abc");
        assertThat(told.isResumable()).isTrue();
        told.write(FINISHED, out);
        assertThat(told.isResumable()).isFalse();
    }

    @Test
    void an_error_is_written_only_where_nobody_can_go_on() {
        ChatEvent failed = new ChatEvent.Failed(new ChatError(502, "t", "c", "m", ""));
        tell("abc");
        told.write(failed, out);
        assertThat(written).doesNotContain(failed);

        told.write(FINISHED, out);
        told.write(failed, out);

        assertThat(written).last().isEqualTo(failed);
    }

    @Test
    void more_than_can_be_kept_is_not_gone_on_with() {
        tell("x".repeat(ToldText.MOST));
        assertThat(told.isResumable()).isTrue();

        told.write(new ChatEvent.Piece(0, 0, "x"), out);

        assertThat(told.isResumable()).isFalse();
        assertThat(told.length()).isZero();
    }

    private void tell(String text) {
        told.write(STARTED, out);
        told.write(new ChatEvent.PartStarted(0, 0, new Part.Text("")), out);
        if (!text.isEmpty()) {
            told.write(new ChatEvent.Piece(0, 0, text), out);
        }
    }

    private void answer(String pieces) {
        Resumption resumption = resumption();
        resumption.write(STARTED, out);
        resumption.write(new ChatEvent.PartStarted(0, 0, new Part.Text("")), out);
        for (String piece : pieces.split("-", -1)) {
            resumption.write(new ChatEvent.Piece(0, 0, piece), out);
        }
        resumption.write(new ChatEvent.PartEnded(0, 0, Optional.empty()), out);
        resumption.write(FINISHED, out);
    }

    private Resumption resumption() {
        return new Resumption(told, new Signs());
    }

    private List<String> texts() {
        return written.stream()
                .filter(ChatEvent.Piece.class::isInstance)
                .map(event -> ((ChatEvent.Piece) event).text())
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private final class Signs implements ReplyStream.Sink {
        @Override
        public void frames(Bytes run, boolean content) {
            signs += run.length() == 0 && content ? 1 : 0;
        }

        @Override
        public void error(Bytes frame, Bytes body, int status) {
            throw new AssertionError("an error was told");
        }
    }
}
