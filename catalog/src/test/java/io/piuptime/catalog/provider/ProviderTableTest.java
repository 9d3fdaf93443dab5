package io.piuptime.catalog.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.catalog.row.InvalidRowException;
import io.piuptime.catalog.row.Row;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProviderTableTest {
    private static final String TEXT = """
            # rows

            first:
              title: One
              # inside a row
              keys: [FIRST_KEY]

            second:
              title: Two
            """;

    private final ProviderTable table = new ProviderTable(TEXT);

    @Test
    void knows_the_names_of_its_rows() {
        assertThat(table.names()).containsExactly("first", "second");
        assertThat(new ProviderTable("").names()).isEmpty();
        assertThat(new ProviderTable("# nothing\n").names()).isEmpty();
    }

    @Test
    void gives_a_row_with_its_place() {
        assertThat(table.row("second")).contains(new Row("providers.second", Map.of("title", "Two")));
        assertThat(table.row("third")).isEmpty();
    }

    @Test
    void a_row_that_is_wrong_spoils_no_other() {
        ProviderTable spoilt = new ProviderTable("good:\n  title: A\nbad:\n  title: [\n");

        assertThat(spoilt.row("good")).isPresent();
        assertThatThrownBy(() -> spoilt.row("bad"))
                .isInstanceOf(InvalidRowException.class)
                .hasMessageContaining("providers.bad");
    }

    @Test
    void tells_which_rows_may_hold_a_word() {
        assertThat(table.mentioning(List.of("FIRST_KEY"))).containsExactly("first");
        assertThat(table.mentioning(List.of("title"))).containsExactly("first", "second");
        assertThat(table.mentioning(List.of("THIRD", "FOURTH"))).isEmpty();
        assertThat(table.mentioning(List.of())).isEmpty();
    }
}
