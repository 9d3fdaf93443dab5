package io.piuptime.app.config.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.app.config.read.Node.Entries;
import io.piuptime.app.config.read.Node.Entry;
import io.piuptime.app.config.read.Node.Items;
import io.piuptime.app.config.read.Node.Spot;
import io.piuptime.app.config.read.Node.Text;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {
    private final Problems problems = new Problems();

    @Test
    void every_part_knows_where_it_stands() {
        assertThat(YamlReader.read("a: 1\nb:\n  - x\n  - 'y'\n", problems))
                .contains(new Entries(
                        new Spot(1, 1),
                        List.of(
                                new Entry(new Spot(1, 1), "a", text(1, 4, "1", true)),
                                new Entry(
                                        new Spot(2, 1),
                                        "b",
                                        new Items(
                                                new Spot(3, 3),
                                                List.of(text(3, 5, "x", true), text(4, 5, "y", false)))))));
    }

    @Test
    void an_alias_is_what_its_anchor_marks() {
        assertThat(YamlReader.read("[&a [x], *a]", problems).map(YamlReaderTest::shape))
                .contains("[[x][x]]");
    }

    @Test
    void an_anchor_may_be_marked_anew() {
        assertThat(YamlReader.read("[&a x, *a, &a y, *a]", problems).map(YamlReaderTest::shape))
                .contains("[xxyy]");
    }

    @Test
    void values_of_sections_are_taken_as_they_come() {
        assertThat(taken("a: {x: 1, y: {z: 2}}\nb: [3, {c: 4}]\nd: 5\n")).isEqualTo("{a{x<a x>y<a y>}b[3{c4}]d5}");
    }

    @Test
    void what_may_be_named_again_stays_as_it_is() {
        assertThat(taken("a: {x: 1}\nb: &b {y: 2}\nc: {z: 3, b: *b}\n")).isEqualTo("{a{x<a x>}b{y2}c{z3b{y2}}}");
        assertThat(problems.none()).isTrue();
    }

    private String taken(String text) {
        record Taken(String text) {
            @Override
            public String toString() {
                return text;
            }
        }

        return YamlReader.quickly(
                        text,
                        YamlReader.MOST_VALUES,
                        problems,
                        (section, key, value) -> new Node.Bound(value.spot(), new Taken(section + " " + key)))
                .map(YamlReaderTest::shape)
                .orElse("nothing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "\n\n", "# only a comment\n", "---\n...\n"})
    void a_text_without_content_has_no_keys_or_nothing(String text) {
        Optional<Node> root = YamlReader.read(text, problems);
        assertThat(root).isPresent();
        assertThat(root.map(YamlReaderTest::shape)).contains("");
        assertThat(problems.none()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"~", "null", "\"\"", "'null'", "'~'"})
    void only_what_stands_without_quotes_is_nothing(String text) {
        assertThat(YamlReader.read(text, problems))
                .containsInstanceOf(Text.class)
                .map(root -> ((Text) root).isNothing())
                .contains(!text.startsWith("'") && !text.startsWith("\""));
    }

    @Test
    void after_a_key_that_stands_twice_the_first_counts_and_the_rest_is_read() {
        assertThat(YamlReader.read("{a: 1, a: 2, b: 3}", problems).map(YamlReaderTest::shape))
                .contains("{a1b3}");
        assertThat(problems.all()).hasSize(1);
    }

    @Test
    void long_texts_in_blocks_are_read_as_they_stand() {
        assertThat(YamlReader.read("a: |\n  one\n  two\n", problems).map(YamlReaderTest::shape))
                .contains("{aone\ntwo\n}");
    }

    private static Text text(int line, int column, String text, boolean plain) {
        return new Text(new Spot(line, column), text, plain);
    }

    private static String shape(Node node) {
        return switch (node) {
            case Text text -> text.text();
            case Node.Bound bound -> "<" + bound.value() + ">";
            case Items items ->
                "["
                        + String.join(
                                "",
                                items.items().stream()
                                        .map(YamlReaderTest::shape)
                                        .toList()) + "]";
            case Entries entries when entries.entries().isEmpty() -> "";
            case Entries entries ->
                "{"
                        + String.join(
                                "",
                                entries.entries().stream()
                                        .map(entry -> entry.key() + shape(entry.value()))
                                        .toList())
                        + "}";
        };
    }
}
