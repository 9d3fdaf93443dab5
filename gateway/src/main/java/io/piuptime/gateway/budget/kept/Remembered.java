package io.piuptime.gateway.budget.kept;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What was counted before the start, until the first exchange comes that counts towards it. */
public final class Remembered {
    private final Map<String, Tally> byMeter = new ConcurrentHashMap<>();

    public Remembered(List<Tally> tallies) {
        tallies.forEach(tally -> byMeter.put(tally.meter(), tally));
    }

    /** That of a limit, which is forgotten here. */
    public Optional<Tally> take(String meter) {
        return Optional.ofNullable(byMeter.remove(meter));
    }

    /** Those that nobody has taken. */
    public Collection<Tally> rest() {
        return byMeter.values();
    }
}
