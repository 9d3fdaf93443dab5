package io.piuptime.testkit.wall;

/** The faults that say nothing at all. */
final class Silences {
    private Silences() {}

    /** The first attempt's connection is reset before any byte, later ones are answered. */
    static Fault resetOnce() {
        return visit -> {
            if (!visit.isFirst()) {
                return Answers.WHOLE.play(visit);
            }
            visit.attempt().did("reset");
            visit.line().reset();
            return false;
        };
    }

    /** No byte comes, then the connection ends. */
    static Fault forLong() {
        return visit -> {
            visit.attempt().did("silence of " + visit.timing().silence().toSeconds() + " s");
            visit.waits(visit.timing().silence());
            visit.line().cut();
            return false;
        };
    }
}
