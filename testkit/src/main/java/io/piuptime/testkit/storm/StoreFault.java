package io.piuptime.testkit.storm;

/** A way in which stores fail. */
public enum StoreFault {
    REDIS_KILLED("redis killed"),
    REDIS_FROZEN("redis frozen"),
    REDIS_SLOW("redis slow"),
    REDIS_FLUSHED("redis flushed"),
    REDIS_FULL("redis without memory"),
    POSTGRES_KILLED("postgresql killed"),
    POSTGRES_FROZEN("postgresql frozen"),
    POSTGRES_READ_ONLY("postgresql read-only"),
    /** Only where a small disk can be had. */
    POSTGRES_FULL("postgresql full"),
    POSTGRES_CROWDED("postgresql with too many clients"),
    BOTH_KILLED("both killed");

    private final String text;

    StoreFault(String text) {
        this.text = text;
    }

    /** In words. */
    public String text() {
        return text;
    }
}
