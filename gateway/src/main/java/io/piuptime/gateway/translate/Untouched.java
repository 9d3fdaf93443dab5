package io.piuptime.gateway.translate;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.Dialect;
import io.piuptime.gateway.ErrorWords;
import io.piuptime.gateway.ReplyMeter;
import io.piuptime.gateway.ReplyReport;
import io.piuptime.gateway.ReplyStream;
import io.piuptime.model.exchange.Operation;
import io.piuptime.model.usage.Tokens;
import java.util.Optional;

/** Answers that go on byte for byte, whatever they are; usage is read along where a known dialect tells it. */
public record Untouched(Optional<Dialect> dialect, Operation operation) implements Replies {
    /** Reads nothing of an answer. */
    public static final ReplyMeter UNREAD = Nothing.HEARD;

    @Override
    public boolean isStream(String mediaType) {
        return false;
    }

    @Override
    public String streamType() {
        return "";
    }

    @Override
    public ReplyStream stream(ReplyStream.Sink sink) {
        throw new IllegalStateException("stream of an untouched answer (expected: none)");
    }

    @Override
    public Whole whole(int status, Bytes body) {
        return new Whole(body, new ReplyReport(true, Tokens.NONE, ""));
    }

    @Override
    public ErrorWords words(Bytes body) {
        return ErrorWords.NONE;
    }

    @Override
    public Optional<ReplyMeter> meter() {
        return Optional.empty();
    }

    /** What reads along an answer of a media type in lower case. */
    public ReplyMeter along(String mediaType, String encoding) {
        boolean plain = encoding.isEmpty() || encoding.equals("identity");
        if (dialect.isEmpty() || !plain) {
            return Nothing.HEARD;
        }
        if (mediaType.startsWith("text/event-stream")) {
            return new Events(dialect.get().stream(true, Nothing.HEARD));
        }
        return mediaType.contains("json") ? dialect.get().meter(operation) : Nothing.HEARD;
    }

    /** A stream that is only read. */
    private record Events(ReplyStream stream) implements ReplyMeter {
        @Override
        public void feed(Bytes bytes) {
            stream.feed(Bytes.of(bytes.copy()));
        }

        @Override
        public ReplyReport finish() {
            stream.end();
            ReplyStream.Report report = stream.report();
            return new ReplyReport(true, report.tokens(), report.finishReason());
        }
    }

    /** Nothing is read. */
    private enum Nothing implements ReplyMeter, ReplyStream.Sink {
        HEARD;

        @Override
        public void feed(Bytes bytes) {
            // nobody here can read it
        }

        @Override
        public ReplyReport finish() {
            return new ReplyReport(true, Tokens.NONE, "");
        }

        @Override
        public void frames(Bytes run, boolean content) {
            // they went on as they came
        }

        @Override
        public void error(Bytes frame, Bytes body, int status) {
            // it went on as it came
        }
    }
}
