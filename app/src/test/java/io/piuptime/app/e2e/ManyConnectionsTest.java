package io.piuptime.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.load.Load;
import io.piuptime.testkit.load.LoadDriver;
import io.piuptime.testkit.load.LoadReport;
import io.piuptime.testkit.load.Pace;
import io.piuptime.testkit.load.Template;
import io.piuptime.testkit.raw.Await;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Crowds of callers who are slow, or do nothing: who asks something is served all the while. */
@Timeout(120)
class ManyConnectionsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String LIVE = "GET /health/live HTTP/1.1\r\nhost: x\r\n\r\n";
    private static final String CHAT = "/v1/chat/completions";
    private static final long MIB = 1 << 20;

    @TempDir
    private Path folder;

    private FakeOpenAi fake;
    private ProcessUnderTest gateway;

    @BeforeEach
    void start() throws Exception {
        fake = FakeOpenAi.start();
        gateway = new ProcessUnderTest(folder, folder.resolve("data"));
        Files.writeString(gateway.config(), GatewayUnderTest.passingTo(fake.baseUrl()));
    }

    @AfterEach
    void stop() {
        gateway.close();
        fake.close();
    }

    @Test
    void two_thousand_callers_who_drip_their_bytes_slow_nobody_else_and_are_told_to_go() throws Exception {
        gateway.launch(Map.of());
        assertThat(ask(Pace.times(1_000, 10)).errorCount()).isZero();
        String head = "POST " + CHAT + " HTTP/1.1\r\nhost: x\r\n";
        String body = head + "authorization: Bearer " + gateway.key()
                + "\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n\r\n{";
        try (Crowd heads = new Crowd(gateway.port()).join(1_000, head);
                Crowd bodies = new Crowd(gateway.port()).join(1_000, body);
                ExecutorService other = Executors.newSingleThreadExecutor()) {
            Future<LoadReport> load = other.submit(() -> ask(Pace.open(100, 50, Duration.ofSeconds(9))));
            while (!load.isDone()) {
                heads.say("x");
                bodies.say(" ");
                Await.elapsed(Duration.ofMillis(500));
            }

            assertServed(load.get(), 850, "with 2,000 slow callers");
            Await.until(
                    () -> heads.heard("HTTP/1.1 408") + " heads and " + bodies.heard("HTTP/1.1 408")
                            + " bodies are told",
                    PATIENCE,
                    () -> heads.heard("HTTP/1.1 408") == 1_000 && bodies.heard("HTTP/1.1 408") == 1_000);
            Await.until("all are gone", PATIENCE, () -> heads.over() == 1_000 && bodies.over() == 1_000);
        }
        assertThat(ask(Pace.times(100, 10)).errorCount()).isZero();
    }

    @Test
    void ten_thousand_idle_callers_take_little_memory_and_nobodys_time() throws Exception {
        assumeThat(files()).as("open files allowed").isGreaterThan(10_500);
        Process process = gateway.launch(Map.of());
        assertThat(ask(Pace.times(500, 10)).errorCount()).isZero();
        long before = resident(process);
        try (Crowd idle = new Crowd(gateway.port())) {
            for (int i = 0; i < 20; i++) {
                idle.join(500, LIVE);
                long joined = 500L * (i + 1);
                Await.until(
                        () -> idle.heard("HTTP/1.1 200") + " of " + joined + " were answered",
                        PATIENCE,
                        () -> idle.heard("HTTP/1.1 200") == joined);
            }
            long taken = resident(process) - before;

            assertServed(ask(Pace.open(200, 50, Duration.ofSeconds(3))), 550, "with 10,000 idle callers");
            System.out.printf("10,000 idle callers: %d MiB more%n", taken / MIB);
            assertThat(taken).isLessThan(300 * MIB);
            assertThat(idle.over()).isZero();
            idle.forget();
            idle.say(LIVE);
            Await.until(
                    () -> idle.heard("HTTP/1.1 200") + " were answered again",
                    PATIENCE,
                    () -> idle.heard("HTTP/1.1 200") == 10_000);
        }
    }

    @Test
    void callers_above_the_limit_are_turned_away_until_others_leave() throws Exception {
        Files.writeString(gateway.config(), Files.readString(gateway.config()) + "limits: {connections: 100}\n");
        gateway.launch(Map.of());
        try (Crowd inside = new Crowd(gateway.port());
                Crowd outside = new Crowd(gateway.port())) {
            inside.join(100, LIVE);
            Await.until("all are answered", PATIENCE, () -> inside.heard("HTTP/1.1 200") == 100);

            outside.join(50, LIVE);
            Await.until("all are turned away", PATIENCE, () -> outside.over() == 50);
            assertThat(outside.heard("HTTP/1.1 200")).isZero();
            inside.forget();
            inside.say(LIVE);
            Await.until("all are answered again", PATIENCE, () -> inside.heard("HTTP/1.1 200") == 100);
            assertThat(gateway.admin("/metrics").statusCode()).isEqualTo(200);

            inside.leave(60);
            Await.until(
                    "there is room again",
                    PATIENCE,
                    () -> gateway.look("/health/live").contains("live"));
            assertThat(ask(Pace.times(100, 10)).errorCount()).isZero();
        }
    }

    @Test
    void without_files_left_it_waits_for_some_and_does_not_spin() throws Exception {
        Process process = gateway.after("ulimit -n 300").launch(Map.of());
        assertThat(ask(Pace.times(100, 10)).errorCount()).isZero();
        try (Crowd crowd = new Crowd(gateway.port()).join(500, LIVE)) {
            Await.until("nearly 300 are answered", PATIENCE, () -> crowd.heard("HTTP/1.1 200") > 100);
            Duration before = process.info().totalCpuDuration().orElseThrow();
            Await.elapsed(Duration.ofSeconds(2));
            Duration spent = process.info().totalCpuDuration().orElseThrow().minus(before);
            System.out.printf(
                    "without files: %d answered, %d ms of cpu in 2 s%n", crowd.heard("HTTP/1.1 200"), spent.toMillis());
            assertThat(spent).isLessThan(Duration.ofSeconds(1));
            assertThat(process.isAlive()).isTrue();
        }
        Await.until(
                "it serves again", PATIENCE, () -> gateway.look("/health/live").contains("live"));
        assertThat(ask(Pace.times(100, 10)).errorCount()).isZero();
    }

    private LoadReport ask(Pace pace) throws IOException {
        Template request = Template.post(
                CHAT,
                "authorization: Bearer " + gateway.key() + "\r\n",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + Template.MARKER + "\"}]}",
                new byte[0]);
        return new LoadDriver(System::nanoTime, 1).run(Load.echo(gateway.port(), request), pace);
    }

    private static void assertServed(LoadReport report, long least, String when) {
        double p50 = LoadReport.micros(report.total(), 50) / 1000;
        double p99 = LoadReport.micros(report.total(), 99) / 1000;
        System.out.printf("%s: p50 %.1f ms, p99 %.1f ms, %s%n", when, p50, p99, report);
        assertThat(report.errorCount()).as(report.toString()).isZero();
        assertThat(report.completed()).isGreaterThan(least);
        assertThat(p50).as("median in ms").isLessThan(50);
        assertThat(p99).as("p99 in ms").isLessThan(1_000);
    }

    /** Bytes of a process in memory. */
    private static long resident(Process process) throws IOException {
        Path status = Path.of("/proc/" + process.pid() + "/status");
        assumeThat(status).as("what the kernel says of a process").exists();
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElseThrow();
    }

    private static long files() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : 0;
    }
}
