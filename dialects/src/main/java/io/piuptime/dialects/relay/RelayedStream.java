package io.piuptime.dialects.relay;

import io.piuptime.dialects.chat.ChatCodec;
import io.piuptime.dialects.chat.EventReader;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.sse.SseFrames;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.ReplyStream;
import io.piuptime.model.chat.ChatError;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A streamed answer whose frames go on as they came while a codec reads along. */
final class RelayedStream implements ReplyStream, SseFrames.Reader {
    private static final int MALFORMED_IN_A_ROW = 3;

    private final ChatCodec codec;
    private final Sink sink;
    private final Heard heard = new Heard();
    private final EventReader reader;
    private final SseFrames frames = new SseFrames(this);

    /** Frames that lie side by side and wait to be handed on together. */
    private @Nullable Bytes run;

    private long passed;
    private int malformedInARow;
    private boolean refused;
    private boolean told;
    private boolean failed;

    RelayedStream(ChatCodec codec, Sink sink) {
        this.codec = codec;
        this.sink = sink;
        this.reader = codec.readEvents(heard::hear);
    }

    @Override
    public Health feed(Bytes bytes) {
        if (!failed && !heard.hasEnded() && !refused && !frames.feed(bytes)) {
            failed = true;
        }
        return failed ? Health.FAILED : Health.SOUND;
    }

    @Override
    public Ending end() {
        Bytes rest = frames.rest();
        if (!failed && !refused && !heard.hasEnded() && rest.length() > 0) {
            frame(closed(rest));
            pieceDone();
        }
        reader.end();
        if (heard.hasEnded()) {
            return Ending.TERMINAL;
        }
        return heard.isFinished() || told ? Ending.FINISHED : Ending.CUT;
    }

    @Override
    public boolean terminated() {
        return heard.hasEnded();
    }

    @Override
    public Report report() {
        return new Report(heard.tokens(), heard.finishReason(), passed, 0, reader.malformed());
    }

    @Override
    public void frame(Bytes frame) {
        if (failed || refused || heard.hasEnded()) {
            return;
        }
        boolean before = heard.hasContent();
        int malformed = reader.malformed();
        boolean sound = reader.feed(frame);
        if (reader.malformed() > malformed) {
            failed |= ++malformedInARow >= MALFORMED_IN_A_ROW;
            return;
        }
        failed |= !sound;
        malformedInARow = 0;
        Optional<ChatError> error = heard.error();
        if (error.isPresent() && !told) {
            told = true;
            refused = !before;
            pieceDone();
            sink.error(
                    frame,
                    Bytes.of(Trees.bytes(codec.writeError(error.get()))),
                    error.get().status());
            return;
        }
        pass(frame);
    }

    @Override
    public void pieceDone() {
        if (run != null) {
            Bytes ready = run;
            run = null;
            sink.frames(ready, heard.hasContent());
        }
    }

    private void pass(Bytes frame) {
        passed++;
        if (run != null && run.sharesArrayWith(frame) && run.to() == frame.from()) {
            run = new Bytes(run.array(), run.from(), frame.to());
            return;
        }
        pieceDone();
        run = frame;
    }

    /** The last frame with the blank line that it lacks. */
    private static Bytes closed(Bytes rest) {
        byte[] closed = Arrays.copyOf(rest.copy(), rest.length() + 2);
        closed[closed.length - 2] = '\n';
        closed[closed.length - 1] = '\n';
        return Bytes.of(closed);
    }
}
