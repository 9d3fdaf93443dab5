package io.piuptime.bench.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.bench.translate.Formats.Pair;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.translate.Outbound;
import io.piuptime.model.chat.ChatRequest;
import io.piuptime.model.chat.Message;
import io.piuptime.model.chat.Part;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class AgentRequestTest {
    private static final ChatRequest REQUEST = AgentRequest.make();

    static List<Pair> pairs() {
        return Formats.pairs(REQUEST);
    }

    @Test
    void has_instructions_many_tools_and_a_result_for_every_call() {
        List<Part> parts = REQUEST.messages().stream()
                .flatMap(message -> message.parts().stream())
                .toList();
        List<String> called = parts.stream()
                .filter(Part.ToolCall.class::isInstance)
                .map(call -> ((Part.ToolCall) call).id())
                .toList();
        List<String> answered = parts.stream()
                .filter(Part.ToolResult.class::isInstance)
                .map(result -> ((Part.ToolResult) result).callId())
                .toList();

        assertThat(REQUEST.messages().getFirst().role()).isEqualTo(Message.Role.SYSTEM);
        assertThat(REQUEST.tools().offered()).hasSize(24);
        assertThat(called).hasSizeGreaterThan(40).doesNotHaveDuplicates().isEqualTo(answered);
    }

    @Test
    void goes_from_each_dialect_of_callers_to_each_other_of_providers() {
        assertThat(pairs()).hasSize(20).extracting(Pair::name).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void has_about_115_kilobytes_on_both_sides_and_loses_no_file(Pair pair) {
        Outbound.Request told =
                (Outbound.Request) Formats.translator().of(pair.question()).to(pair.target());
        Bytes body = told.pieces().getFirst();

        assertThat(pair.question().body().length()).isBetween(105_000, 135_000);
        assertThat(body.length()).isBetween(105_000, 135_000);
        JsonNode read = JsonMapper.shared().readTree(body.toString());
        assertThat(read.toString().split("stays below the limit", -1))
                .hasSameSizeAs(pair.question().body().toString().split("stays below the limit", -1));
    }
}
