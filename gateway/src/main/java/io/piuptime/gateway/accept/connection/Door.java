package io.piuptime.gateway.accept.connection;

import io.piuptime.gateway.Limits;
import java.time.Duration;

/** How new connections are received. Asked once for each, at its accept. */
public interface Door {
    /** Open to everybody. */
    Door OPEN = new Door() {
        @Override
        public Duration headTime() {
            return Limits.Arrival.DEFAULT.head();
        }

        @Override
        public boolean turnsAway() {
            return false;
        }
    };

    /** How long the first head of a connection may take. */
    Duration headTime();

    /** Whether there is no room for a connection more. */
    boolean turnsAway();
}
