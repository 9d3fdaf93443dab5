package io.piuptime.app.config.known;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.catalog.Habits;
import io.piuptime.model.catalog.Secret;
import io.piuptime.model.catalog.Signing;
import io.piuptime.model.catalog.Speech;
import java.util.List;
import java.util.Map;

/** What the catalogue and the environment say of how a provider is reached. */
public sealed interface Reach {
    /**
     * Enough is known.
     *
     * @param row name of the catalogue's row, or the provider's own if it has none
     * @param speaks its own wire format first, with all settings in their places
     * @param credentials that are written, or else the environment's, by the names that signings know
     */
    record Known(
            String row,
            List<Speech> speaks,
            Map<String, Secret> credentials,
            Map<String, String> settings,
            Habits habits)
            implements Reach {
        public Known {
            requireNonNull(row, "row");
            speaks = List.copyOf(speaks);
            credentials = Map.copyOf(credentials);
            settings = Map.copyOf(settings);
            requireNonNull(habits, "habits");
        }

        Known named(String name) {
            return new Known(name, speaks, credentials, settings, habits);
        }

        /** Whether a request can be signed with what is known, without anything that the machine itself may have. */
        boolean isSigned() {
            Signing signing = speaks.getFirst().signing();
            return signing.suffices(credentials.keySet());
        }
    }

    /** Something is missing; both texts are for people. */
    record Missing(String what, String expected) implements Reach {}
}
