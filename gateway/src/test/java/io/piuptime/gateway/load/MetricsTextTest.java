package io.piuptime.gateway.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsTextTest {
    @Test
    void reads_names_labels_and_values() {
        assertThat(read("""
                # HELP a:b What it is
                # TYPE a:b gauge
                a:b{one="1",two="x y"} 2.5
                c 3 1700000000000
                \t d { e = "f" , } -4e1\s
                empty{} +5
                """))
                .containsExactly(
                        new Sample("a:b", Map.of("one", "1", "two", "x y"), 2.5),
                        new Sample("c", Map.of(), 3),
                        new Sample("d", Map.of("e", "f"), -40),
                        new Sample("empty", Map.of(), 5));
    }

    @Test
    void unescapes_the_values_of_labels() {
        assertThat(read("a{b=\"c\\\\d\\\"e\\nf}g,h=\"} 1\n"))
                .containsExactly(new Sample("a", Map.of("b", "c\\d\"e\nf}g,h="), 1));
    }

    @Test
    void takes_line_ends_of_either_kind() {
        assertThat(read("a 1\r\nb{c=\"d\"} 2\r\n")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"+Inf, Infinity", "-Inf, -Infinity", "Inf, Infinity", "NaN, NaN", ".5, 0.5", "1., 1", "1e400, Infinity"
    })
    void reads_numbers_of_every_kind(String word, double value) {
        assertThat(read("a " + word + "\n")).containsExactly(new Sample("a", Map.of(), value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a ",
                "a b",
                "a 0x1p3",
                "a 1d",
                "a 1f",
                "a Infinity",
                "a 1 2 3",
                "a 1 2.5",
                "a 1_000",
                "a +-1",
                "a .",
                "a{",
                "a{b",
                "a{b=",
                "a{b=\"",
                "a{b=\"c",
                "a{b=\"c\"",
                "a{b=\"c\" 1",
                "a{b=c} 1",
                "a{=\"c\"} 1",
                "a{b=\"c\"d=\"e\"} 1",
                "a{,} 1",
                "a{b=\"c\",,} 1",
                "a{b=\"c\",b=\"d\"} 1",
                "a{b:c=\"d\"} 1",
                "a{} ",
                "a}1",
                "{} 1",
                " ",
                "-a 1",
                "a{b=\"c\\",
                "a,1"
            })
    void what_is_not_written_as_it_should_be_counts_for_nothing(String line) {
        assertThat(read(line + "\nz 1\n")).containsExactly(new Sample("z", Map.of(), 1));
    }

    @Test
    void a_last_line_without_its_end_may_lack_digits() {
        assertThat(read("a 1\nb 12")).containsExactly(new Sample("a", Map.of(), 1));
        assertThat(read("a 1")).isEmpty();
        assertThat(read("")).isEmpty();
    }

    @Test
    void of_two_with_the_same_name_and_labels_the_first_counts() {
        assertThat(read("a{x=\"1\",y=\"2\"} 1\na{y=\"2\",x=\"1\"} 2\na{x=\"1\"} 3\n"))
                .extracting(Sample::value)
                .containsExactly(1.0, 3.0);
    }

    @Test
    void reads_only_what_is_wanted() {
        byte[] text = "aa 1\na 2\na_b 3\n".getBytes(UTF_8);
        assertThat(MetricsText.samples(text, "a"::equals)).containsExactly(new Sample("a", Map.of(), 2));
    }

    @Test
    void lines_that_are_too_long_are_passed_over() {
        String label = "a{b=\"" + "x".repeat(9_000) + "\"} 1\n";
        assertThat(read(label + "c 1\n")).containsExactly(new Sample("c", Map.of(), 1));
    }

    @Test
    void labels_without_end_are_bounded() {
        StringBuilder many = new StringBuilder("a{");
        for (int label = 0; label < 65; label++) {
            many.append('l').append(label).append("=\"\",");
        }
        assertThat(read(many + "} 1\nc 1\n")).hasSize(1);
    }

    @Test
    void samples_without_end_are_bounded() {
        StringBuilder many = new StringBuilder();
        for (int sample = 0; sample < 10_000; sample++) {
            many.append("a{b=\"").append(sample).append("\"} 1\n");
        }
        assertThat(read(many.toString())).hasSize(4_096);
    }

    @Test
    void no_bytes_bring_it_down() {
        Random random = new Random(11);
        byte[] good = "a{b=\"c\",d=\"e\\n\"} 1.5e3 17\n".repeat(20).getBytes(UTF_8);
        for (int round = 0; round < 2_000; round++) {
            byte[] bytes = Arrays.copyOf(good, random.nextInt(good.length));
            for (int change = 0; change < 8 && bytes.length > 0; change++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            assertThat(MetricsText.samples(bytes, _ -> true).size()).isLessThan(50);
        }
    }

    private static List<Sample> read(String text) {
        return List.copyOf(MetricsText.samples(text.getBytes(UTF_8), _ -> true));
    }
}
