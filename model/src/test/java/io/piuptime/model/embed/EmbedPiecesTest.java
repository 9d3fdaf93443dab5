package io.piuptime.model.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.model.chat.Json;
import io.piuptime.model.embed.EmbedReply.Usage;
import io.piuptime.model.embed.EmbedReply.Values;
import io.piuptime.model.embed.EmbedReply.Vector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A wish that goes out in pieces. */
final class EmbedPiecesTest {
    private static final Values NUMBERS = new Values.Numbers(new Json("[0.1]"));

    @Test
    void a_wish_is_cut_into_pieces_in_order() {
        EmbedRequest wish = wish("a", "b", "c", "d", "e");
        assertThat(wish.split(2)).containsExactly(wish("a", "b"), wish("c", "d"), wish("e"));
        assertThat(wish.split(5)).containsExactly(wish);
        assertThat(wish().split(1)).containsExactly(wish());
    }

    @Test
    void no_piece_can_be_empty() {
        assertThatThrownBy(() -> wish("a").split(0)).hasMessage("most: 0 (expected: 1 or more)");
    }

    @Test
    void the_answers_to_pieces_are_numbered_through_and_their_usage_is_summed() {
        EmbedReply joined = EmbedReply.joined(
                List.of(
                        reply("1", Optional.of(new Usage(3, 1)), 0, 1),
                        reply("2", Optional.empty(), 1, 0),
                        reply("3", Optional.of(new Usage(4, 0)), 0)),
                List.of(2, 2, 1));
        assertThat(joined.vectors()).extracting(Vector::input).containsExactly(0, 1, 3, 2, 4);
        assertThat(joined.usage()).contains(new Usage(7, 1));
        assertThat(joined.id()).isEqualTo("1");
    }

    @Test
    void usage_that_nobody_told_stays_unknown() {
        EmbedReply joined = EmbedReply.joined(
                List.of(reply("1", Optional.empty(), 0), reply("2", Optional.empty(), 0)), List.of(1, 1));
        assertThat(joined.usage()).isEmpty();
    }

    @Test
    void a_caller_who_says_nothing_gets_plain_floats() {
        assertThat(EmbedRequest.Form.DEFAULT.first()).isEqualTo(new EmbedRequest.Encoding(VectorType.FLOAT, false));
    }

    private static EmbedRequest wish(String... texts) {
        List<EmbedInput> inputs =
                List.of(texts).stream().<EmbedInput>map(EmbedInput.Text::new).toList();
        return new EmbedRequest("m", inputs, EmbedRequest.Form.DEFAULT, EmbedRequest.Use.DEFAULT, Map.of(), "d");
    }

    private static EmbedReply reply(String id, Optional<Usage> usage, Integer... inputs) {
        List<Vector> vectors = List.of(inputs).stream()
                .map(input -> new Vector(input, VectorType.FLOAT, NUMBERS))
                .toList();
        return new EmbedReply(id, "m", vectors, usage, Map.of(), "d");
    }
}
