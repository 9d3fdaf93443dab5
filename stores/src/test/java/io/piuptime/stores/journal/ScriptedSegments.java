package io.piuptime.stores.journal;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Segments of a folder, on a disk that can be full. */
final class ScriptedSegments implements SegmentSource {
    private final SegmentFolder folder;
    private final AtomicBoolean full = new AtomicBoolean();

    ScriptedSegments(SegmentFolder folder) {
        this.folder = folder;
    }

    void full(boolean now) {
        full.set(now);
    }

    @Override
    public Segment create(long number) throws IOException {
        if (full.get()) {
            throw new IOException("No space left on device");
        }
        return folder.create(number);
    }
}
