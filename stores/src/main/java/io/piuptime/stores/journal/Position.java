package io.piuptime.stores.journal;

/** A place in the journal: the number of a segment and a byte in it. */
record Position(long segment, long offset) implements Comparable<Position> {
    /** The offset behind everything in a segment, however long it is. */
    static final long WHOLE = Long.MAX_VALUE;

    static final Position START = new Position(0, 0);

    @Override
    public int compareTo(Position other) {
        int order = Long.compare(segment, other.segment);
        return order != 0 ? order : Long.compare(offset, other.offset);
    }
}
