package io.piuptime.control.resource;

import static java.util.Objects.requireNonNull;

import io.piuptime.control.register.Cursors;
import io.piuptime.control.register.Register;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** What all kinds of entries are made with. */
public record Workshop(Register register, Cursors cursors, Ids ids, InstantSource clock) {
    public Workshop {
        requireNonNull(register, "register");
        requireNonNull(cursors, "cursors");
        requireNonNull(ids, "ids");
        requireNonNull(clock, "clock");
    }

    /** The present moment, as fine as stores keep it. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
