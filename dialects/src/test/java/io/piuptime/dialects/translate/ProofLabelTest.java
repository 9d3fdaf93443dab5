package io.piuptime.dialects.translate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProofLabelTest {
    @ParameterizedTest
    @ValueSource(strings = {"c2ln", "", "a.b.c", "piup1.x.y", "with space and é€😀", "line\nbreak", "EqQB+/=="})
    void keeps_a_proof_byte_for_byte_in_every_form(String proof) {
        ProofLabel label = new ProofLabel("anthropic", false, "rs_1", proof);

        assertThat(ProofLabel.parse(label.text())).contains(label);
        assertThat(ProofLabel.parse(label.inBase64())).contains(label);
        assertThat(ProofLabel.behindOf(label.behind("call_1"))).contains(label);
        assertThat(ProofLabel.before(label.behind("call_1"))).isEqualTo("call_1");
    }

    @Test
    void tells_a_sealed_thought_from_a_signature() {
        ProofLabel sealed = new ProofLabel("responses", true, "", "gAAAA");

        assertThat(sealed.text()).isEqualTo("piup1.responses.s..gAAAA");
        assertThat(ProofLabel.parse(sealed.text())).contains(sealed);
        assertThat(ProofLabel.parse("piup1.responses.x..gAAAA"))
                .contains(new ProofLabel("responses", false, "", "gAAAA"));
    }

    @Test
    void leaves_out_of_an_id_what_would_break_the_form() {
        ProofLabel label = new ProofLabel("responses", false, "rs.1/é 2", "p");

        assertThat(ProofLabel.parse(label.text())).contains(new ProofLabel("responses", false, "rs12", "p"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "c2ln",
                "piup1",
                "piup1.",
                "piup1.anthropic",
                "piup1.anthropic.x",
                "piup1.anthropic.z.id.proof",
                "piup1.Anthropic.x.id.proof",
                "piup1.anthropic.x.i d.proof",
                "piup2.anthropic.x.id.proof",
                "cGl1cDEu!!!",
                "cGl1cDEu"
            })
    void takes_nothing_for_a_label_that_is_none(String text) {
        assertThat(ProofLabel.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "call_1", "call__piup1_", "call__piup1_%%%", "call__piup1_YWJj"})
    void finds_no_label_behind_an_id_that_has_none(String id) {
        assertThat(ProofLabel.behindOf(id)).isEmpty();
    }

    @Test
    void an_id_without_a_label_stays_as_it_is() {
        assertThat(ProofLabel.before("call_1")).isEqualTo("call_1");
        assertThat(ProofLabel.before("")).isEmpty();
        assertThat(ProofLabel.before("a__piup1_b__piup1_c")).isEqualTo("a");
    }

    @Test
    void an_id_with_a_label_holds_only_what_vendors_allow() {
        String id = new ProofLabel("gemini", false, "", "\u0000\u00ff/+=").behind("call-1");

        assertThat(id).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void its_text_form_hides_the_proof() {
        assertThat(new ProofLabel("gemini", false, "rs_9", "very-secret")).hasToString("ProofLabel[gemini]");
    }

    @Test
    void a_label_in_base64_is_base64_of_its_text() {
        ProofLabel label = new ProofLabel("chat", false, "", "p");

        assertThat(new String(Base64.getDecoder().decode(label.inBase64()), StandardCharsets.UTF_8))
                .isEqualTo("piup1.chat.x..p");
    }
}
