package io.piuptime.gateway.health.seen;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** How a target is doing with one credential, for whoever looks. */
public record SeenTarget(Name name, State state) {
    static final Comparator<SeenTarget> BY_NAME = Comparator.comparing(
                    (SeenTarget seen) -> seen.name().target())
            .thenComparingInt(seen -> seen.name().credential());

    /**
     * Which target it is.
     *
     * @param target provider and upstream model, {@code openai/gpt-4o}
     * @param credential which of the provider's credentials, counted from 1: never the credential itself
     * @param models that name it, sorted; none, if only a wildcard leads there
     */
    public record Name(String target, int credential, List<String> models) {
        public Name {
            requireNonNull(target, "target");
            models = List.copyOf(models);
        }

        /** One word for it: {@code openai/gpt-4o}, {@code openai/gpt-4o#2} with the second credential. */
        public String text() {
            return credential == 1 ? target : target + "#" + credential;
        }
    }

    /**
     * How it is doing.
     *
     * @param inFlight requests under way
     * @param places how many at once it has shown to take, or may
     * @param waiting exchanges that wait for it
     * @param firstTokenNanos what it takes to the first token
     * @param remaining what is left of its rate limits, from 0 to 1
     * @param pauseNanos until it is asked again as usual; 0 if it is
     */
    public record State(
            Doing doing,
            int inFlight,
            OptionalInt places,
            int waiting,
            OptionalLong firstTokenNanos,
            double remaining,
            long pauseNanos) {}

    /** What can be said of it in a word, the best first. */
    public enum Doing {
        WELL(0),
        /** Less than a tenth of a rate limit is left: others are asked first. */
        NEARLY_EXHAUSTED(1),
        /** It, or its account, asked for a pause. */
        COOLING(2),
        /** Its breaker is open: it is probed. */
        OPEN(3),
        /** Its credential is refused. */
        DEAD(4);

        private final int level;

        Doing(int level) {
            this.level = level;
        }

        /** A figure for meters. */
        public int level() {
            return level;
        }
    }

    public SeenTarget {
        requireNonNull(name, "name");
        requireNonNull(state, "state");
    }
}
