package io.piuptime.gateway.budget.kept;

import java.util.List;
import java.util.function.Consumer;

/** What is counted of limits whose windows are long enough to outlive a restart. Called by one thread. */
public interface Tallies {
    /** Of which something was counted since they were told last, so many at the most; a failure to keep them is not known here. */
    List<Tally> changed(int most);

    /** All of which something is counted. */
    void all(Consumer<Tally> each);
}
