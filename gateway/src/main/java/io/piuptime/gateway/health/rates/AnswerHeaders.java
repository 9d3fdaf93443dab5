package io.piuptime.gateway.health.rates;

/** The headers of an answer. */
@FunctionalInterface
public interface AnswerHeaders {
    /**
     * The first value of a header, the empty text if it has none.
     *
     * @param name in lower case
     */
    String value(String name);
}
