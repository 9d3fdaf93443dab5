package io.piuptime.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class DemoEmbeddingsTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "a", "long text with 😀 and more", "\u0000"})
    void has_vectors_of_length_one(String text) {
        double square = 0;
        for (float number : DemoEmbeddings.vector(text)) {
            square += number * number;
        }

        assertThat(square).isBetween(0.9999, 1.0001);
    }

    @Test
    void depends_on_nothing_but_the_text() {
        assertThat(DemoEmbeddings.vector("same")).isEqualTo(DemoEmbeddings.vector("same"));
        assertThat(DemoEmbeddings.vector("same")).isNotEqualTo(DemoEmbeddings.vector("other"));
    }

    @Test
    void numbers_its_vectors_in_the_order_of_the_texts() {
        ObjectNode answer = answer("{\"model\":\"demo\",\"input\":[\"x\",\"y\",\"z\"]}");

        assertThat(answer.path("data")
                        .valueStream()
                        .map(entry -> entry.path("index").asInt()))
                .containsExactly(0, 1, 2);
    }

    @Test
    void takes_tokens_instead_of_texts() {
        ObjectNode answer = answer("{\"model\":\"demo\",\"input\":[[1,2],[3]]}");

        assertThat(answer.path("data")).hasSize(2);
    }

    @Test
    void refuses_a_model_it_does_not_know() {
        assertThatThrownBy(() -> answer("{\"model\":\"text-embedding-3-small\",\"input\":\"x\"}"))
                .hasMessage("model: 'text-embedding-3-small' (expected: one of demo, demo-embedding)");
    }

    private static ObjectNode answer(String request) {
        return DemoEmbeddings.answer(JsonMapper.shared().readTree(request));
    }
}
