package io.piuptime.testkit.card;

/** The verdict on a scenario. */
public enum Grade {
    /** Rescued, every check kept. */
    PASS("passed"),
    /** Rescued, an advisory check broken; or a refusal that should have been told was answered by another model. */
    PARTIAL("partial"),
    /** Not rescued, but a clear error in time and every required check kept. */
    SAFE("safe"),
    /** A hang, a truncated answer that claims to be whole, or a required check broken. */
    FAIL("failed");

    private final String plural;

    Grade(String plural) {
        this.plural = plural;
    }

    /** What several of them are called. */
    public String plural() {
        return plural;
    }
}
