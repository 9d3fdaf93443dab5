package io.piuptime.gateway.budget.rate;

/** What one exchange has taken of all limits that bind it, until it is settled. */
public final class Taken implements Outcome {
    private final Meters meters;
    private final Binding binding;
    private final Meter[] from;
    private final long[] places;
    private final long[] amounts;
    private final Remains now;
    private boolean settled;

    Taken(Meters meters, Binding binding, Meter[] from, long[] places, long[] amounts, Remains now) {
        this.meters = meters;
        this.binding = binding;
        this.from = from;
        this.places = places;
        this.amounts = amounts;
        this.now = now;
    }

    /** What was left of all limits after it. */
    public Remains now() {
        return now;
    }

    /** What was used indeed takes the place of what was taken; what is more is counted now. The first call counts. */
    public void settle(Wants real) {
        meters.settle(this, real);
    }

    /** Gives everything back. */
    public void giveBack() {
        settle(new Wants(0, 0, 0));
    }

    Binding binding() {
        return binding;
    }

    Meter[] from() {
        return from;
    }

    long placeOf(int item) {
        return places[item];
    }

    /** What was taken of one limit, or -1 if it does not count the exchange. */
    long amountOf(int item) {
        return amounts[item];
    }

    /** Whether this is the first time. Guarded by the shelf. */
    boolean settlesNow() {
        boolean first = !settled;
        settled = true;
        return first;
    }
}
