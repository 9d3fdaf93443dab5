package io.piuptime.dialects.translate;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.ReplyStream;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a stream hands on. */
final class Sinkhole implements ReplyStream.Sink {
    private final StringBuilder frames = new StringBuilder();
    private final List<Boolean> contents = new ArrayList<>();
    private final List<Problem> errors = new ArrayList<>();

    /** An error that the stream told. */
    record Problem(String frame, String body, int status) {}

    @Override
    public void frames(Bytes run, boolean content) {
        frames.append(run);
        contents.add(content);
    }

    @Override
    public void error(Bytes frame, Bytes body, int status) {
        errors.add(new Problem(frame.toString(), body.toString(), status));
    }

    /** Everything that was handed on but errors. */
    String text() {
        return frames.toString();
    }

    /** For each run, whether it held content. */
    List<Boolean> contents() {
        return contents;
    }

    List<Problem> errors() {
        return errors;
    }
}
