package io.piuptime.stores.journal;

import io.piuptime.testkit.contracts.SampleUsage;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The main class of a process that appends records, says the number of each when it is appended, and is killed. */
final class AppendingProcess {
    private static final int MOST = 1_000_000;

    private AppendingProcess() {}

    /** Arguments: the data folder and the number of the first record. */
    public static void main(String[] arguments) {
        long first = Long.parseLong(arguments[1]);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
        FileJournal journal = new FileJournal(Path.of(arguments[0]));
        journal.start();
        for (long number = first; number < first + MOST; number++) {
            journal.append(SampleUsage.record(number));
            out.println(number);
        }
    }
}
