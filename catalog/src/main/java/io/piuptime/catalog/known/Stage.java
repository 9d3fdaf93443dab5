package io.piuptime.catalog.known;

/** How settled a model is. */
public enum Stage {
    ALPHA,
    BETA,
    CURRENT,
    DEPRECATED
}
