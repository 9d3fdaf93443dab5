package io.piuptime.app.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final FileTime LONG_AGO = FileTime.from(NOW.minusSeconds(60));

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(directory.resolve("file"), "one");
        Files.setLastModifiedTime(file, LONG_AGO);
    }

    @Test
    void a_file_left_alone_has_not_changed() {
        Watched watched = Watched.of(List.of(file), NOW);
        assertThat(watched.haveChanged(NOW)).isFalse();
        assertThat(watched.haveChanged(NOW.plusSeconds(100))).isFalse();
    }

    @Test
    void another_content_is_a_change_once() throws IOException {
        Watched watched = Watched.of(List.of(file), NOW);
        Files.writeString(file, "two");
        assertThat(watched.haveChanged(NOW)).isTrue();
        assertThat(watched.haveChanged(NOW)).isFalse();
    }

    @Test
    void the_same_content_in_another_file_of_the_name_is_none() throws IOException {
        Watched watched = Watched.of(List.of(file), NOW);
        Path other = Files.writeString(directory.resolve("other"), "one");
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        assertThat(watched.haveChanged(NOW)).isFalse();
    }

    @Test
    void a_link_that_leads_elsewhere_is_a_change() throws IOException {
        Path other = Files.writeString(directory.resolve("other"), "two");
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);
        Watched watched = Watched.of(List.of(link), NOW);
        Files.delete(link);
        Files.createSymbolicLink(link, other);
        assertThat(watched.haveChanged(NOW)).isTrue();
    }

    @Test
    void coming_and_going_are_changes() throws IOException {
        Path late = directory.resolve("late");
        Watched watched = Watched.of(List.of(file, late), NOW);
        assertThat(watched.haveChanged(NOW)).isFalse();
        Files.writeString(late, "");
        assertThat(watched.haveChanged(NOW)).isTrue();
        Files.delete(file);
        assertThat(watched.haveChanged(NOW)).isTrue();
        assertThat(watched.haveChanged(NOW)).isFalse();
    }

    @Test
    void two_sets_together_watch_all_of_their_files() throws IOException {
        Path other = Files.writeString(directory.resolve("other"), "a");
        Watched both = Watched.of(List.of(file), NOW).and(Watched.of(List.of(other), NOW));
        Files.writeString(other, "b");
        assertThat(both.haveChanged(NOW)).isTrue();
        Files.writeString(file, "two");
        assertThat(both.haveChanged(NOW)).isTrue();
    }

    @Test
    void a_folder_in_place_of_a_file_is_a_change_and_no_failure() throws IOException {
        Watched watched = Watched.of(List.of(file), NOW);
        Files.delete(file);
        Files.createDirectory(file);
        assertThat(watched.haveChanged(NOW)).isTrue();
    }
}
