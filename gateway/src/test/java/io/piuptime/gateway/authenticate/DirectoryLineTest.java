package io.piuptime.gateway.authenticate;

import static io.piuptime.gateway.authenticate.TestKeys.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.key.KeyChange;
import io.piuptime.model.key.KeyEntry;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
