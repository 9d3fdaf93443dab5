package io.piuptime.stores.money;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.budget.money.AccountId;
import io.piuptime.gateway.budget.money.journal.Entry;
import io.piuptime.gateway.budget.money.journal.MoneyJournal.Need;
import io.piuptime.gateway.budget.money.journal.MoneyJournal.Past;
import io.piuptime.gateway.budget.money.ledger.Answer;
import io.piuptime.gateway.budget.money.ledger.Ledger;
import io.piuptime.gateway.budget.money.ledger.Standing;
import io.piuptime.gateway.budget.money.ledger.Wanted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileMoneyJournalTest {
    private static final long SMALL = 64 * 1024;
    private static final AccountId TEAM = new AccountId("team", "month", 0);
    private static final AccountId KEY = new AccountId("key", "day", 0);

    @TempDir
    private Path folder;

    @Test
    void a_first_run_finds_nothing() {
        FileMoneyJournal journal = journal("boot");

        assertThat(journal.open(List::of)).isEqualTo(new Past(List.of(), true, true));
    }

    @Test
    void lines_outlive_a_run_that_ends_without_a_word() {
        List<Entry> lines = List.of(
                new Entry.Balance(1, TEAM, 100, 0, 0),
                new Entry.Reserved(7, List.of(new Entry.Part(1, 50))),
                new Entry.Settled(7, 20));
        FileMoneyJournal journal = begun("boot");
        lines.forEach(line -> assertThat(journal.append(line, Need.BEGINS)).isTrue());

        assertThat(journal("boot").open(List::of)).isEqualTo(new Past(lines, true, false));
    }

    @Test
    void after_another_start_of_the_machine_lines_may_be_missing() {
        begun("boot").append(new Entry.Unconfirmed(1), Need.ENDS);

        assertThat(journal("other").open(List::of).complete()).isFalse();
        assertThat(journal("boot").open(List::of).complete()).isTrue();
        assertThat(journal("").open(List::of).complete()).isFalse();
    }

    @Test
    void a_run_that_ended_well_has_lost_nothing_whatever_the_machine_did() {
        FileMoneyJournal journal = begun("boot");
        journal.append(new Entry.Unconfirmed(1), Need.ENDS);
        journal.close();
        journal.close();

        assertThat(journal("other").open(List::of)).isEqualTo(new Past(List.of(new Entry.Unconfirmed(1)), true, false));
        assertThat(journal.append(new Entry.Unconfirmed(2), Need.ENDS)).isFalse();
    }

    @Test
    void a_machine_whose_start_cannot_be_told_might_have_started_anew() {
        begun("").append(new Entry.Unconfirmed(1), Need.ENDS);

        assertThat(journal("").open(List::of).complete()).isFalse();
    }

    @Test
    void a_line_of_which_only_a_part_was_written_is_none() throws IOException {
        FileMoneyJournal journal = begun("boot");
        journal.append(new Entry.Settled(1, 5), Need.ENDS);
        long before = written();
        journal.append(new Entry.Settled(2, 5), Need.ENDS);
        byte[] bytes = Files.readAllBytes(file());
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong((int) before, 0);
        Files.write(file(), bytes);

        assertThat(journal("boot").open(List::of)).isEqualTo(new Past(List.of(new Entry.Settled(1, 5)), true, false));
    }

    @Test
    void wherever_a_byte_is_changed_no_false_line_is_read_and_it_is_said_that_some_are_missing() throws IOException {
        FileMoneyJournal journal = begun("boot");
        List<Entry> lines = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            Entry line = new Entry.Settled(i, i);
            lines.add(line);
            journal.append(line, Need.ENDS);
        }
        byte[] good = Files.readAllBytes(file());
        int end = (int) written();
        Random random = new Random(5);
        for (int at = MoneyFile.WORD; at < end; at++) {
            byte[] bad = good.clone();
            bad[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file(), bad);

            Past past = journal("boot").open(List::of);

            assertThat(lines.subList(0, past.entries().size())).isEqualTo(past.entries());
            boolean padding = past.entries().size() == lines.size();
            assertThat(past.complete()).as("byte %d", at).isEqualTo(padding);
        }
    }

    @Test
    void what_is_no_journal_is_said_to_be_damaged() throws IOException {
        begun("boot");
        Files.writeString(file(), "something else, but long enough");
        assertThat(journal("boot").open(List::of)).isEqualTo(new Past(List.of(), false, false));
        Files.writeString(file(), "");
        assertThat(journal("boot").open(List::of).complete()).isFalse();
    }

    @Test
    void many_lines_take_little_room() throws IOException {
        FileMoneyJournal journal = new FileMoneyJournal(folder, "boot", SMALL);
        Ledger ledger = new Ledger(journal, 0);
        ledger.replay();
        ledger.grant(TEAM, 1_000_000);
        for (int i = 0; i < 20_000; i++) {
            long id = ((Answer.Reserved) ledger.reserve(List.of(new Wanted(TEAM, true, 10)))).id();
            ledger.settle(id, 3);
            if (i % 100 == 0) {
                journal.tend();
                assertThat(bytes()).isLessThanOrEqualTo(3 * SMALL);
            }
        }
        Standing standing = ledger.standing(TEAM).orElseThrow();

        Ledger next = new Ledger(new FileMoneyJournal(folder, "boot", SMALL), 0);
        assertThat(next.replay()).isTrue();
        assertThat(next.standing(TEAM)).contains(standing);
    }

    @Test
    void whatever_happens_the_next_run_knows_what_the_last_one_did() {
        Random random = new Random(99);
        FileMoneyJournal journal = new FileMoneyJournal(folder, "boot", SMALL);
        Ledger ledger = new Ledger(journal, 0);
        ledger.replay();
        List<Long> open = new ArrayList<>();
        for (int step = 0; step < 30_000; step++) {
            AccountId id = random.nextBoolean() ? TEAM : KEY;
            switch (random.nextInt(6)) {
                case 0 ->
                    ledger.grant(id, ledger.standing(id).map(Standing::granted).orElse(0L) + 20);
                case 1 -> ledger.giveBack(id, random.nextInt(100));
                case 2, 3 -> {
                    if (ledger.reserve(List.of(new Wanted(id, true, 5))) instanceof Answer.Reserved reserved) {
                        open.add(reserved.id());
                    }
                }
                default -> {
                    if (!open.isEmpty()) {
                        ledger.settle(open.remove(random.nextInt(open.size())), random.nextInt(6));
                    }
                }
            }
            if (step % 50 == 0) {
                journal.tend();
            }
            if (random.nextInt(1_000) == 0) {
                List<Standing> before = ledger.standings();
                journal = new FileMoneyJournal(folder, "boot", SMALL);
                ledger = new Ledger(journal, 0);
                assertThat(ledger.replay()).isTrue();
                for (Standing one : before) {
                    assertThat(ledger.standing(one.id()))
                            .contains(new Standing(
                                    one.id(), one.granted(), 0, one.spent(), one.unconfirmed() + one.reserved()));
                }
                open.clear();
            }
        }
    }

    @Test
    void with_no_room_nothing_begins_and_what_has_begun_ends() {
        FileMoneyJournal journal = new FileMoneyJournal(folder, "boot", SMALL);
        Ledger ledger = new Ledger(journal, 0);
        ledger.replay();
        ledger.grant(TEAM, 1_000_000);
        List<Long> open = new ArrayList<>();
        Answer answer = ledger.reserve(List.of(new Wanted(TEAM, true, 1)));
        while (answer instanceof Answer.Reserved reserved) { // nobody prepares a further file
            open.add(reserved.id());
            answer = ledger.reserve(List.of(new Wanted(TEAM, true, 1)));
        }

        assertThat(answer).isEqualTo(new Answer.Unwritten());
        open.subList(0, 100).forEach(id -> assertThat(ledger.settle(id, 1)).isTrue());

        Ledger next = new Ledger(new FileMoneyJournal(folder, "boot", 4 * SMALL), 0);
        next.replay();
        assertThat(next.standing(TEAM)).contains(new Standing(TEAM, 1_000_000, 0, 100, open.size() - 100));

        journal.tend();
        assertThat(ledger.reserve(List.of(new Wanted(TEAM, true, 1)))).isInstanceOf(Answer.class);
    }

    @Test
    void what_outgrows_a_file_gets_a_larger_one() {
        FileMoneyJournal journal = new FileMoneyJournal(folder, "boot", SMALL);
        Ledger ledger = new Ledger(journal, 0);
        ledger.replay();
        int accounts = 3_000;
        for (int i = 0; i < accounts; i++) {
            AccountId id = new AccountId("budget-" + i, "month", 0);
            for (int tries = 0; !ledger.grant(id, 10); tries++) {
                assertThat(tries).isLessThan(10);
                journal.tend();
            }
        }

        Ledger next = new Ledger(new FileMoneyJournal(folder, "boot", 64 * SMALL), 0);
        assertThat(next.replay()).isTrue();
        assertThat(next.standings()).hasSize(accounts);
    }

    @Test
    void a_folder_that_cannot_be_written_lets_nothing_begin() throws IOException {
        Files.writeString(folder.resolve("money"), "a file where the folder should be");
        FileMoneyJournal journal = journal("boot");
        Ledger ledger = new Ledger(journal, 0);

        assertThat(ledger.replay()).isFalse();
        assertThat(ledger.grant(TEAM, 100)).isFalse();
        assertThat(journal.failing()).isTrue();
        journal.close();
    }

    private FileMoneyJournal journal(String boot) {
        return new FileMoneyJournal(folder, boot, SMALL);
    }

    private FileMoneyJournal begun(String boot) {
        FileMoneyJournal journal = journal(boot);
        journal.open(List::of);
        journal.begin();
        return journal;
    }

    private Path file() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("money"))) {
            return files.filter(file -> file.toString().endsWith(".money"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Bytes of frames in the file. */
    private long written() throws IOException {
        ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file())).order(ByteOrder.LITTLE_ENDIAN);
        int at = MoneyFile.WORD;
        while (all.getLong(at) != 0) {
            at += (MoneyFile.WORD + (int) all.getLong(at) + 7) / 8 * 8;
        }
        return at;
    }

    private long bytes() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("money"))) {
            return files.mapToLong(file -> {
                        try {
                            return Files.size(file);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .sum();
        }
    }
}
