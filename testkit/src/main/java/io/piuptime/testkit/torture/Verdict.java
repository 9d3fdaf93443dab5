package io.piuptime.testkit.torture;

import io.piuptime.testkit.torture.history.Ends;
import io.piuptime.testkit.torture.history.Letting;
import java.util.Locale;
import java.util.Map;

/**
 * What came of it.
 *
 * @param strict the budget that must not be overspent
 * @param soft the one that may be within its bound
 * @param journal how reservations ended, as the nodes wrote it down
 * @param letting who was let in under the limit
 * @param met what callers met, and what was played
 */
public record Verdict(Purse strict, Purse soft, Charges charges, Journal journal, Letting letting, Met met) {
    /**
     * The nodes' journals.
     *
     * @param differing accounts of which the database knows something else than the node wrote down
     */
    record Journal(Ends ends, int differing) {}

    /**
     * What it looked like.
     *
     * @param generations that the provider billed
     * @param outcomes that callers met
     * @param faults that were played
     */
    record Met(int generations, Map<String, Long> outcomes, Map<String, Integer> faults) {
        Met {
            outcomes = Map.copyOf(outcomes);
            faults = Map.copyOf(faults);
        }
    }

    /** Whether nothing was overspent, every charge is right, every reservation came to its one end, and the limit was kept. */
    public boolean holds() {
        return strict.isWithinBound()
                && strict.isCovered()
                && soft.isWithinBound()
                && charges.holds()
                && journal.ends().holds()
                && journal.differing() == 0
                && letting.holds();
    }

    /** A few lines for people. */
    public String text() {
        Ends ends = journal.ends();
        return String.join(
                System.lineSeparator(),
                line("strict", strict),
                line("soft", soft),
                "reservations: %d, of which %d settled, %d unconfirmed, %d reaped; %d open, %d ended twice, %d unfounded;"
                                .formatted(
                                        ends.reserved(),
                                        ends.settled(),
                                        ends.unconfirmed(),
                                        ends.reaped(),
                                        ends.open(),
                                        ends.twice(),
                                        ends.unfounded())
                        + " %d accounts taken up wrongly, %d known otherwise to the database"
                                .formatted(ends.unbalanced(), journal.differing()),
                "limit of %d: %d let in, at most %d in a window while Redis was well (%d windows; %d are allowed), %d otherwise (%d)"
                        .formatted(
                                letting.limit(),
                                letting.admitted(),
                                letting.worstWell(),
                                letting.well(),
                                letting.boundWell(),
                                letting.worstAway(),
                                letting.boundAway()),
                "%d whole answers compared with the provider's bill: %d differ, %d are missing"
                        .formatted(charges.compared(), charges.wrong(), charges.lost()),
                met.generations() + " generations; callers met " + met.outcomes(),
                "played " + met.faults());
    }

    /** One JSON object; money in millionths of a dollar. */
    public String json() {
        Ends ends = journal.ends();
        return "{" + "\"overspend\":" + strict.overspendMicros() + ",\"generations\":" + met.generations()
                + fields("", strict)
                + ",\"soft_overspend\":" + soft.overspendMicros() + ",\"soft_bound\":" + soft.boundMicros()
                + fields("soft_", soft)
                + ",\"compared\":" + charges.compared() + ",\"wrong_charges\":" + charges.wrong()
                + ",\"lost_charges\":" + charges.lost()
                + ",\"reserved\":" + ends.reserved() + ",\"settled\":" + ends.settled()
                + ",\"left_unconfirmed\":" + ends.unconfirmed() + ",\"reaped\":" + ends.reaped()
                + ",\"without_end\":" + ends.open() + ",\"ended_twice\":" + ends.twice()
                + ",\"unfounded\":" + ends.unfounded() + ",\"unbalanced\":" + (ends.unbalanced() + journal.differing())
                + ",\"limit\":" + letting.limit() + ",\"let_in\":" + letting.admitted()
                + ",\"windows_well\":" + letting.well() + ",\"limit_worst\":" + letting.worstWell()
                + ",\"limit_bound\":" + letting.boundWell() + ",\"limit_worst_away\":" + letting.worstAway()
                + ",\"limit_bound_away\":" + letting.boundAway() + ",\"holds\":" + holds() + "}";
    }

    private static String line(String name, Purse purse) {
        return String.format(
                Locale.ROOT,
                "%s: %.6f USD generated of %.6f allowed; overspent %.6f USD, at most %.6f may be;"
                        + " ledger: %.6f spent, of which %.6f unconfirmed; %d of %d edges raced for",
                name,
                purse.generatedMicros() / 1e6,
                purse.allowedMicros() / 1e6,
                purse.overspendMicros() / 1e6,
                purse.boundMicros() / 1e6,
                purse.spentMicros() / 1e6,
                purse.unconfirmedMicros() / 1e6,
                purse.edges().raced(),
                purse.edges().all());
    }

    private static String fields(String prefix, Purse purse) {
        return String.format(
                Locale.ROOT,
                ",\"%1$sgenerated\":%2$d,\"%1$sallowed\":%3$d,\"%1$sspent\":%4$d,\"%1$sunconfirmed\":%5$d,\"%1$sedges\":%6$d,"
                        + "\"%1$sraced\":%7$d",
                prefix,
                purse.generatedMicros(),
                purse.allowedMicros(),
                purse.spentMicros(),
                purse.unconfirmedMicros(),
                purse.edges().all(),
                purse.edges().raced());
    }
}
