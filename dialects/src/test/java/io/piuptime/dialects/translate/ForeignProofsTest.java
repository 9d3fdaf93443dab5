package io.piuptime.dialects.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.chat.ChatReply;
import io.piuptime.model.chat.ChatRequest;
import io.piuptime.model.chat.FinishReason;
import io.piuptime.model.chat.Message;
import io.piuptime.model.chat.OutputFormat;
import io.piuptime.model.chat.Part;
import io.piuptime.model.chat.ReasoningWish;
import io.piuptime.model.chat.Sampling;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ForeignProofsTest {
    private static final Part.Reasoning SIGNED =
            new Part.Reasoning("rs_1", "I think.", List.of("short"), Optional.of("c2lnbmF0dXJl"), Optional.empty());
    private static final Part.Reasoning SEALED =
            new Part.Reasoning("rs_2", "", List.of(), Optional.empty(), Optional.of("gAAAAAB="));
    private static final Part.ToolCall CALL =
            new Part.ToolCall("call_1", "f", "{}", false, Optional.of("CpQBAdHtim8="), Optional.empty());

    private final Drops drops = new Drops();

    @ParameterizedTest
    @MethodSource("strangers")
    void a_signature_comes_back_to_its_provider_byte_for_byte(Wire provider, Wire caller) {
        Part told = onWayToCaller(SIGNED, provider, caller);
        Part back = onWayBack(told, caller, provider);

        assertThat(told).isNotEqualTo(SIGNED);
        assertThat(back).isEqualTo(SIGNED);
        assertThat(drops.names()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void a_sealed_thought_comes_back_to_its_provider_byte_for_byte(Wire provider, Wire caller) {
        Part told = onWayToCaller(SEALED, provider, caller);

        assertThat(onWayBack(told, caller, provider)).isEqualTo(SEALED);
        assertThat(drops.names()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void a_calls_signature_comes_back_to_its_provider_byte_for_byte(Wire provider, Wire caller) {
        Part told = onWayToCaller(CALL, provider, caller);

        assertThat(onWayBack(told, caller, provider)).isEqualTo(CALL);
        assertThat(drops.names()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void a_result_answers_the_call_as_its_provider_knows_it(Wire provider, Wire caller) {
        Part.ToolCall told = (Part.ToolCall) onWayToCaller(CALL, provider, caller);
        Part.ToolResult result = result(told.id());

        assertThat(onWayBack(result, caller, provider)).isEqualTo(result("call_1"));
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void a_proof_is_left_out_for_a_provider_that_did_not_give_it(Wire provider, Wire caller) {
        Part told = onWayToCaller(SIGNED, provider, caller);
        Wire third = third(provider, caller);

        Part.Reasoning elsewhere = (Part.Reasoning) onWayBack(told, caller, third);

        assertThat(elsewhere.signature()).isEmpty();
        assertThat(elsewhere.sealed()).isEmpty();
        assertThat(elsewhere.text()).isEqualTo("I think.");
        assertThat(drops.names()).containsExactly("reasoning.signature");
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void a_callers_own_proof_is_nothing_for_a_provider_of_another_family(Wire provider, Wire caller) {
        Part.Reasoning told = (Part.Reasoning) onWayBack(SIGNED, caller, provider);
        Part.ToolCall call = (Part.ToolCall) onWayBack(CALL, caller, provider);

        assertThat(told.signature()).isEmpty();
        assertThat(call.signature()).isEmpty();
        assertThat(call.id()).isEqualTo("call_1");
        assertThat(drops.names()).containsExactly("reasoning.signature", "tool_calls.signature");
    }

    @Test
    void within_a_family_proofs_pass_unlabelled() {
        for (Wire claude : List.of(Wire.BEDROCK_CONVERSE, Wire.VERTEX_ANTHROPIC, Wire.BEDROCK_ANTHROPIC)) {
            ChatReply reply = reply(SIGNED, SEALED, CALL);

            assertThat(ForeignProofs.forCaller(reply, claude, Wire.ANTHROPIC_MESSAGES))
                    .isSameAs(reply);
            assertThat(onWayBack(SIGNED, Wire.ANTHROPIC_MESSAGES, claude)).isEqualTo(SIGNED);
            assertThat(ForeignProofs.sameFamily(Wire.ANTHROPIC_MESSAGES, claude))
                    .isTrue();
        }
        assertThat(drops.names()).isEmpty();
    }

    @Test
    void openais_two_dialects_do_not_take_each_others_proofs() {
        assertThat(ForeignProofs.sameFamily(Wire.OPENAI_CHAT, Wire.OPENAI_RESPONSES))
                .isFalse();
    }

    @Test
    void what_has_no_proof_is_left_alone() {
        Part.Reasoning thought = new Part.Reasoning("bare");
        Part.ToolCall call = new Part.ToolCall("call_1", "f", "{}");
        ChatRequest request = request(new Part.Text("x"), thought, call);

        assertThat(ForeignProofs.forTarget(request, Wire.OPENAI_CHAT, Wire.GEMINI, drops))
                .isEqualTo(request);
        assertThat(ForeignProofs.forCaller(thought, Wire.GEMINI, Wire.OPENAI_CHAT))
                .isEqualTo(thought);
        assertThat(ForeignProofs.forCaller(call, Wire.GEMINI, Wire.OPENAI_CHAT)).isEqualTo(call);
        assertThat(drops.names()).isEmpty();
    }

    @Test
    void gemini_gets_labels_in_base64_as_its_signatures_are_bytes() {
        String label = ForeignProofs.signature("c2ln", Wire.ANTHROPIC_MESSAGES, Wire.GEMINI);

        assertThat(label).matches("[A-Za-z0-9+/]+=*");
        assertThat(ProofLabel.parse(label)).contains(new ProofLabel("anthropic", false, "", "c2ln"));
        assertThat(ForeignProofs.signature("c2ln", Wire.ANTHROPIC_MESSAGES, Wire.OPENAI_CHAT))
                .isEqualTo("piup1.anthropic.x..c2ln");
    }

    @Test
    void every_choice_of_a_reply_is_labelled_and_keeps_the_rest() {
        ChatReply reply = new ChatReply(
                "id",
                "m",
                1,
                List.of(choice(0, SIGNED), choice(1, new Part.Text("t"), CALL)),
                Optional.empty(),
                Optional.of("tier"),
                Map.of(),
                "gemini");

        ChatReply told = ForeignProofs.forCaller(reply, Wire.GEMINI, Wire.OPENAI_CHAT);

        assertThat(told.choices()).hasSize(2);
        assertThat(told.choices().getFirst().parts()).doesNotContain(SIGNED);
        assertThat(told.choices().getLast().parts()).first().isEqualTo(new Part.Text("t"));
        assertThat(told.choices().getLast().index()).isEqualTo(1);
        assertThat(told.withChoices(List.of())).isEqualTo(reply.withChoices(List.of()));
    }

    /** Pairs of dialects whose proofs are not each other's. */
    static Stream<Arguments> strangers() {
        List<Wire> callers = List.of(Wire.OPENAI_CHAT, Wire.OPENAI_RESPONSES, Wire.ANTHROPIC_MESSAGES, Wire.GEMINI);
        return Arrays.stream(Wire.values())
                .flatMap(provider -> callers.stream()
                        .filter(caller -> !ForeignProofs.sameFamily(provider, caller))
                        .map(caller -> Arguments.of(provider, caller)));
    }

    private static Wire third(Wire provider, Wire caller) {
        return Arrays.stream(Wire.values())
                .filter(wire -> !ForeignProofs.sameFamily(wire, provider) && !ForeignProofs.sameFamily(wire, caller))
                .findFirst()
                .orElseThrow();
    }

    private static Part onWayToCaller(Part part, Wire provider, Wire caller) {
        return ForeignProofs.forCaller(reply(part), provider, caller)
                .choices()
                .getFirst()
                .parts()
                .getFirst();
    }

    private Part onWayBack(Part part, Wire caller, Wire target) {
        return ForeignProofs.forTarget(request(part), caller, target, drops)
                .messages()
                .getLast()
                .parts()
                .getFirst();
    }

    private static Part.ToolResult result(String callId) {
        return new Part.ToolResult(callId, Optional.of("f"), List.of(new Part.Text("r")), false, Optional.empty());
    }

    private static ChatReply reply(Part... parts) {
        return new ChatReply("id", "m", 0, List.of(choice(0, parts)), Optional.empty(), Optional.empty(), Map.of(), "");
    }

    private static ChatReply.Choice choice(int index, Part... parts) {
        return new ChatReply.Choice(
                index,
                List.of(parts),
                new FinishReason(FinishReason.Kind.STOP, ""),
                Optional.empty(),
                Optional.empty());
    }

    private static ChatRequest request(Part... parts) {
        return new ChatRequest(
                "m",
                List.of(Message.of(Message.Role.USER, new Part.Text("ask")), Message.of(Message.Role.ASSISTANT, parts)),
                ChatRequest.Tools.NONE,
                Sampling.DEFAULT,
                new OutputFormat.Text(),
                ReasoningWish.NONE,
                ChatRequest.Handling.DEFAULT,
                Map.of(),
                "");
    }
}
