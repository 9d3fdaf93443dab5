package io.piuptime.bench.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.gateway.budget.money.AccountId;
import io.piuptime.gateway.budget.money.journal.Entry;
import io.piuptime.gateway.budget.money.journal.MoneyJournal.Need;
import io.piuptime.stores.money.Boot;
import io.piuptime.stores.money.FileMoneyJournal;
import io.piuptime.testkit.raw.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopiesTest {
    private static final Entry BALANCE = new Entry.Balance(1, new AccountId("b1", "total", 0), 10, 0, 0);
    private static final Entry RESERVED = new Entry.Reserved(7, List.of(new Entry.Part(1, 10)));
    private static final Entry SETTLED = new Entry.Settled(7, 3);

    @TempDir
    private Path folder;

    @Test
    void keeps_files_that_the_journal_removes() {
        try (Copies copies = new Copies(folder.resolve("money"), folder.resolve("kept"))) {
            run(List.of(), List.of(BALANCE, RESERVED), "1.money");
            run(List.of(BALANCE, RESERVED), List.of(SETTLED), "2.money");

            assertThat(folder.resolve("money").resolve("0000000000000001.money"))
                    .doesNotExist();
            assertThat(copies.read()).containsExactly(List.of(BALANCE, RESERVED), List.of(BALANCE, RESERVED, SETTLED));
            assertThat(copies.read()).hasSize(2);
        }
    }

    @Test
    void a_history_with_a_hole_is_none() throws IOException {
        try (Copies copies = new Copies(folder.resolve("money"), folder.resolve("kept"))) {
            run(List.of(), List.of(BALANCE), "1.money");
            run(List.of(BALANCE), List.of(), "2.money");
            Files.delete(folder.resolve("kept").resolve("0000000000000001.money"));
            assertThatThrownBy(copies::read).hasMessageEndingWith("2.money (expected: file 1, undamaged)");
        }
    }

    @Test
    void a_node_that_wrote_nothing_has_no_files() {
        try (Copies copies = new Copies(folder.resolve("money"), folder.resolve("kept"))) {
            assertThat(copies.read()).isEmpty();
        }
    }

    /** One run of a node, which is over once its file is kept. */
    private void run(List<Entry> state, List<Entry> lines, String file) {
        try (FileMoneyJournal journal = new FileMoneyJournal(folder, Boot.id())) {
            assertThat(journal.open(() -> state)).isNotNull();
            journal.begin();
            for (Entry line : lines) {
                assertThat(journal.append(line, Need.ENDS)).isTrue();
            }
            Path kept = folder.resolve("kept").resolve("000000000000000" + file);
            Await.until(file + " is kept", Duration.ofSeconds(10), () -> Files.exists(kept));
        }
    }
}
