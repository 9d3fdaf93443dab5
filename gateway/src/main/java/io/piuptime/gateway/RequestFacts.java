package io.piuptime.gateway;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.ability.Needs;
import java.util.Optional;

/**
 * What one scan of a request's body found, with places counted from the start of the body.
 *
 * @param model the model's name as the caller wrote it, unescaped
 * @param modelFrom first byte of the value of the model's name, its quotes included where it has some
 * @param modelTo the byte after the last one of that value
 * @param stream whether a streamed answer is asked for
 * @param usageAsked whether the caller asked for usage in the stream
 * @param askUsage the edit that asks for usage when the caller did not; empty when it cannot be asked
 * @param objects what it has to do with objects that lie at providers
 * @param needs what it needs of its target
 * @param user whom it says that it is for, in the caller's own words, or empty
 */
public record RequestFacts(
        String model,
        int modelFrom,
        int modelTo,
        boolean stream,
        boolean usageAsked,
        Optional<Edit> askUsage,
        Objects objects,
        Needs needs,
        String user) {
    /**
     * What a request has to do with objects that lie at providers.
     *
     * @param previous id of the response that it goes on from
     * @param files whether it may name files; false is certain
     * @param leaves whether its answer stays at a provider that keeps answers
     */
    public record Objects(Optional<String> previous, boolean files, boolean leaves) {
        public static final Objects NONE = new Objects(Optional.empty(), false, false);

        public Objects {
            requireNonNull(previous, "previous");
        }

        /** Whether it names any. */
        public boolean named() {
            return files || previous.isPresent();
        }
    }

    public RequestFacts {
        requireNonNull(model, "model");
        requireNonNull(askUsage, "askUsage");
        requireNonNull(objects, "objects");
        requireNonNull(needs, "needs");
        requireNonNull(user, "user");
    }

    /** A request that does not say whom it is for. */
    public RequestFacts(
            String model,
            int modelFrom,
            int modelTo,
            boolean stream,
            boolean usageAsked,
            Optional<Edit> askUsage,
            Objects objects,
            Needs needs) {
        this(model, modelFrom, modelTo, stream, usageAsked, askUsage, objects, needs, "");
    }

    /** A request that has nothing to do with objects at providers, and needs nothing. */
    public RequestFacts(
            String model, int modelFrom, int modelTo, boolean stream, boolean usageAsked, Optional<Edit> askUsage) {
        this(model, modelFrom, modelTo, stream, usageAsked, askUsage, Objects.NONE, Needs.NONE);
    }

    /** The same of a request whose path names the model and says whether a stream is wanted. */
    public RequestFacts inPath(String named, boolean streams) {
        return new RequestFacts(named, 0, 0, streams, true, Optional.empty(), Objects.NONE, needs, user);
    }

    /** Whether the model's name stands in the body. */
    public boolean namesModelInBody() {
        return modelTo > modelFrom;
    }
}
