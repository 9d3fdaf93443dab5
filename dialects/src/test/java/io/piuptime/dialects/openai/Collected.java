package io.piuptime.dialects.openai;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.ReplyStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A sink that keeps what a stream hands on, and feeds streams in pieces. */
final class Collected implements ReplyStream.Sink {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<Boolean> contents = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private int runs;

    /** What a reply told, whatever way its bytes were cut. */
    record Told(
            String handedOn, List<String> errors, ReplyStream.Report report, boolean failed, ReplyStream.Ending end) {}

    @Override
    public void frames(Bytes run, boolean content) {
        bytes.writeBytes(run.copy());
        contents.add(content);
        runs++;
    }

    @Override
    public void error(Bytes frame, Bytes body, int status) {
        bytes.writeBytes(frame.copy());
        errors.add(status + " " + body);
    }

    /** Feeds a stream piece by piece, each in an array of its own that is wiped after it was read. */
    static Told tell(byte[] body, boolean usageAsked, int pieceSize) {
        List<byte[]> pieces = new ArrayList<>();
        for (int at = 0; at < body.length; at += pieceSize) {
            int to = Math.min(body.length, at + pieceSize);
            pieces.add(Arrays.copyOfRange(body, at, to));
        }
        return tell(pieces, usageAsked);
    }

    static Told tell(List<byte[]> pieces, boolean usageAsked) {
        Collected sink = new Collected();
        ReplyStream stream = new OpenAiDialect().stream(usageAsked, sink);
        boolean failed = false;
        for (byte[] piece : pieces) {
            failed |= stream.feed(Bytes.of(piece)) == ReplyStream.Health.FAILED;
            Arrays.fill(piece, (byte) '#');
        }
        ReplyStream.Ending end = stream.end();
        return new Told(sink.handedOn(), sink.errors(), stream.report(), failed, end);
    }

    static Told tell(String body, boolean usageAsked) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return tell(bytes, usageAsked, Math.max(1, bytes.length));
    }

    /** As Latin-1, so that every byte is one character. */
    String handedOn() {
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    List<Boolean> contents() {
        return contents;
    }

    List<String> errors() {
        return errors;
    }

    int runs() {
        return runs;
    }
}
