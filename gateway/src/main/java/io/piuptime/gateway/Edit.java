package io.piuptime.gateway;

/**
 * Bytes that take the place of a stretch of a body when it goes on.
 *
 * @param from first byte replaced, counted from the start of the body
 * @param to the byte after the last one replaced; equal to {@code from} for an insertion
 */
public record Edit(int from, int to, Bytes replacement) {}
