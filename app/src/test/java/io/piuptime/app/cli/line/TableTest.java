package io.piuptime.app.cli.line;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

final class TableTest {
    private final Table table = new Table("ID", "NAME");

    @Test
    void makes_each_column_as_wide_as_its_widest_cell() {
        table.add("a", "long name");
        table.add("longer", "b");
        assertThat(printed()).containsExactly("ID      NAME", "a       long name", "longer  b");
    }

    @Test
    void shows_a_dash_where_there_is_nothing() {
        table.add("", "x");
        assertThat(printed()).containsExactly("ID  NAME", "-   x");
    }

    @Test
    void keeps_every_cell_on_its_line() {
        table.add("a\nb", "c\u001b[2Jd\t");
        assertThat(printed()).containsExactly("ID   NAME", "a?b  c?[2Jd?");
    }

    @Test
    void prints_its_heading_when_it_is_empty() {
        assertThat(printed()).containsExactly("ID  NAME");
    }

    private String[] printed() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        table.print(new PrintStream(out, true, UTF_8));
        return out.toString(UTF_8).lines().toArray(String[]::new);
    }
}
