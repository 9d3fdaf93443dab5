package io.piuptime.dialects.gemini;

import io.piuptime.dialects.chat.EventReader;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.sse.SseEvent;
import io.piuptime.dialects.sse.SseFrames;
import io.piuptime.gateway.Bytes;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.exchange.RefusedException;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads a streamed reply in either of its framings: server-sent events, or one JSON list that arrives bit by bit. */
final class StreamReader implements EventReader, SseFrames.Reader {
    private static final int MAX_MALFORMED_IN_A_ROW = 3;

    private final ChunkReader chunks;
    private final SseFrames frames = new SseFrames(this);
    private final JsonCutter cutter = new JsonCutter(this::json);
    private Optional<Boolean> list = Optional.empty();
    private boolean first = true;
    private int malformed;
    private int inARow;
    private boolean sound = true;
    private boolean ended;

    StreamReader(Consumer<ChatEvent> sink) {
        this.chunks = new ChunkReader(sink);
    }

    @Override
    public boolean feed(Bytes piece) {
        if (!sound || ended) {
            return sound;
        }
        Bytes rest = list.isEmpty() ? withoutSpace(piece) : piece;
        if (rest.length() == 0) {
            return true;
        }
        byte start = rest.array()[rest.from()];
        boolean json = list.orElse(start == '[' || start == '{');
        list = Optional.of(json);
        boolean framed = json ? cutter.feed(rest) : frames.feed(rest);
        sound &= framed;
        return sound;
    }

    @Override
    public void end() {
        if (ended) {
            return;
        }
        ended = true;
        if (!sound) {
            return;
        }
        if (cutter.isWithin()) {
            malformed++;
        }
        Bytes rest = frames.rest();
        if (rest.length() > 0) {
            frame(rest);
        }
        chunks.end();
    }

    @Override
    public int malformed() {
        return malformed;
    }

    @Override
    public void frame(Bytes frame) {
        SseEvent event = SseEvent.of(frame, first);
        first = false;
        if (event.hasData() && event.data().length() > 0) {
            json(event.data());
        }
    }

    @Override
    public void pieceDone() {
        // events were handed over frame by frame
    }

    private void json(Bytes bytes) {
        if (!sound) {
            return;
        }
        try {
            JsonNode chunk = Trees.read(bytes);
            chunks.read(chunk);
            inARow = 0;
        } catch (JacksonException | RefusedException e) {
            malformed++;
            inARow++;
            sound = inARow < MAX_MALFORMED_IN_A_ROW;
        }
    }

    private static Bytes withoutSpace(Bytes piece) {
        int from = piece.from();
        while (from < piece.to() && piece.array()[from] <= ' ' && piece.array()[from] >= 0) {
            from++;
        }
        return new Bytes(piece.array(), from, piece.to());
    }
}
