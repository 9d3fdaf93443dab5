package io.piuptime.dialects.pairs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was kept on the way from one dialect to another, and why the rest was not. */
final class Tally {
    private final Map<Capability, int[]> counts = new EnumMap<>(Capability.class);

    /** Why something is not there: it is against the contract, it was lost without a word, or its loss was noted. */
    private final Map<String, Integer> reasons = new TreeMap<>();

    private final Map<String, String> examples = new TreeMap<>();
    private int tried;
    private int checked;
    private int valid;
    private int excused;

    /** Counts one translation. */
    void add(String name, List<Fact> before, List<Fact> after, Collection<String> drops, Collection<String> against) {
        tried++;
        against.forEach(fault -> reason("contract: " + fault, name));
        List<Fact> missing = missing(before, after);
        for (Capability capability : Capability.values()) {
            if (before.stream().noneMatch(fact -> fact.capability() == capability)) {
                continue;
            }
            List<String> lost = missing.stream()
                    .filter(fact -> fact.capability() == capability)
                    .map(Fact::kind)
                    .distinct()
                    .toList();
            int[] count = counts.computeIfAbsent(capability, _ -> new int[2]);
            count[1]++;
            count[0] += against.isEmpty() && lost.isEmpty() ? 1 : 0;
            List<String> noted = capability.noted(drops);
            if (noted.isEmpty()) {
                lost.forEach(kind -> reason("without a word: " + kind, name));
            } else if (!lost.isEmpty()) {
                noted.forEach(note -> reason("noted: " + capability.title() + ": " + note, name));
            }
        }
    }

    /** What is not said any more. A file that is taken for a sound is not lost. */
    private static List<Fact> missing(List<Fact> before, List<Fact> after) {
        List<Fact> missing = new ArrayList<>(before);
        for (Fact said : after) {
            missing.stream()
                    .filter(fact ->
                            fact.kind().equals(said.kind()) && fact.value().equals(said.value()))
                    .findFirst()
                    .ifPresent(missing::remove);
        }
        return missing;
    }

    void reason(String words, String name) {
        reasons.merge(words, 1, Integer::sum);
        examples.putIfAbsent(words, name);
    }

    /**
     * Counts one check with the target's contract.
     *
     * @param isExcused whether something in it is against the contract that the provider takes, or says, all the same
     */
    void check(boolean isValid, boolean isExcused) {
        checked++;
        valid += isValid ? 1 : 0;
        excused += isValid && isExcused ? 1 : 0;
    }

    int tried() {
        return tried;
    }

    /** Valid of checked, and how many of the valid ones do as the provider does and not as its contract says. */
    String validity() {
        return valid + "/" + checked + (excused == 0 ? "" : " (" + excused + " as in practice)");
    }

    /** How many of those that said something of it still do: {@code 3/4}; nothing if none did. */
    String of(Capability capability) {
        int[] count = counts.get(capability);
        return count == null ? "" : count[0] + "/" + count[1];
    }

    Map<String, Integer> reasons() {
        return reasons;
    }

    String example(String reason) {
        return examples.getOrDefault(reason, "");
    }
}
