package io.piuptime.testkit.torture.history;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.budget.money.journal.Entry;
import java.util.List;

/**
 * All that a node ever wrote into its journal of money, file by file, through all its runs.
 *
 * @param node its name in the database
 * @param files lines of each file, in their order; each file begins with what still counted
 */
public record JournalHistory(String node, List<List<Entry>> files) {
    public JournalHistory {
        requireNonNull(node, "node");
        files = files.stream().map(List::copyOf).toList();
    }
}
