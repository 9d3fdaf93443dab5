package io.piuptime.gateway.directory.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.directory.Change;
import io.piuptime.model.directory.KeyEntry;
import io.piuptime.model.directory.Kind;
import io.piuptime.model.key.KeyPermission;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines as they were written before there was a directory of more than keys. */
final class KeyLineTest {
    private static final Instant MADE = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant END = Instant.parse("2026-04-01T12:00:00.000001Z");
    private static final String PLAIN = "3 id hash 2026-03-01T12:00:00Z - - a%20name gpt-*,a%2Cb";

    @Test
    void a_key_is_read_with_all_its_fields() {
        String line = "7 id hash 2026-03-01T12:00:00Z 2026-04-01T12:00:00.000001Z 2026-03-01T12:00:00Z %F0%9F%94%91 m"
                + " passthrough";
        KeyEntry key = new KeyEntry(
                "id",
                "🔑",
                "hash",
                List.of("m"),
                Set.of(KeyPermission.PASSTHROUGH),
                MADE,
                Optional.of(END),
                Optional.of(MADE));

        assertThat(KeyLine.read(signed(line))).contains(new Change(7, Kind.KEY, "id", 2, Optional.of(key)));
    }

    @Test
    void a_key_is_read_without_permissions_and_moments() {
        KeyEntry key =
                new KeyEntry("id", "a name", "hash", List.of("gpt-*", "a,b"), MADE, Optional.empty(), Optional.empty());

        assertThat(KeyLine.read(signed(PLAIN))).contains(new Change(3, Kind.KEY, "id", 1, Optional.of(key)));
        assertThat(KeyLine.read(signed("3 id hash 2026-03-01T12:00:00Z - - n ")).flatMap(Change::entry))
                .get()
                .extracting(entry -> ((KeyEntry) entry).models())
                .isEqualTo(List.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"everything", "", ",", "ADMIN", "passthrough,", "passthrough,everything", " passthrough"})
    void a_permission_that_nobody_knows_opens_nothing(String field) {
        assertThat(KeyLine.read(signed(PLAIN + " " + field))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, twelve", // a sequence that is no number
        "3, yesterday", // a creation at no moment
        "4, never",
        "5, now",
        "1, %zz" // no encoding of a text
    })
    void a_field_that_is_none_is_refused_though_the_checksum_holds(int field, String text) {
        String[] fields = PLAIN.split(" ", -1);
        fields[field] = text;

        assertThat(KeyLine.read(signed(String.join(" ", fields)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "00000000", "00000000 ", "nonsense", "\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000 "
            })
    void what_is_no_line_is_refused(String line) {
        assertThat(KeyLine.read(line)).isEmpty();
    }

    @Test
    void is_refused_when_it_was_cut_or_any_one_character_was_changed() {
        String line = signed(PLAIN);
        for (int i = 0; i < line.length(); i++) {
            String damaged = line.substring(0, i) + (line.charAt(i) == 'x' ? 'y' : 'x') + line.substring(i + 1);
            assertThat(KeyLine.read(damaged)).as(damaged).isEmpty();
            assertThat(KeyLine.read(line.substring(0, i))).isEmpty();
        }
    }

    static String signed(String body) {
        CRC32C crc = new CRC32C();
        crc.update(body.getBytes(StandardCharsets.UTF_8));
        return "%08x ".formatted(crc.getValue()) + body;
    }
}
