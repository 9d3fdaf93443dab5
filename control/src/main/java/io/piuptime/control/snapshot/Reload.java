package io.piuptime.control.snapshot;

import java.util.List;

/** Reads the configuration anew and puts it into effect if it is valid. */
@FunctionalInterface
public interface Reload {
    Outcome reload();

    /** What came of it. */
    sealed interface Outcome {
        /** This revision is in effect. */
        record Taken(long revision) implements Outcome {}

        /** The configuration is invalid; the one before stays in effect. */
        record Refused(List<String> problems) implements Outcome {
            public Refused {
                problems = List.copyOf(problems);
            }
        }
    }
}
