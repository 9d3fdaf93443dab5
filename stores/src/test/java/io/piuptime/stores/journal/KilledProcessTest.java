package io.piuptime.stores.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.usage.UsageRecord;
import io.piuptime.testkit.contracts.SampleUsage;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class KilledProcessTest {
    private static final long APART = 1_000_000;

    @TempDir
    private Path folder;

    @Test
    @Timeout(60)
    void a_killed_process_loses_no_record_that_it_has_appended() throws Exception {
        List<UsageRecord> appended = new ArrayList<>();
        int[] moments = {1, 40, 2_500, 12_000, 40_000};
        for (int kill = 0; kill < moments.length; kill++) {
            long first = kill * APART;
            appended.addAll(SampleUsage.records(first, killedAfter(moments[kill], first) + 1));
        }

        FlakyStore store = new FlakyStore();
        try (FileJournal journal = new FileJournal(folder);
                Shipper shipper = new Shipper(journal, store, new Random(1))) {
            journal.start();
            shipper.start();
            assertThat(shipper.flush(Duration.ofSeconds(30))).isTrue();
        }

        assertThat(appended).hasSizeGreaterThan(54_000);
        assertThat(appended).allMatch(new HashSet<>(store.records())::contains);
    }

    /** Kills a process once it has said so many numbers. Returns the last that it said. */
    private long killedAfter(int lines, long first) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AppendingProcess.class.getName(),
                        folder.toString(),
                        Long.toString(first))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII)) {
            long last = -1;
            int read = 0;
            String line = out.readLine();
            while (line != null) {
                // the very last line may be cut, and is a smaller number then
                last = Math.max(last, Long.parseLong(line));
                if (++read == lines) {
                    // by its handle, which leaves open what it has said
                    process.toHandle().destroyForcibly();
                }
                line = out.readLine();
            }
            return last;
        } finally {
            process.destroyForcibly();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }
}
