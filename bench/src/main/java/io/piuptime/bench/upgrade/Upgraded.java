package io.piuptime.bench.upgrade;

import io.piuptime.testkit.torture.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What came of an upgrade.
 *
 * @param answers that callers got whole
 * @param errors that they met
 * @param checks of what one node makes and the other goes by, and those that failed
 * @param books what is wrong with the ledger
 */
record Upgraded(int answers, List<String> errors, int checks, List<String> wrong, List<String> books) {
    Upgraded {
        errors = List.copyOf(errors);
        wrong = List.copyOf(wrong);
        books = List.copyOf(books);
    }

    /**
     * What is wrong with the ledger, if each answer had the same price.
     *
     * @param answered ids of exchanges
     * @param budget that all of them were paid from
     */
    static List<String> audit(Map<String, Integer> answered, long micros, Ledger ledger, String budget) {
        List<String> wrong = new ArrayList<>();
        long charged = answered.keySet().stream()
                .filter(id -> ledger.charged().getOrDefault(id, 0L) == micros)
                .count();
        if (charged != answered.size()) {
            wrong.add("charges: " + charged + " (expected: " + answered.size() + " of " + micros + ")");
        }
        long spent = ledger.spentMicros(budget);
        if (spent != answered.size() * micros) {
            wrong.add("spent: " + spent + " (expected: " + answered.size() * micros + ")");
        }
        return wrong;
    }

    boolean holds() {
        return answers > 0 && checks > 0 && errors.isEmpty() && wrong.isEmpty() && books.isEmpty();
    }

    String text() {
        StringBuilder text = new StringBuilder("%d answers, %d errors; %d of %d checks between the versions failed"
                .formatted(answers, errors.size(), wrong.size(), checks));
        errors.forEach(one -> text.append("\nerror: ").append(one));
        wrong.forEach(one -> text.append("\nfailed: ").append(one));
        books.forEach(one -> text.append("\nledger: ").append(one));
        return text.toString();
    }

    String json() {
        return "{\"answers\":" + answers + ",\"errors\":" + errors.size() + ",\"checks\":" + checks + ",\"failed\":"
                + wrong.size() + ",\"ledger_wrong\":" + books.size() + ",\"holds\":" + holds() + "}";
    }
}
