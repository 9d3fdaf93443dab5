package io.piuptime.dialects.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.catalog.Wire;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.chat.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ProofStreamTest {
    private final List<ChatEvent> told = new ArrayList<>();
    private final Consumer<ChatEvent> stream =
            ProofStream.between(Wire.ANTHROPIC_MESSAGES, Wire.OPENAI_CHAT, told::add);

    @Test
    void within_a_family_there_is_nothing_between() {
        Consumer<ChatEvent> next = told::add;

        assertThat(ProofStream.between(Wire.BEDROCK_CONVERSE, Wire.ANTHROPIC_MESSAGES, next))
                .isSameAs(next);
    }

    @Test
    void gathers_a_signature_that_comes_in_pieces_and_tells_it_before_its_part_ends() {
        stream.accept(new ChatEvent.PartStarted(0, 0, new Part.Reasoning("")));
        stream.accept(new ChatEvent.Piece(0, 0, "hm"));
        stream.accept(new ChatEvent.Signed(0, 0, "c2"));
        stream.accept(new ChatEvent.Signed(0, 0, "ln"));
        stream.accept(new ChatEvent.PartEnded(0, 0, Optional.empty()));

        assertThat(told)
                .containsExactly(
                        new ChatEvent.PartStarted(0, 0, new Part.Reasoning("")),
                        new ChatEvent.Piece(0, 0, "hm"),
                        new ChatEvent.Signed(0, 0, "piup1.anthropic.x..c2ln"),
                        new ChatEvent.PartEnded(0, 0, Optional.empty()));
    }

    @Test
    void keeps_signatures_of_parts_apart_that_are_open_at_once() {
        stream.accept(new ChatEvent.PartStarted(0, 0, new Part.Reasoning("")));
        stream.accept(new ChatEvent.PartStarted(1, 0, new Part.Reasoning("")));
        stream.accept(new ChatEvent.Signed(1, 0, "b"));
        stream.accept(new ChatEvent.Signed(0, 0, "a"));
        stream.accept(new ChatEvent.PartEnded(1, 0, Optional.empty()));
        stream.accept(new ChatEvent.PartEnded(0, 0, Optional.empty()));

        assertThat(told)
                .filteredOn(ChatEvent.Signed.class::isInstance)
                .containsExactly(
                        new ChatEvent.Signed(1, 0, "piup1.anthropic.x..b"),
                        new ChatEvent.Signed(0, 0, "piup1.anthropic.x..a"));
    }

    @Test
    void a_thought_without_a_signature_gets_none() {
        stream.accept(new ChatEvent.PartStarted(0, 0, new Part.Reasoning("")));
        stream.accept(new ChatEvent.PartEnded(0, 0, Optional.empty()));

        assertThat(told).hasSize(2).noneMatch(ChatEvent.Signed.class::isInstance);
    }

    @Test
    void labels_what_a_part_begins_with_and_what_it_ends_with() {
        Part.Reasoning sealed = new Part.Reasoning("rs_1", "", List.of(), Optional.empty(), Optional.of("gAAA"));

        stream.accept(new ChatEvent.PartStarted(0, 0, sealed));
        stream.accept(new ChatEvent.PartEnded(0, 0, Optional.of(sealed)));

        Part.Reasoning labelled =
                new Part.Reasoning("", "", List.of(), Optional.of("piup1.anthropic.s.rs_1.gAAA"), Optional.empty());
        assertThat(told)
                .containsExactly(
                        new ChatEvent.PartStarted(0, 0, labelled),
                        new ChatEvent.PartEnded(0, 0, Optional.of(labelled)));
    }

    @Test
    void a_calls_signature_goes_behind_its_id() {
        Part.ToolCall call = new Part.ToolCall("call_1", "f", "", false, Optional.of("c2ln"), Optional.empty());

        stream.accept(new ChatEvent.PartStarted(0, 0, call));

        Part.ToolCall opening = (Part.ToolCall) ((ChatEvent.PartStarted) told.getFirst()).opening();
        assertThat(opening.signature()).isEmpty();
        assertThat(ProofLabel.behindOf(opening.id())).contains(new ProofLabel("anthropic", false, "", "c2ln"));
        assertThat(ProofLabel.before(opening.id())).isEqualTo("call_1");
    }

    @Test
    void a_signature_of_a_part_that_never_began_is_not_told() {
        stream.accept(new ChatEvent.Signed(0, 3, "c2ln"));
        stream.accept(new ChatEvent.PartEnded(0, 3, Optional.empty()));

        assertThat(told).containsExactly(new ChatEvent.PartEnded(0, 3, Optional.empty()));
    }

    @Test
    void everything_else_passes() {
        List<ChatEvent> others = List.of(
                new ChatEvent.Started("id", "m", 1),
                new ChatEvent.Piece(0, 0, "x"),
                new ChatEvent.SummaryPiece(0, 0, 0, "s"),
                new ChatEvent.Ended());

        others.forEach(stream);

        assertThat(told).isEqualTo(others);
    }
}
