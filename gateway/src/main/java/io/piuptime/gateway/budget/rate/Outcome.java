package io.piuptime.gateway.budget.rate;

/** What came of taking: everything or nothing. */
public sealed interface Outcome permits Taken, Reached {}
