package io.piuptime.app.config.load;

import static io.piuptime.app.config.load.Fixture.BAD;
import static io.piuptime.app.config.load.Fixture.BETTER;
import static io.piuptime.app.config.load.Fixture.GOOD;
import static io.piuptime.app.config.load.Fixture.offers;
import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.app.config.load.Loaded.Source;
import io.piuptime.app.config.read.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigWatcherTest {
    private final Fixture fixture;
    private final List<Loaded> changes = new ArrayList<>();
    private final List<List<Problem>> refused = new ArrayList<>();

    ConfigWatcherTest(@TempDir Path directory) {
        this.fixture = new Fixture(directory);
    }

    @Test
    void nothing_happens_while_nothing_changes() throws IOException {
        ConfigWatcher watcher = watching(GOOD);
        watcher.step();
        watcher.step();
        assertThat(changes).isEmpty();
        assertThat(refused).isEmpty();
    }

    @Test
    void a_changed_file_is_loaded_once() throws IOException {
        ConfigWatcher watcher = watching(GOOD);
        fixture.write(BETTER);
        watcher.step();
        watcher.step();
        assertThat(changes).singleElement().satisfies(loaded -> {
            assertThat(offers(loaded, "two")).isTrue();
            assertThat(loaded.snapshot().revision()).isEqualTo(2);
        });
    }

    @Test
    void a_wrong_file_is_told_once_and_replaces_nothing_until_it_is_right() throws IOException {
        ConfigWatcher watcher = watching(GOOD);
        fixture.write(BAD);
        watcher.step();
        watcher.step();
        assertThat(changes).isEmpty();
        assertThat(refused)
                .singleElement()
                .satisfies(problems -> assertThat(problems)
                        .extracting(Problem::text)
                        .containsExactly("unknown key 'modles' at line 1, column 1 (did you mean 'models'?)"));
        fixture.write(BETTER);
        watcher.step();
        assertThat(changes).hasSize(1);
        assertThat(refused).hasSize(1);
    }

    @Test
    void a_file_that_goes_away_and_comes_back_changes_nothing_meanwhile() throws IOException {
        ConfigWatcher watcher = watching(GOOD);
        Files.delete(fixture.file);
        watcher.step();
        watcher.step();
        assertThat(changes).isEmpty();
        assertThat(refused).hasSize(1);
        fixture.write(BETTER);
        watcher.step();
        assertThat(changes).hasSize(1);
    }

    @Test
    void a_file_that_was_only_touched_is_not_loaded_again() throws IOException {
        ConfigWatcher watcher = watching(GOOD);
        Files.setLastModifiedTime(fixture.file, FileTime.fromMillis(0));
        watcher.step();
        assertThat(changes).isEmpty();
    }

    @Test
    void a_change_right_after_another_shows_though_size_and_time_are_the_same() throws IOException {
        fixture.write(GOOD);
        Files.setLastModifiedTime(fixture.file, FileTime.from(Fixture.NOW.minusMillis(500)));
        ConfigWatcher watcher = watcher(fixture.start());
        fixture.writeUnseen(BETTER);
        watcher.step();
        assertThat(changes).hasSize(1);
    }

    @Test
    void a_changed_file_that_it_refers_to_is_a_change_too() throws IOException {
        Path key = Files.writeString(fixture.file.resolveSibling("key"), "old-key");
        ConfigWatcher watcher = watching(GOOD.replace("p: {", "p: {api-key: '${file:key}', "));
        Files.writeString(key, "new-key");
        watcher.step();
        assertThat(changes)
                .singleElement()
                .satisfies(loaded -> assertThat(loaded.snapshot()
                                .offer()
                                .find("one")
                                .orElseThrow()
                                .targets()
                                .getFirst()
                                .provider()
                                .apiKey()
                                .orElseThrow()
                                .reveal())
                        .isEqualTo("new-key"));
    }

    @Test
    void a_changed_certificate_is_a_change_too() throws IOException {
        Path pem = Files.writeString(fixture.file.resolveSibling("a.pem"), "old");
        ConfigWatcher watcher = watching(GOOD + "listen: {tls: {certificate: a.pem, key: a.pem}}\n");
        Files.writeString(pem, "new");
        watcher.step();
        assertThat(changes).hasSize(1);
    }

    @Test
    void a_file_that_a_wrong_configuration_refers_to_can_make_it_right() throws IOException {
        ConfigWatcher watcher = watching(GOOD);
        fixture.write(GOOD.replace("p: {", "p: {api-key: '${file:key}', "));
        watcher.step();
        assertThat(refused).hasSize(1);
        Files.writeString(fixture.file.resolveSibling("key"), "key");
        watcher.step();
        assertThat(changes).hasSize(1);
    }

    @Test
    void after_a_start_on_the_last_good_one_the_file_takes_over_when_it_is_right() throws IOException {
        fixture.write(GOOD);
        fixture.start();
        fixture.write(BAD);
        Loaded started = fixture.start();
        assertThat(started.source()).isEqualTo(Source.LAST_GOOD);
        ConfigWatcher watcher = watcher(started);
        watcher.step();
        assertThat(refused).isEmpty();
        fixture.write(BETTER);
        watcher.step();
        assertThat(changes)
                .singleElement()
                .satisfies(loaded -> assertThat(loaded.source()).isEqualTo(Source.FILE));
    }

    private ConfigWatcher watching(String text) throws IOException {
        fixture.write(text);
        return watcher(fixture.start());
    }

    private ConfigWatcher watcher(Loaded started) {
        return new ConfigWatcher(fixture.loader(), fixture.file, started, fixture.clock, changes::add, refused::add);
    }
}
