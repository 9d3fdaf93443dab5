package io.piuptime.stores.journal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The segments of a journal in their order: those that only wait to be read, the one that is written, and one that is ready to
 * follow it. Not for several threads at once: the journal locks.
 */
final class SegmentQueue {
    private final NavigableSet<Long> numbers;
    private final List<Segment> sealed = new ArrayList<>();
    private Segment active = Segment.none();
    private Segment spare = Segment.none();

    /** A queue that begins with segments of earlier runs. */
    SegmentQueue(Collection<Long> earlier) {
        this.numbers = new TreeSet<>(earlier);
    }

    /** Adds a frame to the active segment or, when that is full, to the next one, if there is one. */
    boolean append(Frame frame) {
        return active.append(frame) || (advance() && active.append(frame));
    }

    /** Makes the spare segment the active one, if the active one is full and there is a spare one. */
    boolean advance() {
        if (!active.full() || spare.full()) {
            return false;
        }
        seal();
        active = spare;
        spare = Segment.none();
        numbers.add(active.number());
        return true;
    }

    Segment active() {
        return active;
    }

    boolean needsSpare() {
        return spare.full();
    }

    void spare(Segment fresh) {
        spare = fresh;
    }

    /** Segments that are full and still mapped, which the caller takes over. */
    List<Segment> takeSealed() {
        List<Segment> taken = List.copyOf(sealed);
        sealed.clear();
        return taken;
    }

    /** Ends all writing. */
    void close() {
        seal();
        active = Segment.none();
        if (!spare.full()) {
            sealed.add(spare);
        }
        spare = Segment.none();
    }

    /** The first segment with this number or a higher one. */
    Optional<Long> atOrAfter(long number) {
        return Optional.ofNullable(numbers.ceiling(number));
    }

    /** Where the next frame goes, as far as is known. */
    Position end() {
        if (active.number() > 0) {
            return new Position(active.number(), active.end());
        }
        return numbers.isEmpty() ? Position.START : new Position(numbers.last(), Position.WHOLE);
    }

    /** Forgets the segments below a number, except the active one. Returns them. */
    List<Long> forgetBelow(long number) {
        NavigableSet<Long> old = numbers.headSet(number, false);
        List<Long> forgotten =
                old.stream().filter(each -> each != active.number()).toList();
        forgotten.forEach(old::remove);
        return forgotten;
    }

    void forget(long number) {
        numbers.remove(number);
    }

    private void seal() {
        if (active.number() > 0) {
            sealed.add(active);
        }
    }
}
