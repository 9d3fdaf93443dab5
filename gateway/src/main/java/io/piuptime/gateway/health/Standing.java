package io.piuptime.gateway.health;

/** How a target stands: whether it can be asked, or what it has to wait for. */
public enum Standing {
    /** It takes what comes. */
    READY,
    /** It, or its account, asked for a pause: a limit was reached, nothing is broken. */
    COOLING,
    /** Its breaker is not closed: one probe for each interval. */
    OPEN,
    /** Its credential is refused. */
    DEAD
}
