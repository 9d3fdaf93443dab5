package io.piuptime.gateway.authenticate;

import static io.piuptime.gateway.authenticate.TestKeys.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.directory.KeyEntry;
import io.piuptime.model.key.KeyChange;
import io.piuptime.model.key.KeyPermission;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DirectoryLineTest {
    @ParameterizedTest
    @ValueSource(strings = {"plain", "", " ", "a b\nc\td", "-", "100 % +1,2", "Ünïcödé 🔑", "\u0000"})
    void comes_back_as_it_went_whatever_the_texts(String text) {
        KeyChange change = new KeyChange(
                42,
                new KeyEntry(
                        "id",
                        text,
                        "hash",
                        List.of("gpt-*", "a,b c" + text),
                        NOW,
                        Optional.of(NOW.plusNanos(1_000)),
                        Optional.of(NOW)));
        String line = DirectoryLine.write(change);
        assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
        assertThat(DirectoryLine.read(line.stripTrailing())).contains(change);
    }

    @Test
    void comes_back_without_models_and_moments() {
        KeyChange change =
                new KeyChange(1, new KeyEntry("id", "n", "h", List.of(), NOW, Optional.empty(), Optional.empty()));
        String line = DirectoryLine.write(change);
        assertThat(DirectoryLine.read(line.substring(0, line.length() - 1))).contains(change);
    }

    @ParameterizedTest
    @MethodSource("permissions")
    void comes_back_with_every_set_of_permissions(Set<KeyPermission> permissions) {
        KeyChange change = new KeyChange(3, entry(permissions));

        assertThat(DirectoryLine.read(DirectoryLine.write(change).stripTrailing()))
                .contains(change);
    }

    @Test
    void a_key_without_permissions_is_written_as_before_there_were_any() {
        assertThat(DirectoryLine.write(new KeyChange(3, entry(Set.of()))).split(" ", -1))
                .hasSize(9);
        assertThat(DirectoryLine.write(new KeyChange(3, entry(EnumSet.allOf(KeyPermission.class))))
                        .split(" ", -1))
                .hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"everything", "", ",", "ADMIN", "passthrough,", "passthrough,everything", " passthrough"})
    void a_permission_that_nobody_knows_opens_nothing(String field) {
        KeyChange change = new KeyChange(3, entry(Set.of()));
        String body = DirectoryLine.write(change).stripTrailing().substring(9) + " " + field;

        assertThat(DirectoryLine.read(signed(body))).isEmpty();
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
        String body = DirectoryLine.write(new KeyChange(3, entry(Set.of())))
                .stripTrailing()
                .substring(9);
        String[] fields = body.split(" ", -1);
        assertThat(DirectoryLine.read(signed(body))).isPresent();
        fields[field] = text;

        assertThat(DirectoryLine.read(signed(String.join(" ", fields)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "00000000", "00000000 ", "nonsense", "\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000 "
            })
    void what_is_no_line_is_refused(String line) {
        assertThat(DirectoryLine.read(line)).isEmpty();
    }

    private static Stream<Set<KeyPermission>> permissions() {
        return Stream.concat(
                Stream.of(Set.of(), EnumSet.allOf(KeyPermission.class)),
                EnumSet.allOf(KeyPermission.class).stream().map(Set::of));
    }

    private static KeyEntry entry(Set<KeyPermission> permissions) {
        return new KeyEntry("id", "n", "h", List.of("m"), permissions, NOW, Optional.empty(), Optional.empty());
    }

    private static String signed(String body) {
        CRC32C crc = new CRC32C();
        crc.update(body.getBytes(StandardCharsets.UTF_8));
        return "%08x ".formatted(crc.getValue()) + body;
    }

    @Test
    void is_refused_when_any_one_character_was_changed() {
        String line =
                DirectoryLine.write(new KeyChange(7, new TestKeys().entry("n"))).stripTrailing();
        for (int i = 0; i < line.length(); i++) {
            String damaged = line.substring(0, i) + (line.charAt(i) == 'x' ? 'y' : 'x') + line.substring(i + 1);
            assertThat(DirectoryLine.read(damaged)).as(damaged).isEmpty();
        }
    }

    @Test
    void is_refused_when_it_was_cut() {
        String line =
                DirectoryLine.write(new KeyChange(7, new TestKeys().entry("n"))).stripTrailing();
        for (int i = 0; i < line.length(); i++) {
            assertThat(DirectoryLine.read(line.substring(0, i))).isEmpty();
        }
    }
}
