package io.piuptime.observe;

import io.piuptime.model.usage.UsageRecord;

/**
 * What tells one series of meters from another. Its texts come from a closed set or from the configuration, save the
 * model's, which is the caller's own where a wildcard matches.
 */
record SeriesLabels(String operation, String model, String target, String provider, Outcome outcome, boolean stream) {
    static final String OTHER = "other";

    /** How it ended. */
    record Outcome(int status, UsageRecord.Ending ending, String reason) {
        static Outcome of(UsageRecord record) {
            return new Outcome(record.status(), record.ending(), record.reason());
        }
    }

    /** The labels of an exchange. A name that led nowhere may be anything that a caller thought up and is not shown. */
    static SeriesLabels of(UsageRecord record, String provider) {
        return new SeriesLabels(
                record.operation(), modelOf(record), record.target(), provider, Outcome.of(record), record.stream());
    }

    /** The labels of an exchange for which there is no room any more. */
    static SeriesLabels overflow(UsageRecord record) {
        return new SeriesLabels(record.operation(), OTHER, OTHER, OTHER, Outcome.of(record), record.stream());
    }

    /** Whether {@code of(record, provider)} equals this; makes no object. */
    boolean match(UsageRecord record, String provider) {
        return outcome.status == record.status()
                && outcome.ending == record.ending()
                && stream == record.stream()
                && target.equals(record.target())
                && model.equals(modelOf(record))
                && operation.equals(record.operation())
                && outcome.reason.equals(record.reason())
                && this.provider.equals(provider);
    }

    /** Equal for records whose labels are equal. */
    static int hash(UsageRecord record, String provider) {
        int hash = modelOf(record).hashCode();
        hash = 31 * hash + record.target().hashCode();
        hash = 31 * hash + record.operation().hashCode();
        hash = 31 * hash + record.reason().hashCode();
        hash = 31 * hash + provider.hashCode();
        hash = 31 * hash + record.status();
        hash = 31 * hash + (record.stream() ? 1 : 0);
        return hash ^ (hash >>> 16);
    }

    private static String modelOf(UsageRecord record) {
        return record.target().isEmpty() && !record.model().isEmpty() ? OTHER : record.model();
    }
}
