package io.piuptime.catalog;

import io.piuptime.model.catalog.Timers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Knows the models that think, and may keep silent while they do. A long silence of any other, inside of an answer that has
 * begun, means that it hangs.
 */
public final class Reasoning {
    private static final Duration SHORT_SILENCE = Duration.ofSeconds(15);

    private final List<String> families;

    /** Takes beginnings of names or of their words, such as {@code gpt-5}, in lower case. */
    public Reasoning(List<String> families) {
        this.families = List.copyOf(families);
    }

    /** Reads the list that ships with this module. */
    public static Reasoning shipped() {
        return new Reasoning(NameList.read("reasoning-models.txt"));
    }

    /** Whether an upstream name is of one of those families, whatever vendor, region or cloud stands before it. */
    public boolean mayReason(String upstreamModel) {
        String name = upstreamModel.toLowerCase(Locale.ROOT);
        for (String family : families) {
            for (int at = name.indexOf(family); at >= 0; at = name.indexOf(family, at + 1)) {
                if (at == 0 || !Character.isLetterOrDigit(name.charAt(at - 1))) {
                    return true;
                }
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
                timers.callerStall(),
                timers.readOn(),
                timers.place(),
                timers.placeOfBatch());
    }
}
