package io.piuptime.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.load.Load;
import io.piuptime.testkit.load.LoadDriver;
import io.piuptime.testkit.load.LoadReport;
import io.piuptime.testkit.load.Pace;
import io.piuptime.testkit.load.Template;
import io.piuptime.testkit.raw.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The process without processor time, or without anyone who takes what it tells: exchanges go on. */
@Timeout(120)
class StarvationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String CHAT = "/v1/chat/completions";
    private static final String DROPPED = "piup_access_events_dropped_total";
    private static final String TO_STDOUT = "observe: {access-events: stdout}\n";

    @TempDir
    private Path folder;

    private final List<Process> others = new ArrayList<>();
    private FakeOpenAi fake;
    private ProcessUnderTest gateway;

    @BeforeEach
    void start() throws Exception {
        fake = FakeOpenAi.start();
        gateway = new ProcessUnderTest(folder, folder.resolve("data"));
        configure("");
    }

    @AfterEach
    void stop() {
        others.forEach(Process::destroyForcibly);
        gateway.close();
        fake.close();
    }

    @Test
    void serves_and_tells_its_health_when_every_processor_is_busy_with_something_else() throws Exception {
        gateway.launch(Map.of());
        assertThat(ask(Pace.times(1_000, 10)).errorCount()).isZero();
        for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
            // one process each, without a child that could outlive it, and bounded by its own processor time
            other("sh", "-c", "ulimit -t 10; while :; do :; done");
        }
        List<Long> health = new ArrayList<>();
        try (ExecutorService callers = Executors.newSingleThreadExecutor()) {
            Future<LoadReport> load = callers.submit(() -> ask(Pace.open(50, 50, Duration.ofSeconds(4))));
            while (!load.isDone()) {
                long begin = System.nanoTime();
                assertThat(gateway.look("/health/ready")).contains("ready");
                health.add((System.nanoTime() - begin) / 1_000_000);
                Await.elapsed(Duration.ofMillis(20));
            }
            assertThat(others).as("they were busy all the time").allMatch(Process::isAlive);
            assertThat(load.get().errorCount()).as(load.get().toString()).isZero();
        }
        health.sort(null);
        long median = health.get(health.size() / 2);
        System.out.printf(
                "starved: health of %d looks: median %d ms, most %d ms%n", health.size(), median, health.getLast());
        assertThat(median).as("median of the health's answers in ms").isLessThan(500);
        assertThat(health.getLast()).as("slowest of the health's answers in ms").isLessThan(2_000);
    }

    @Test
    void counts_every_event_that_its_sink_refuses() throws Exception {
        assumeThat(Path.of("/dev/full")).exists();
        configure(TO_STDOUT);
        gateway.after("exec >/dev/full 2>&1").launch(Map.of());

        assertThat(ask(Pace.times(500, 10)).errorCount()).isZero();

        awaitDropped(500);
        assertThat(gateway.meter(DROPPED)).isEqualTo(500);
    }

    @Test
    void runs_without_standard_output_and_error() throws Exception {
        configure(TO_STDOUT);
        gateway.after("exec >&- 2>&-").launch(Map.of("PIUP_LOG", "trace"));

        assertThat(ask(Pace.times(500, 10)).errorCount()).isZero();
        Await.until("records", PATIENCE, () -> gateway.usageIds().size() == 500);
    }

    @Test
    void goes_on_when_who_read_its_output_has_died() throws Exception {
        Path pipe = pipe();
        configure(TO_STDOUT);
        Process reader = other("cat", pipe.toString());
        Process process = gateway.after("exec >'" + pipe + "' 2>&1").launch(Map.of());
        assertThat(ask(Pace.times(100, 10)).errorCount()).isZero();

        reader.destroyForcibly().waitFor();

        assertThat(ask(Pace.times(500, 10)).errorCount()).isZero();
        awaitDropped(400);
        process.destroy();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void drops_and_counts_when_nobody_reads_its_output_and_tells_whole_lines_when_somebody_does() throws Exception {
        Path pipe = pipe();
        configure(TO_STDOUT);
        // open for both, it has a reader that never reads
        Process process = gateway.after("exec 1<>'" + pipe + "' 2>&1").launch(Map.of());

        LoadReport load = ask(Pace.times(20_000, 20));

        assertThat(load.errorCount()).as(load.toString()).isZero();
        System.out.printf(
                "output unread: p99 %.1f ms, %.0f dropped%n",
                LoadReport.micros(load.total(), 99) / 1e3, gateway.meter(DROPPED));
        assertThat(gateway.meter(DROPPED)).isPositive();
        assertThat(LoadReport.micros(load.total(), 99) / 1e3).as("p99 in ms").isLessThan(500);

        Path heard = folder.resolve("heard");
        others.add(new ProcessBuilder("cat", pipe.toString())
                .redirectOutput(heard.toFile())
                .start());
        long told = (long) (20_000 - gateway.meter(DROPPED));
        Await.until(
                () -> events(heard).size() + " events of " + told,
                PATIENCE,
                () -> events(heard).size() == told);
        assertThat(events(heard)).allMatch(line -> line.endsWith("}"));

        double before = gateway.meter(DROPPED);
        assertThat(ask(Pace.times(100, 10)).errorCount()).isZero();
        Await.until("events again", PATIENCE, () -> events(heard).size() == told + 100);
        assertThat(gateway.meter(DROPPED)).isEqualTo(before);
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void ends_in_time_although_nobody_reads_its_output() throws Exception {
        Path pipe = pipe();
        configure(TO_STDOUT);
        Process process = gateway.after("exec 1<>'" + pipe + "' 2>&1").launch(Map.of());
        assertThat(ask(Pace.times(2_000, 20)).errorCount()).isZero();

        process.destroy();

        assertThat(process.waitFor(15, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void drops_and_counts_when_its_file_has_no_room_and_writes_again_when_there_is_some() throws Exception {
        Path log = Files.createDirectories(gateway.data().resolve("log"));
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", log.toString()))
                .as("a small file system can be mounted")
                .isZero();
        try {
            gateway.launch(Map.of());
            assertThat(ask(Pace.times(1_000, 10)).errorCount()).isZero();
            awaitDropped(500);

            assertThat(run("mount", "-o", "remount,size=16m", log.toString())).isZero();
            double before = gateway.meter(DROPPED);
            Path file = log.resolve("access.jsonl");
            int told = events(file).size();
            assertThat(ask(Pace.times(100, 10)).errorCount()).isZero();
            Await.until(
                    () -> events(file).size() + " events after " + told,
                    PATIENCE,
                    () -> events(file).size() == told + 100);
            assertThat(events(file)).allMatch(line -> line.endsWith("}"));
            assertThat(gateway.meter(DROPPED)).isEqualTo(before);
        } finally {
            assertThat(run("umount", "-l", log.toString())).isZero();
        }
    }

    private void awaitDropped(int least) {
        Await.until(least + " events dropped", PATIENCE, () -> {
            try {
                return gateway.meter(DROPPED) >= least;
            } catch (IOException _) {
                return false;
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return false;
            }
        });
    }

    private void configure(String more) throws IOException {
        Files.writeString(gateway.config(), GatewayUnderTest.passingTo(fake.baseUrl()) + more);
    }

    private Path pipe() throws Exception {
        Path pipe = folder.resolve("pipe");
        assumeThat(run("mkfifo", pipe.toString())).as("a pipe can be made").isZero();
        return pipe;
    }

    /** The lines of exchanges among what was told. */
    private static List<String> events(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                    .filter(line -> line.contains("\"attempts\""))
                    .toList();
        } catch (IOException _) {
            return List.of();
        }
    }

    private LoadReport ask(Pace pace) throws IOException {
        Template request = Template.post(
                CHAT,
                "authorization: Bearer " + gateway.key() + "\r\n",
                "{\"model\":\"" + "long".repeat(60) + "\",\"messages\":[{\"role\":\"user\",\"content\":\""
                        + Template.MARKER + "\"}]}",
                new byte[0]);
        return new LoadDriver(System::nanoTime, 1).run(Load.echo(gateway.port(), request), pace);
    }

    private Process other(String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        others.add(process);
        return process;
    }

    private int run(String... command) throws InterruptedException {
        try {
            return other(command).waitFor();
        } catch (IOException _) {
            return -1;
        }
    }
}
