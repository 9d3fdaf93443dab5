package io.piuptime.model.embed;

/** What a vector's numbers are. */
public enum VectorType {
    FLOAT,
    INT8,
    UINT8,
    /** Eight dimensions in each number, which has a sign. */
    BINARY,
    /** Eight dimensions in each number, which has none. */
    UBINARY
}
