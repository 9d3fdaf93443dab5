package io.piuptime.gateway.accept.body;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The boundary of a multipart content type. */
class BoundaryTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data; boundary=abc",
                "multipart/form-data; boundary=\"abc\"",
                "multipart/form-data; Boundary=abc; charset=utf-8",
                "multipart/form-data;boundary=abc "
            })
    void is_found_in_every_way_of_writing_it(String type) {
        assertThat(Boundary.of(type)).contains("abc");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"abc"})
    void is_missed_where_there_is_none(String type) {
        assertThat(Boundary.of(type)).isEmpty();
    }

    @Test
    void is_no_longer_than_70_characters() {
        assertThat(Boundary.of("x; boundary=" + "b".repeat(70))).isPresent();
        assertThat(Boundary.of("x; boundary=" + "b".repeat(71))).isEmpty();
    }
}
