package io.piuptime.app.config.load;

import static io.piuptime.app.config.load.Fixture.BAD;
import static io.piuptime.app.config.load.Fixture.BETTER;
import static io.piuptime.app.config.load.Fixture.GOOD;
import static io.piuptime.app.config.load.Fixture.offers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.app.config.load.LastGood.Kept;
import io.piuptime.app.config.load.Loaded.Source;
import io.piuptime.app.config.read.ConfigReader;
import io.piuptime.app.config.read.InvalidConfigException;
import io.piuptime.app.config.read.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
    private final Fixture fixture;

    ConfigLoaderTest(@TempDir Path directory) {
        this.fixture = new Fixture(directory);
    }

    @Test
    void without_a_file_the_demo_and_the_environment_are_offered() {
        Loaded loaded = fixture.loader(Map.of("OPENAI_API_KEY", "key")).start(Optional.empty());
        assertThat(loaded.source()).isEqualTo(Source.BUILT_IN);
        assertThat(offers(loaded, "demo")).isTrue();
        assertThat(offers(loaded, "gpt-4o")).isTrue();
        assertThat(fixture.data).doesNotExist();
    }

    @Test
    void a_file_is_used_and_kept_as_the_last_good_one() throws IOException {
        fixture.write(GOOD);
        Loaded loaded = fixture.start();
        assertThat(loaded.source()).isEqualTo(Source.FILE);
        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.snapshot().revision()).isEqualTo(1);
        assertThat(loaded.snapshot().createdAt()).isEqualTo(Fixture.NOW);
        assertThat(offers(loaded, "one")).isTrue();
        assertThat(fixture.lastGood().kept(fixture.file)).containsExactly(new Kept(fixture.file, GOOD));
    }

    @Test
    void the_last_good_one_stands_in_for_a_file_that_is_gone() throws IOException {
        fixture.write(GOOD);
        fixture.start();
        Files.delete(fixture.file);
        Loaded loaded = fixture.start();
        assertThat(loaded.source()).isEqualTo(Source.LAST_GOOD);
        assertThat(offers(loaded, "one")).isTrue();
        assertThat(loaded.problems())
                .extracting(Problem::text)
                .containsExactly("file '" + fixture.file + "' (expected: a readable file)");
    }

    @Test
    void the_last_good_one_stands_in_for_a_file_that_is_wrong() throws IOException {
        fixture.write(GOOD);
        fixture.start();
        fixture.write(BAD);
        Loaded loaded = fixture.start();
        assertThat(loaded.source()).isEqualTo(Source.LAST_GOOD);
        assertThat(loaded.problems())
                .extracting(Problem::text)
                .containsExactly("unknown key 'modles' at line 1, column 1 (did you mean 'models'?)");
    }

    @Test
    void references_are_kept_as_references_and_resolved_anew() throws IOException {
        fixture.write(GOOD.replace("p: {", "p: {api-key: '${KEY}', "));
        fixture.loader(Map.of("KEY", "canary")).start(Optional.of(fixture.file));
        assertThat(Files.readString(fixture.data.resolve("last-good.yaml")))
                .contains("${KEY}")
                .doesNotContain("canary");
        Files.delete(fixture.file);
        assertThatThrownBy(fixture::start)
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("(expected: a readable file)");
    }

    @Test
    void the_one_before_stands_in_when_the_last_good_one_is_poisoned() throws IOException {
        fixture.write(GOOD);
        fixture.start();
        fixture.write(BETTER);
        fixture.start();
        Path kept = fixture.data.resolve("last-good.yaml");
        Files.writeString(kept, Files.readString(kept).replace("127.0.0.1", "evil.host"));
        Files.delete(fixture.file);
        Loaded loaded = fixture.start();
        assertThat(loaded.source()).isEqualTo(Source.LAST_GOOD);
        assertThat(offers(loaded, "one")).isTrue();
        assertThat(offers(loaded, "two")).isFalse();
    }

    @Test
    void nothing_stands_in_when_both_are_poisoned() throws IOException {
        fixture.write(GOOD);
        fixture.start();
        fixture.write(BETTER);
        fixture.start();
        for (String name : new String[] {"last-good.yaml", "last-good.yaml.1"}) {
            Files.writeString(fixture.data.resolve(name), GOOD);
        }
        fixture.write(BAD);
        assertThatThrownBy(fixture::start)
                .isInstanceOf(InvalidConfigException.class)
                .hasMessage("unknown key 'modles' at line 1, column 1 (did you mean 'models'?)");
    }

    @Test
    void what_another_file_said_never_stands_in() throws IOException {
        fixture.write(GOOD);
        fixture.start();
        Path other = fixture.file.resolveSibling("other.yaml");
        assertThatThrownBy(() -> fixture.loader().start(Optional.of(other)))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessage("file '" + other + "' (expected: a readable file)");
    }

    @Test
    void a_folder_that_cannot_be_written_is_told_but_does_not_keep_from_serving() throws IOException {
        fixture.write(GOOD);
        Files.writeString(fixture.data, "a file where a folder should be");
        Loaded loaded = fixture.start();
        assertThat(loaded.source()).isEqualTo(Source.FILE);
        assertThat(loaded.problems())
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.found()).startsWith("configuration not kept as the last good one"));
    }

    @Test
    void a_file_over_a_megabyte_is_not_read_whole() throws IOException {
        Files.write(fixture.file, new byte[ConfigReader.LARGEST + 10]);
        assertThatThrownBy(fixture::start).hasMessage("more than 1MiB at line 1, column 1 (expected: at most 1MiB)");
    }
}
