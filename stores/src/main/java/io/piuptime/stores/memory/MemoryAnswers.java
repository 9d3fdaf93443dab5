package io.piuptime.stores.memory;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.installation.SharedAnswers;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Remembered answers in memory: for tests. */
public final class MemoryAnswers implements SharedAnswers {
    private final Map<String, Row> rows = new LinkedHashMap<>();

    private record Row(Instant at, Known known) {}

    @Override
    public synchronized Optional<Known> begin(String name, String question, Instant now) {
        rows.values().removeIf(row -> isOld(row, now));
        Row known = rows.get(name);
        if (known != null) {
            return Optional.of(known.known());
        }
        rows.put(name, new Row(now, new Known(question, Optional.empty())));
        if (rows.size() > MOST) {
            rows.remove(rows.keySet().iterator().next());
        }
        return Optional.empty();
    }

    @Override
    public synchronized void end(String name, Bytes answer) {
        rows.computeIfPresent(
                name, (_, row) -> new Row(row.at(), new Known(row.known().question(), Optional.of(answer))));
    }

    @Override
    public synchronized void drop(String name) {
        Row known = rows.get(name);
        if (known != null && known.known().answer().isEmpty()) {
            rows.remove(name);
        }
    }

    private static boolean isOld(Row row, Instant now) {
        Duration kept = row.known().answer().isPresent() ? KEPT : LONGEST;
        return !row.at().isAfter(now.minus(kept));
    }
}
