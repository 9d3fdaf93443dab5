package io.piuptime.gateway.budget.money.alert;

import java.io.IOException;

/** Tells somebody of crossings. */
@FunctionalInterface
public interface Messenger {
    /**
     * Tells of one, on a thread that may wait.
     *
     * @param tries how often that was tried, this time included
     * @throws IOException when it is not known that it came
     */
    void tell(Crossing crossing, int tries) throws IOException, InterruptedException;
}
