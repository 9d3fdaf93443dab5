package io.piuptime.gateway.accept.repeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.model.exchange.RefusedException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyTest {
    @ParameterizedTest
    @ValueSource(strings = {"k", "8e03978e-40d5-43e8-bc93-6894a57f9324", "\"quoted\"", "stainless-node-retry-1"})
    void a_key_is_taken_as_it_is(String key) {
        assertThat(IdempotencyKey.of(List.of(" " + key + " "))).contains(key);
    }

    @Test
    void no_header_is_no_key() {
        assertThat(IdempotencyKey.of(List.of())).isEmpty();
    }

    @Test
    void the_longest_has_255_characters() {
        assertThat(IdempotencyKey.of(List.of("k".repeat(255)))).isPresent();
        assertRefused(List.of("k".repeat(256)), "Idempotency-Key: 256 characters (expected: 1 to 255)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void an_empty_one_is_refused(String empty) {
        assertRefused(List.of(empty), "Idempotency-Key: 0 characters (expected: 1 to 255)");
    }

    @Test
    void two_are_refused() {
        assertRefused(List.of("a", "a"), "Idempotency-Key: headers: 2 (expected: 1)");
    }

    private static void assertRefused(List<String> values, String message) {
        assertThatThrownBy(() -> IdempotencyKey.of(values))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal().message()).isEqualTo(message));
    }
}
