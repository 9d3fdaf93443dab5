package io.piuptime.gateway.budget.rate;

import io.piuptime.model.limit.Measure;

/** What an exchange takes of limits, or has taken: one request and so many tokens. */
public record Wants(long requests, long in, long out) {
    public Wants {
        if (requests < 0 || in < 0 || out < 0) {
            throw new IllegalArgumentException(
                    "requests, in, out: " + requests + ", " + in + ", " + out + " (expected: >= 0 each)");
        }
    }

    /** Of one measure. */
    long of(Measure measure) {
        return switch (measure) {
            case REQUESTS -> requests;
            case TOKENS_IN -> in;
            case TOKENS_OUT -> out;
            case TOKENS -> in + out;
            case CONCURRENT -> 1;
        };
    }
}
