package io.piuptime.stores.journal;

import java.io.IOException;

/** Makes segments with all their room on the disk, so that writing to them cannot fail for want of space. */
@FunctionalInterface
interface SegmentSource {
    Segment create(long number) throws IOException;
}
