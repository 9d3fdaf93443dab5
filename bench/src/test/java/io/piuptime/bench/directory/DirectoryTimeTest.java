package io.piuptime.bench.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.bench.own.OwnTime;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DirectoryTimeTest {
    @TempDir
    private Path folder;

    @Test
    void tells_what_a_directory_takes() {
        DirectoryTime.Found found = new DirectoryTime(new OwnTime(Duration.ofMillis(5)), folder).measure(20, 300);

        assertThat(found.loadMillis()).isBetween(0.01, 60_000.0);
        assertThat(found.memoryMiB()).isLessThan(500);
        assertThat(found.inUseMicros()).isBetween(0.01, 5_000.0);
        assertThat(found.anyMicros()).isBetween(0.01, 5_000.0);
        assertThat(found.pathMicros()).isBetween(0.05, 20_000.0);
        assertThat(found.widePathMicros()).isBetween(0.05, 20_000.0);
        assertThat(found.anyPathMicros()).isBetween(0.05, 20_000.0);
    }
}
