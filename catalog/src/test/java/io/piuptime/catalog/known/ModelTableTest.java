package io.piuptime.catalog.known;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.model.price.PriceText;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ModelTableTest {
    private static final String TEXT = """
            # head
            [one]
            a\tModel A\tb a-*\t1000/900/100\tti>t\tTrW\tbeta\t2025-01-02\t2024\tin=1 out=2
            c\t\t\t//\t\t\t\t\t\t
            [two]
            a\tOther A\t\t//5\tt>\t\tdeprecated\t\t\tin=1 | from=2026-01-01 in=2
            """;

    private final ModelTable table = new ModelTable(TEXT);

    @Test
    void reads_every_column() {
        assertThat(table.of("one").getFirst().model())
                .isEqualTo(new KnownModel(
                        "one",
                        "a",
                        "Model A",
                        List.of("b", "a-*"),
                        new Nature(
                                new Limits(OptionalLong.of(1000), OptionalLong.of(900), OptionalLong.of(100)),
                                List.of(Modality.TEXT, Modality.IMAGE),
                                List.of(Modality.TEXT),
                                Map.of(Trait.TOOLS, true, Trait.REASONING, false, Trait.OPEN_WEIGHTS, true)),
                        new Life(Stage.BETA, "2025-01-02", "2024"),
                        PriceText.read("in=1 out=2")));
    }

    @Test
    void an_empty_column_is_not_known() {
        assertThat(table.of("one").getLast().model())
                .isEqualTo(
                        new KnownModel("one", "c", "c", List.of(), Nature.UNKNOWN, Life.UNKNOWN, PriceText.read("")));
    }

    @Test
    void each_provider_has_its_own_lines() {
        assertThat(table.of("one")).extracting(Entry::id).containsExactly("a", "c");
        assertThat(table.of("two")).extracting(entry -> entry.model().title()).containsExactly("Other A");
        assertThat(table.of("three")).isEmpty();
        assertThat(new ModelTable("").of("one")).isEmpty();
    }

    @Test
    void the_rest_of_a_line_is_read_when_the_model_is_asked_for() {
        Entry entry = new ModelTable("\n[x]\na\t\tb c\tnot read\n").of("x").getFirst();

        assertThat(entry.id()).isEqualTo("a");
        assertThat(entry.names()).containsExactly("b", "c");
        assertThatThrownBy(entry::model).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refuses_a_line_with_other_columns() {
        assertThatThrownBy(() -> new ModelTable("\n[x]\na\tb\n").of("x"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("models of 'x': 2 columns in 'a\tb' (expected: 10)");
    }
}
