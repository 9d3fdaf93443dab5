package io.piuptime.testkit.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;

/** Compares one reply with what it has to be, byte by byte as it comes. */
final class ReplyCheck {
    private static final int KEPT = 65_536;

    private final Load load;
    private final long marker;
    private final FrameScan scan = new FrameScan();
    private final byte[] expected;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream(0);
    private int status;
    private int at;
    private boolean differs;

    ReplyCheck(Load load, long marker) {
        this.load = load;
        this.marker = marker;
        this.expected = load.body().map(body -> body.apply(marker)).orElse(new byte[0]);
    }

    void head(byte[] head, int length) {
        status = length >= 12 ? Integer.parseInt(new String(head, 9, 3, ISO_8859_1)) : 0;
    }

    int status() {
        return status;
    }

    /** Takes some bytes of the body; returns how many events ended in them. */
    int body(byte[] bytes, int from, int to) {
        if (status != 200) {
            return 0;
        }
        if (load.body().isPresent()) {
            int end = at + to - from;
            differs = differs || end > expected.length || !Arrays.equals(bytes, from, to, expected, at, end);
            at = end;
        } else if (kept.size() < KEPT) {
            kept.write(bytes, from, Math.min(to - from, KEPT - kept.size()));
        }
        return load.frames() > 0 ? scan.feed(bytes, from, to) : 0;
    }

    boolean hasContent() {
        return scan.hasContent();
    }

    int frames() {
        return scan.frames();
    }

    /** What is wrong with the whole reply. */
    Optional<String> verdict() {
        if (!load.statuses().contains(status)) {
            return Optional.of("status");
        }
        if (status != 200) {
            return Optional.empty();
        }
        if (load.frames() > 0 && scan.frames() != load.frames()) {
            return Optional.of("frames");
        }
        if (load.body().isPresent()) {
            return differs || at != expected.length ? Optional.of("bytes") : Optional.empty();
        }
        return kept.toString(UTF_8).contains(Template.digits(marker)) ? Optional.empty() : Optional.of("marker");
    }
}
