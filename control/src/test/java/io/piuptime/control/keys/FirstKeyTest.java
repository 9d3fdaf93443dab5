package io.piuptime.control.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.piuptime.control.House;
import io.piuptime.control.api.StoreFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FirstKeyTest {
    @TempDir
    private Path folder;

    private House house;
    private FirstKey firstKey;
    private Path file;

    @BeforeEach
    void build() {
        house = new House(folder);
        firstKey = new FirstKey(house.keys, house.directory, folder);
        file = folder.resolve("first-key");
    }

    @Test
    void is_made_at_the_first_start_and_works() throws IOException {
        assertThat(firstKey.createIfNone()).isPresent();
        String text = Files.readString(file);
        assertThat(text).matches("piup_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(house.authenticator
                        .authenticate(Optional.of(text.strip()), House.NOW)
                        .name())
                .isEqualTo("first");
    }

    @Test
    void is_made_once() {
        firstKey.createIfNone();
        String text = House.read(file);
        assertThat(firstKey.createIfNone()).isEmpty();
        assertThat(House.read(file)).isEqualTo(text);
        assertThat(house.store.keys()).hasSize(1);
    }

    @Test
    void is_not_made_again_when_it_was_revoked() {
        firstKey.createIfNone();
        house.keys.revoke(house.store.keys().getFirst().id(), false);
        assertThat(firstKey.createIfNone()).isEmpty();
    }

    @Test
    void replaces_a_text_that_a_crash_left_without_its_key() {
        house.store.gone(true);
        assertThatExceptionOfType(StoreFailedException.class).isThrownBy(firstKey::createIfNone);
        house.store.gone(false);
        writeLeftover();
        firstKey.createIfNone();
        assertThat(house.authenticator
                        .authenticate(Optional.of(House.read(file).strip()), House.NOW)
                        .name())
                .isEqualTo("first");
    }

    private void writeLeftover() {
        try {
            Files.writeString(file, "left over\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
