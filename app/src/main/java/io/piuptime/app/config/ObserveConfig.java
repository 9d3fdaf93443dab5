package io.piuptime.app.config;

/** What is told of the traffic. */
public record ObserveConfig(
        @Describe(value = "Where the JSON line of each exchange goes.", byDefault = "file")
        AccessEvents accessEvents) {
    /** Where access events go. */
    public enum AccessEvents {
        OFF,
        FILE,
        STDOUT
    }
}
