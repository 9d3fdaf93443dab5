package io.piuptime.testkit.torture;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whole answers beside the provider's bill.
 *
 * @param compared answers whose usage was told
 * @param wrong of which the charge is not what the provider bills
 * @param lost of which there is no charge at all
 */
record Charges(int compared, int wrong, int lost) {
    /**
     * Compares.
     *
     * @param whole ids of exchanges that were answered whole, by the marker of the request
     * @param charged by the id of the exchange
     */
    static Charges of(List<Generation> generations, Map<String, String> whole, Map<String, Long> charged) {
        Map<String, Long> billed = new HashMap<>();
        Map<String, Boolean> told = new HashMap<>();
        for (Generation one : generations) {
            billed.merge(one.marker(), one.micros(), Long::sum);
            told.merge(one.marker(), one.told(), Boolean::logicalAnd);
        }
        int compared = 0;
        int wrong = 0;
        int lost = 0;
        for (Map.Entry<String, String> answer : whole.entrySet()) {
            if (!told.getOrDefault(answer.getKey(), false)) {
                continue; // what was never told can only be bounded
            }
            compared++;
            Long charge = charged.get(answer.getValue());
            if (charge == null) {
                lost++;
            } else if (charge.longValue() != billed.getOrDefault(answer.getKey(), 0L)) {
                wrong++;
            }
        }
        return new Charges(compared, wrong, lost);
    }

    boolean holds() {
        return compared > 0 && wrong == 0 && lost == 0;
    }
}
