package io.piuptime.gateway.budget.money.bound;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What the body of an attempt asks for, as far as it costs something.
 *
 * @param text tokens of the prompt's text at the most: the bytes of the body, and what providers add by themselves
 * @param output the most tokens of one answer, or -1 if it does not say
 * @param answers how many of them
 * @param extra tokens of output beyond those, such as predicted ones that were wrong
 * @param images how many it holds or names, at the most
 * @param unseen whether a part of the prompt is no text of this body: a document, a recording, what a provider keeps
 * @param urgent whether it may ask for a service that is dearer than what a provider chooses by itself
 * @param unbounded what it asks for that has no bound, or empty
 * @param least tokens of output below which the provider refuses it
 * @param spots where its limit of output stands
 * @param place where a limit can be put if there is none
 */
public record Asked(
        long text,
        long output,
        long answers,
        long extra,
        long images,
        boolean unseen,
        boolean urgent,
        String unbounded,
        long least,
        List<Spot> spots,
        Optional<Place> place) {
    /**
     * A value in the body.
     *
     * @param from first byte
     * @param to the byte after the last
     * @param value the number, or -1 if it is none
     */
    public record Spot(int from, int to, long value) {}

    /**
     * Where a limit can be put.
     *
     * @param at before which byte
     * @param before what stands before the number
     * @param after what stands behind it
     */
    public record Place(int at, String before, String after) {
        public Place {
            requireNonNull(before, "before");
            requireNonNull(after, "after");
        }
    }

    public Asked {
        requireNonNull(unbounded, "unbounded");
        spots = List.copyOf(spots);
        requireNonNull(place, "place");
    }

    /** A body of which nothing is answered with tokens, such as one that asks for vectors. */
    public static Asked text(long bytes) {
        return new Asked(bytes, 0, 1, 0, 0, false, false, "", 0, List.of(), Optional.empty());
    }

    /** A body that asks for something without bound. */
    public static Asked unbounded(long bytes, String what) {
        return new Asked(bytes, -1, 1, 0, 0, false, false, what, 0, List.of(), Optional.empty());
    }

    /** The same with another limit of output. */
    public Asked limited(long most) {
        return new Asked(
                text, most, answers, extra, images, unseen, urgent, unbounded, least, List.of(), Optional.empty());
    }

    /** Whether a limit of output can be put or lowered. */
    public boolean canBeLimited() {
        return !spots.isEmpty() || place.isPresent();
    }
}
