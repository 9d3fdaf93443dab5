package io.piuptime.dialects.pairs;

import java.util.List;
import java.util.Map;

/** Writes what the interpreters counted as tables for people. */
final class PairsTable {
    private final StringBuilder text = new StringBuilder();
    private final List<Speaker> speakers;
    private final List<Interpreter> interpreters;
    private final Known known;

    private PairsTable(List<Speaker> speakers, List<Interpreter> interpreters, Known known) {
        this.speakers = speakers;
        this.interpreters = interpreters;
        this.known = known;
    }

    static String of(List<Speaker> speakers, List<Interpreter> interpreters, Known known) {
        PairsTable table = new PairsTable(speakers, interpreters, known);
        table.text.append("# What a conversation keeps between dialects\n\n");
        table.text.append("""
                Passed of tried: valid by the target's contract, and said again when it is read there. Not checked with a
                contract is what its own provider refused and, within one dialect, what was said to a provider that has more
                words than the contract.
                """);
        table.section("Requests", 0);
        table.section("Replies", 1);
        table.section("Streams", 2);
        return table.text.toString();
    }

    private void section(String title, int which) {
        text.append("\n## ").append(title).append('\n');
        for (int i = 0; i < speakers.size(); i++) {
            List<Interpreter> row = interpreters.subList(i * speakers.size(), (i + 1) * speakers.size());
            table(
                    speakers.get(i).name(),
                    row.stream()
                            .map(interpreter -> interpreter.tallies().get(which))
                            .toList());
            row.forEach(
                    interpreter -> reasons(interpreter, interpreter.tallies().get(which)));
        }
    }

    private void table(String from, List<Tally> tallies) {
        text.append("\n### From ").append(from).append("\n\n| to |");
        speakers.forEach(speaker -> text.append(' ').append(speaker.name()).append(" |"));
        text.append("\n|---|").append("---|".repeat(speakers.size())).append("\n| valid |");
        tallies.forEach(tally -> text.append(' ').append(tally.validity()).append(" |"));
        text.append('\n');
        for (Capability capability : Capability.values()) {
            if (tallies.stream().anyMatch(tally -> !tally.of(capability).isEmpty())) {
                text.append("| ").append(capability.title()).append(" |");
                tallies.forEach(
                        tally -> text.append(' ').append(tally.of(capability)).append(" |"));
                text.append('\n');
            }
        }
    }

    private void reasons(Interpreter interpreter, Tally tally) {
        if (tally.reasons().isEmpty()) {
            return;
        }
        text.append("\nMissing from ").append(interpreter.title()).append(":\n\n");
        for (Map.Entry<String, Integer> reason : tally.reasons().entrySet()) {
            text.append("- ").append(reason.getValue()).append(" x ").append(reason.getKey());
            text.append(" (such as ").append(tally.example(reason.getKey())).append("): ");
            String why = known.why(interpreter.target(), reason.getKey());
            text.append(why.isEmpty() ? "not known" : why).append('\n');
        }
    }
}
