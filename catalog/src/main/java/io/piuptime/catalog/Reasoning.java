package io.piuptime.catalog;

import io.piuptime.model.catalog.Timers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Knows the models that never think between two events, so that a long silence of theirs means that they hang. */
public final class Reasoning {
    private static final Duration SHORT_SILENCE = Duration.ofSeconds(15);

    private final Set<String> exact;
    private final List<Wildcard> wildcards;

    /** Takes names of models that do not reason, with or without a star. */
    public Reasoning(List<String> plain) {
        this.exact = plain.stream().filter(name -> !Wildcard.isIn(name)).collect(Collectors.toUnmodifiableSet());
        this.wildcards = plain.stream().filter(Wildcard::isIn).map(Wildcard::of).toList();
    }

    /** Reads the list that ships with this module. */
    public static Reasoning shipped() {
        return new Reasoning(NameList.read("plain-models.txt"));
    }

    /** Whether an upstream name is one of those; a vendor before it, as in {@code openai/gpt-4o}, does not matter. */
    public boolean knownNotToReason(String upstreamModel) {
        String name = upstreamModel.substring(upstreamModel.lastIndexOf('/') + 1);
        if (exact.contains(name)) {
            return true;
        }
        for (Wildcard wildcard : wildcards) {
            if (wildcard.matches(name)) {
                return true;
            }
        }
        return false;
    }

    /** The timers with the silence allowed to a model that does not reason. */
    public Timers shortened(Timers timers) {
        return new Timers(
                timers.connect(),
                timers.handshake(),
                timers.firstToken(),
                timers.firstTokenWithAlternative(),
                SHORT_SILENCE,
                timers.total(),
                timers.heartbeat(),
                timers.callerStall());
    }
}
