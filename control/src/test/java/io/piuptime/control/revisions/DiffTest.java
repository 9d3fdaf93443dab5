package io.piuptime.control.revisions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiffTest {
    @Test
    void says_nothing_of_what_is_the_same() {
        assertThat(Diff.between("a\nb\n", "a\nb")).isEmpty();
        assertThat(Diff.between("", "")).isEmpty();
    }

    @Test
    void marks_what_came_and_what_went() {
        assertThat(Diff.between("a\nb\nc\nd", "a\nx\nc\nd\ne"))
                .containsExactly("  a", "- b", "+ x", "  c", "  d", "+ e");
        assertThat(Diff.between("", "a\nb")).containsExactly("+ a", "+ b");
        assertThat(Diff.between("a\nb", "")).containsExactly("- a", "- b");
    }

    @Test
    void leaves_out_what_is_far_from_a_change() {
        String before = IntStream.range(0, 30).mapToObj(Integer::toString).collect(Collectors.joining("\n"));

        assertThat(Diff.between(before, before.replace("\n15\n", "\nx\n")))
                .containsExactly("…", "  12", "  13", "  14", "- 15", "+ x", "  16", "  17", "  18", "…");
    }

    @Test
    void gives_back_the_other_text_when_its_signs_are_followed() {
        String before = "a\nb\nc\na\nb\nd";
        String after = "b\nc\nx\na\nd\nd";
        List<String> lines = Diff.between(before, after);

        assertThat(side(lines, "-")).isEqualTo(before);
        assertThat(side(lines, "+")).isEqualTo(after);
    }

    @Test
    void stays_quick_with_texts_that_have_nothing_in_common() {
        String before = IntStream.range(0, 5000).mapToObj(line -> "a" + line).collect(Collectors.joining("\n"));
        String after = IntStream.range(0, 5000).mapToObj(line -> "b" + line).collect(Collectors.joining("\n"));

        assertThat(Diff.between(before, after)).hasSize(10_000);
    }

    private static String side(List<String> lines, String sign) {
        return lines.stream()
                .filter(line -> line.startsWith(sign) || line.startsWith(" "))
                .map(line -> line.substring(2))
                .collect(Collectors.joining("\n"));
    }
}
