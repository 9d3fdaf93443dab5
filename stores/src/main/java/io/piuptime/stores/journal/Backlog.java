package io.piuptime.stores.journal;

import java.util.ArrayDeque;
import java.util.Queue;

/** Frames that wait in memory while there is no room on the disk; bounded in number and in bytes. */
final class Backlog {
    static final int FRAMES = 65_536;

    static final long BYTES = 32L * 1024 * 1024;

    private final Queue<Frame> frames = new ArrayDeque<>();
    private long bytes;

    /** Keeps a frame, unless there are too many. */
    boolean add(Frame frame) {
        if (frames.size() >= FRAMES || bytes + frame.length() > BYTES) {
            return false;
        }
        frames.add(frame.trimmed());
        bytes += frame.length();
        return true;
    }

    /** Moves up to so many frames into a segment, the oldest first. */
    void drainTo(Segment segment, int most) {
        for (int i = 0; i < most; i++) {
            Frame oldest = frames.peek();
            if (oldest == null || !segment.append(oldest)) {
                return;
            }
            frames.remove();
            bytes -= oldest.length();
        }
    }

    int size() {
        return frames.size();
    }

    boolean isEmpty() {
        return frames.isEmpty();
    }
}
