package io.piuptime.app.house;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTextTest {
    @Test
    void counts_neither_blanks_nor_comments_nor_imports() {
        var source = new SourceText("""
                package a.b;

                import java.util.List;
                import static java.util.Objects.requireNonNull;

                /**
                 * Javadoc.
                 */
                final class C { // trailing
                    /* one */ int a; /* two
                    lines */

                    // alone
                    int important;
                }
                """);

        assertThat(source.codeLines()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"// not a comment\"",
                "\"/* nor this\" + \"*/\"",
                "\"a \\\" // b\"",
                "'\"' + \"/* x\" + '\\''",
                "\"\"\"\n// in a text block\n\"\"\"",
            })
    void leaves_literals_alone(String literal) {
        String code = "String s = " + literal + ";";

        assertThat(new SourceText(code + " // gone").withoutComments()).isEqualTo(code + " ");
    }

    @Test
    void keeps_the_line_breaks_of_a_comment() {
        assertThat(new SourceText("a /* 1\n2 */ b").withoutComments()).isEqualTo("a \n b");
    }

    @Test
    void counts_the_lines_of_a_text_block() {
        assertThat(new SourceText("s = \"\"\"\n    one\n\n    two\n    \"\"\";").codeLines())
                .isEqualTo(4);
    }
}
