package io.piuptime.stores.money;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.budget.money.ledger.Ledger;
import io.piuptime.gateway.budget.money.ledger.Standing;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class KilledSpenderTest {
    @TempDir
    private Path folder;

    /** Lines of each kind that a process has said. */
    private record Said(long granted, long reserved, long settled) {}

    @Test
    @Timeout(60)
    void a_killed_process_loses_no_money_that_it_has_written() throws Exception {
        long granted = 0;
        long spent = 0;
        long unconfirmed = 0;
        for (int lines : new int[] {1, 2, 3, 500, 5_000, 40_001}) {
            Said said = killedAfter(lines);

            FileMoneyJournal journal = new FileMoneyJournal(folder, "boot", 64 * 1024);
            Ledger ledger = new Ledger(journal, 0);
            assertThat(ledger.replay()).isTrue();
            Standing standing = ledger.standing(SpendingProcess.ACCOUNT).orElseThrow();
            // what is said is written; at most one step more is written and was not said
            assertThat(standing.granted() - granted).isBetween(20 * said.granted, 20 * said.granted + 20);
            assertThat(standing.spent() - spent).isBetween(3 * said.settled, 3 * said.settled + 3);
            long open = standing.unconfirmed() - unconfirmed;
            assertThat(open).isIn(0L, 10L);
            if (said.reserved > said.settled) {
                assertThat(open / 10 + (standing.spent() - spent) / 3).isEqualTo(said.reserved);
            }
            granted = standing.granted();
            spent = standing.spent();
            unconfirmed = standing.unconfirmed();
        }
        assertThat(spent).isGreaterThan(3 * 13_000);
    }

    private Said killedAfter(int lines) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SpendingProcess.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII)) {
            long[] said = new long[3];
            int read = 0;
            String line = out.readLine();
            while (line != null) {
                if (!line.isEmpty()) {
                    said["grs".indexOf(line)]++;
                }
                if (++read == lines) {
                    process.toHandle().destroyForcibly();
                }
                line = out.readLine();
            }
            return new Said(said[0], said[1], said[2]);
        } finally {
            process.destroyForcibly();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }
}
