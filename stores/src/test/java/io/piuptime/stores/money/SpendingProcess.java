package io.piuptime.stores.money;

import io.piuptime.gateway.budget.money.AccountId;
import io.piuptime.gateway.budget.money.ledger.Answer;
import io.piuptime.gateway.budget.money.ledger.Ledger;
import io.piuptime.gateway.budget.money.ledger.Wanted;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The main class of a process that reserves and settles, says each step when it is written, and is killed. */
final class SpendingProcess {
    static final AccountId ACCOUNT = new AccountId("team", "month", 0);

    private static final int MOST = 10_000_000;
    private static final int TENDED = 200;

    private SpendingProcess() {}

    /** Arguments: the data folder. Each step is a line: what is granted, reserved, and spent by then. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
        FileMoneyJournal journal = new FileMoneyJournal(Path.of(arguments[0]), "boot", 64 * 1024);
        Ledger ledger = new Ledger(journal, 0);
        ledger.replay();
        for (int step = 0; step < MOST; step++) {
            long granted =
                    ledger.standing(ACCOUNT).map(standing -> standing.granted()).orElse(0L);
            ledger.grant(ACCOUNT, granted + 20);
            out.println("g");
            long id = ((Answer.Reserved) ledger.reserve(List.of(new Wanted(ACCOUNT, true, 10)))).id();
            out.println("r");
            ledger.settle(id, 3);
            out.println("s");
            if (step % TENDED == 0) {
                journal.tend();
            }
        }
    }
}
