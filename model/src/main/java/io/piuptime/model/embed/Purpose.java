package io.piuptime.model.embed;

/** What a vector is to be good for. */
public enum Purpose {
    /** Finds documents. */
    QUERY,
    /** Is found by queries. */
    DOCUMENT,
    SIMILARITY,
    CLASSIFICATION,
    CLUSTERING,
    QUESTION_ANSWERING,
    FACT_VERIFICATION,
    /** Finds code. */
    CODE_QUERY
}
