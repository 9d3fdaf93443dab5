package io.piuptime.testkit.torture;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What came of it.
 *
 * @param generations that the provider billed
 * @param generatedMicros what it bills for all of them
 * @param allowedMicros in the end
 * @param overspendMicros by how much it was exceeded at most, at any edge
 * @param wrongCharges whole answers, their usage told, whose charge is not what the provider bills
 * @param lostCharges of those, how many have no charge at all
 * @param ledger of the gateway
 * @param outcomes that callers met
 * @param faults that were played
 */
public record Verdict(
        int generations,
        long generatedMicros,
        long allowedMicros,
        long overspendMicros,
        int compared,
        int wrongCharges,
        int lostCharges,
        Ledger ledger,
        Map<String, Long> outcomes,
        Map<String, Integer> faults) {
    public Verdict {
        outcomes = Map.copyOf(outcomes);
        faults = Map.copyOf(faults);
    }

    /**
     * What callers met.
     *
     * @param whole ids of exchanges that were answered whole, by the marker of the request
     * @param outcomes how often which one
     */
    record Met(Map<String, String> whole, Map<String, Long> outcomes) {}

    static Verdict of(
            List<Torture.Edge> edges,
            List<Generation> generations,
            Met met,
            Ledger ledger,
            Map<String, Integer> faults) {
        Map<String, Long> billed = new HashMap<>();
        Map<String, Boolean> told = new HashMap<>();
        for (Generation one : generations) {
            billed.merge(one.marker(), one.micros(), Long::sum);
            told.merge(one.marker(), one.told(), Boolean::logicalAnd);
        }
        int compared = 0;
        int wrong = 0;
        int lost = 0;
        for (Map.Entry<String, String> answer : met.whole().entrySet()) {
            if (!told.getOrDefault(answer.getKey(), false)) {
                continue; // what was never told can only be bounded
            }
            compared++;
            Long charge = ledger.charged().get(answer.getValue());
            if (charge == null) {
                lost++;
            } else if (charge.longValue() != billed.getOrDefault(answer.getKey(), 0L)) {
                wrong++;
            }
        }
        return new Verdict(
                generations.size(),
                edges.getLast().generatedMicros(),
                edges.getLast().allowedMicros(),
                edges.stream().mapToLong(Torture.Edge::over).max().orElse(0),
                compared,
                wrong,
                lost,
                ledger,
                met.outcomes(),
                faults);
    }

    /** Whether nothing was overspent, every charge is right, and every reservation came to its end. */
    public boolean holds() {
        return overspendMicros == 0
                && wrongCharges == 0
                && lostCharges == 0
                && ledger.spentMicros() >= generatedMicros
                && ledger.spentMicros() <= allowedMicros
                && compared > 0;
    }

    /** A few lines for people. */
    public String text() {
        return String.format(
                Locale.ROOT,
                "%d generations for %.6f USD of %.6f allowed; overspent %.6f USD%n"
                        + "ledger: %.6f USD spent, of which %.6f unconfirmed%n"
                        + "%d whole answers compared with the provider's bill: %d differ, %d are missing%n"
                        + "callers met %s%nplayed %s",
                generations,
                generatedMicros / 1e6,
                allowedMicros / 1e6,
                overspendMicros / 1e6,
                ledger.spentMicros() / 1e6,
                ledger.unconfirmedMicros() / 1e6,
                compared,
                wrongCharges,
                lostCharges,
                outcomes,
                faults);
    }

    /** One JSON object; money in millionths of a dollar. */
    public String json() {
        return String.format(
                Locale.ROOT,
                "{\"overspend\":%d,\"generations\":%d,\"generated\":%d,\"allowed\":%d,\"spent\":%d,\"unconfirmed\":%d,"
                        + "\"compared\":%d,\"wrong_charges\":%d,\"lost_charges\":%d,\"holds\":%b}",
                overspendMicros,
                generations,
                generatedMicros,
                allowedMicros,
                ledger.spentMicros(),
                ledger.unconfirmedMicros(),
                compared,
                wrongCharges,
                lostCharges,
                holds());
    }
}
