package io.piuptime.dialects.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.Bytes;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelsTest {
    private static final ProofLabel LABEL = new ProofLabel("anthropic", false, "", "c2ln");

    @Test
    void finds_a_label_in_each_of_its_forms() {
        assertThat(Labels.areIn(Bytes.utf8("{\"a\":\"" + LABEL.text() + "\"}"))).isTrue();
        assertThat(Labels.areIn(Bytes.utf8("{\"a\":\"" + LABEL.inBase64() + "\"}")))
                .isTrue();
        assertThat(Labels.areIn(Bytes.utf8("{\"a\":\"" + LABEL.behind("call_1") + "\"}")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "p", "piup", "piup 1", "PIUP1", "cGl1cDE", "{\"content\":\"piu\",\"x\":\"p1\"}"})
    void finds_none_where_there_is_none(String body) {
        assertThat(Labels.areIn(Bytes.utf8(body))).isFalse();
    }

    @Test
    void looks_at_both_ends_and_nowhere_outside() {
        byte[] array = "piup1 in the middle piup1".getBytes(StandardCharsets.UTF_8);

        assertThat(Labels.areIn(new Bytes(array, 0, 5))).isTrue();
        assertThat(Labels.areIn(new Bytes(array, 20, 25))).isTrue();
        assertThat(Labels.areIn(new Bytes(array, 1, 24))).isFalse();
        assertThat(Labels.areIn(new Bytes(array, 0, 4))).isFalse();
        assertThat(Labels.areIn(new Bytes(array, 5, 5))).isFalse();
    }
}
