package io.piuptime.dialects.pairs;

/**
 * One thing that a conversation says, in a form that is the same in all dialects.
 *
 * @param kind what it is about: {@code temperature}
 */
record Fact(Capability capability, String kind, String value) {}
