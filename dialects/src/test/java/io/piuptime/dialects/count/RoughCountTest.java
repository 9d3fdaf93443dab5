package io.piuptime.dialects.count;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.chat.ChatRequest;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.Message;
import io.piuptime.model.chat.OutputFormat;
import io.piuptime.model.chat.Part;
import io.piuptime.model.chat.ReasoningWish;
import io.piuptime.model.chat.Sampling;
import io.piuptime.model.chat.Source;
import io.piuptime.model.chat.Tool;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoughCountTest {
    private static final OutputFormat TEXT = new OutputFormat.Text();

    private final RoughCount count = new RoughCount();

    @Test
    void counts_a_token_for_four_bytes_and_four_for_a_message() {
        assertThat(count(new Part.Text(""))).isEqualTo(4);
        assertThat(count(new Part.Text("four"))).isEqualTo(5);
        assertThat(count(new Part.Text("fours"))).isEqualTo(6);
        assertThat(count(new Part.Text("世界"))).isEqualTo(6);
    }

    @Test
    void counts_what_is_said_and_thought_and_done_with_tools() {
        Part result =
                new Part.ToolResult("a", Optional.empty(), List.of(new Part.Text("rain")), false, Optional.empty());

        assertThat(count(new Part.ToolCall("a", "look", "{\"a\":12}"))).isEqualTo(4 + 1 + 2);
        assertThat(count(result, new Part.Refusal("no"), new Part.Reasoning("hm")))
                .isEqualTo(4 + 1 + 1 + 1);
        assertThat(count(new Part.Native("x", "y", new Json("[1,2]")))).isEqualTo(4 + 2);
    }

    @Test
    void counts_an_image_as_one_of_usual_size_however_many_bytes_it_has() {
        Part image = new Part.Media(Part.Media.Kind.IMAGE, new Source.Inline("image/png", "A".repeat(1_000_000)));

        assertThat(count(image)).isEqualTo(1004);
    }

    @Test
    void counts_tools_and_the_form_of_the_answer() {
        Tool function = new Tool.Function(
                "look", Optional.of("Looks."), Optional.of(new Json("{}")), Optional.empty(), Optional.empty());
        Tool custom = new Tool.Custom("look", Optional.empty(), Optional.empty());
        Tool foreign = new Tool.Native("x", "search", "find", new Json("{}"));
        OutputFormat format =
                new OutputFormat.JsonSchema("name", Optional.empty(), new Json("{\"a\":12}"), Optional.empty());

        assertThat(count.applyAsLong(request(List.of(), List.of(function), TEXT)))
                .isEqualTo(4 + 1 + 2 + 1);
        assertThat(count.applyAsLong(request(List.of(), List.of(custom, foreign), TEXT)))
                .isEqualTo(4 + 1 + 4 + 1 + 1);
        assertThat(count.applyAsLong(request(List.of(), List.of(), format))).isEqualTo(2);
    }

    private long count(Part... parts) {
        return count.applyAsLong(request(List.of(Message.of(Message.Role.USER, parts)), List.of(), TEXT));
    }

    private static ChatRequest request(List<Message> messages, List<Tool> tools, OutputFormat format) {
        return new ChatRequest(
                "m",
                messages,
                new ChatRequest.Tools(tools, Optional.empty(), Optional.empty()),
                Sampling.DEFAULT,
                format,
                ReasoningWish.NONE,
                ChatRequest.Handling.DEFAULT,
                Map.of(),
                "openai");
    }
}
