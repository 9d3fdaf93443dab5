package io.piuptime.dialects.embed.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.embed.EmbedReply.Values;
import io.piuptime.model.embed.EmbedReply.Vector;
import io.piuptime.model.embed.EmbedRequest.Encoding;
import io.piuptime.model.embed.VectorType;
import io.piuptime.model.exchange.RefusedException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class VectorsTest {
    private final Drops drops = new Drops();

    /** Floats of four bytes, the least first: 1 is 0000803f, -2 is 000000c0; numbers of one byte are themselves. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FLOAT|[1.0,-2.0]|AACAPwAAAMA=",
                "FLOAT|[]|''",
                "FLOAT|[0.5]|AAAAPw==",
                "INT8|[1,-1,-128,127]|Af+Afw==",
                "UINT8|[0,255,128]|AP+A",
                "BINARY|[-128,127]|gH8=",
                "UBINARY|[128,255]|gP8="
            })
    void numbers_and_bytes_are_the_same_vector(VectorType type, String list, String base64) {
        Vector numbers = vector(type, list);
        Vector packed = vector(type, "\"" + base64 + "\"");

        assertThat(Vectors.write(numbers, new Encoding(type, true), drops).asString())
                .isEqualTo(base64);
        assertThat(Vectors.write(packed, new Encoding(type, false), drops)).isEqualTo(Trees.read(list));
        assertThat(Vectors.write(packed, new Encoding(type, true), drops).asString())
                .isEqualTo(base64);
        assertThat(Vectors.write(numbers, new Encoding(type, false), drops)).isEqualTo(Trees.read(list));
        assertThat(drops.names()).isEmpty();
    }

    @Test
    void not_a_digit_is_lost_of_numbers_that_stay_numbers() {
        String list = "[0.123456789012345678,1e-30,-0.0]";

        assertThat(Vectors.list(vector(VectorType.FLOAT, list), drops).toString())
                .isEqualTo(Trees.read(list).toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // infinity, its negative, and what is no number
                "AACAfw==|[0.0]",
                "AACA/w==|[0.0]",
                "AADAfw==|[0.0]",
                "AACAPwAAgH8=|[1.0,0.0]"
            })
    void what_json_has_no_word_for_is_nothing_and_noted(String base64, String list) {
        assertThat(Vectors.list(vector(VectorType.FLOAT, "\"" + base64 + "\""), drops))
                .isEqualTo(Trees.read(list));
        assertThat(drops.names()).containsExactly("embedding.nan");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FLOAT|7",
                "FLOAT|null",
                "FLOAT|{}",
                "FLOAT|[1,\"2\"]",
                "FLOAT|[[1]]",
                "FLOAT|[null]",
                "FLOAT|\"AAA\"",
                "FLOAT|\"AACAPwA=\"",
                "FLOAT|\"not base64!\"",
                "INT8|\"*\""
            })
    void what_is_no_vector_is_refused_with_its_place(VectorType type, String json) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> Vectors.read(Trees.read(json), type, "data[3].embedding"))
                .withMessageContaining("data[3].embedding");
    }

    @Test
    void the_type_that_is_asked_for_is_found_or_the_first_is_taken_and_noted() {
        Vector floats = vector(VectorType.FLOAT, "[1]");
        Vector bits = vector(VectorType.BINARY, "[1]");

        assertThat(Vectors.find(List.of(floats, bits), VectorType.BINARY, drops))
                .contains(bits);
        assertThat(Vectors.find(List.of(), VectorType.BINARY, drops)).isEmpty();
        assertThat(drops.names()).isEmpty();
        assertThat(Vectors.find(List.of(floats, bits), VectorType.INT8, drops)).contains(floats);
        assertThat(drops.names()).containsExactly("encoding_format");
    }

    @ParameterizedTest
    @CsvSource({"float, FLOAT", "base64, FLOAT", "int8, INT8", "uint8, UINT8", "binary, BINARY", "ubinary, UBINARY"})
    void a_type_has_a_word(String word, VectorType type) {
        assertThat(Vectors.type(word)).contains(type);
    }

    @ParameterizedTest
    @CsvSource({"''", "FLOAT", "float32", "bits"})
    void no_other_word_is_a_type(String word) {
        assertThat(Vectors.type(word)).isEmpty();
    }

    private static Vector vector(VectorType type, String json) {
        JsonNode tree = Trees.read(json);
        Values values = Vectors.read(tree, type, "x");
        return new Vector(0, type, values);
    }
}
