package io.piuptime.bench.subject;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.testkit.raw.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcessTreeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    @Test
    void counts_the_time_of_a_child_of_the_child() throws IOException {
        String busy = "sh -c 'i=0; while [ $i -lt 100000000 ]; do i=$((i+1)); done' & wait";
        try (Child child = Child.start(List.of("sh", "-c", busy), Map.of(), folder.resolve("log"))) {
            ProcessTree tree = child.tree();
            CpuTime start = tree.cpu();
            Await.until("CPU time", PATIENCE, () -> tree.cpu().micros() >= 50_000);
            Await.until("exact CPU time", PATIENCE, () -> tree.cpu().microsSince(start) >= 50_000);
            assertThat(tree.rssMib()).isBetween(0.1, 100.0);
            assertThat(tree.isAlive()).isTrue();
        }
    }

    @Test
    void time_is_exact_while_all_threads_live_and_rounded_when_one_ended() {
        CpuTime before = new CpuTime(Map.of(1L, 5_000L, 2L, 1_000L), 10_000);

        assertThat(new CpuTime(Map.of(1L, 6_000L, 2L, 1_000L, 3L, 500L), 20_000).microsSince(before))
                .isEqualTo(1.5);
        assertThat(new CpuTime(Map.of(1L, 6_000L, 2L, 1_000L), 910_000).microsSince(before))
                .isEqualTo(850_000);
        assertThat(new CpuTime(Map.of(1L, 6_000L), 20_000).microsSince(before)).isEqualTo(10_000);
    }

    @Test
    void ends_with_its_process_and_keeps_its_last_words() throws IOException {
        try (Child child = Child.start(List.of("sh", "-c", "echo $A"), Map.of("A", "bye"), folder.resolve("log"))) {
            Await.until("end", PATIENCE, () -> !child.isAlive());
            assertThat(child.lastWords()).isEqualTo("bye");
            assertThat(child.tree().isAlive()).isFalse();
            assertThat(child.tree().rssMib()).isZero();
        }
    }

    @Test
    void knows_what_compilers_took_of_it_and_that_a_shell_has_none() throws IOException {
        assertThat(new Compilation(new ProcessTree(ProcessHandle.current())).micros())
                .isPositive();
        try (Child child = Child.start(List.of("sh", "-c", "read x"), Map.of(), folder.resolve("log"))) {
            assertThat(new Compilation(child.tree()).micros()).isZero();
        }
    }

    @Test
    void knows_the_time_of_the_machine() throws IOException {
        HostTime before = HostTime.now();
        assertThat(before.all()).isPositive();
        assertThat(HostTime.now().stealPercentSince(before)).isBetween(0.0, 100.0);
    }
}
