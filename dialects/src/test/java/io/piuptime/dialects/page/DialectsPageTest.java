package io.piuptime.dialects.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.dialects.chat.Feature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DialectsPageTest {
    private static final Path PAGE = Path.of("../docs/dialects.md");

    @Test
    void the_page_says_what_the_code_does() throws IOException {
        String generated = DialectsPage.text();
        if (Boolean.getBoolean("piup.write")) {
            Files.writeString(PAGE, generated);
        }
        assertThat(Files.readString(PAGE))
                .as("docs/dialects.md (expected: what the code says; run this test with -Dpiup.write=true to write it)")
                .isEqualTo(generated);
    }

    @Test
    void every_dialect_says_the_plain_things() {
        for (Column column : Column.all()) {
            for (Ability ability : Abilities.all()) {
                if (ability.title().equals("tools") || ability.title().equals("result of a tool")) {
                    assertThat(column.cell(ability)).as(column.codec().name()).isEqualTo("✓");
                }
            }
        }
    }

    @Test
    void every_name_is_that_of_one_feature() {
        List<String> ids = Arrays.stream(Feature.values()).map(Feature::id).toList();

        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z_]+(\\.[a-z_]+)*"));
        for (Column column : Column.all()) {
            for (Ability ability : Abilities.all()) {
                assertThat(ids)
                        .as(column.codec().name() + ", " + ability.title())
                        .containsAll(column.dropped(ability));
            }
        }
    }

    @Test
    void nothing_is_left_out_in_silence_but_what_happens_anyway() {
        Set<String> silent = new TreeSet<>();
        for (Column column : Column.all()) {
            for (Ability ability : Abilities.all()) {
                if (column.cell(ability).equals("=")) {
                    silent.add(column.codec().name() + ", " + ability.title());
                }
            }
        }
        assertThat(silent)
                .containsExactly(
                        "anthropic-messages, reasoning: effort none",
                        "bedrock-converse, reasoning: effort none",
                        "bedrock-converse, usage in a stream",
                        "cohere-chat, tool choice: auto",
                        "gemini, usage in a stream");
    }
}
