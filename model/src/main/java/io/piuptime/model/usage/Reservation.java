package io.piuptime.model.usage;

/**
 * What attempts of an exchange had set aside of budgets, in millionths of a dollar.
 *
 * @param micros what they reserved together, each before it left
 * @param unconfirmed of that, what counts as spent in full, as nobody was told what those attempts cost
 */
public record Reservation(long micros, long unconfirmed) {
    /** Of an exchange that no budget binds. */
    public static final Reservation NONE = new Reservation(0, 0);

    public Reservation {
        if (unconfirmed < 0 || micros < unconfirmed) {
            throw new IllegalArgumentException("reservation: " + micros + ", unconfirmed " + unconfirmed
                    + " (expected: 0 <= unconfirmed <= micros)");
        }
    }

    /** With another attempt's. */
    public Reservation and(long more) {
        return new Reservation(Math.addExact(micros, more), unconfirmed);
    }

    /** Of so much of it nobody will know what was spent. */
    public Reservation unconfirming(long more) {
        return new Reservation(micros, Math.addExact(unconfirmed, more));
    }
}
