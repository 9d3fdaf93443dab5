package io.piuptime.dialects.openai.chat.stream;

import io.piuptime.dialects.chat.EventReader;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.sse.SseEvent;
import io.piuptime.dialects.sse.SseFrames;
import io.piuptime.gateway.Bytes;
import io.piuptime.model.chat.ChatEvent;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;

/** Cuts a stream into its chunks. */
public final class StreamReader implements EventReader, SseFrames.Reader {
    static final String DONE = "[DONE]";

    /** So many frames in a row that cannot be read are no accident. */
    private static final int MAX_MALFORMED = 3;

    private final ChunkReader chunks;
    private final SseFrames frames = new SseFrames(this);
    private boolean first = true;
    private boolean sound = true;
    private int malformed;
    private int inARow;

    public StreamReader(Consumer<ChatEvent> sink) {
        this.chunks = new ChunkReader(sink);
    }

    @Override
    public boolean feed(Bytes piece) {
        boolean framed = sound && frames.feed(piece);
        sound &= framed;
        return sound;
    }

    @Override
    public void end() {
        Bytes rest = frames.rest();
        if (sound && rest.length() > 0) {
            frame(rest);
        }
        if (sound) {
            chunks.end(false);
        }
        sound = false;
    }

    @Override
    public int malformed() {
        return malformed;
    }

    @Override
    public void frame(Bytes frame) {
        SseEvent event = SseEvent.of(frame, first);
        first = false;
        if (!sound || !event.hasData() || event.data().length() == 0) {
            return;
        }
        boolean brief = event.data().length() < 16;
        if (brief && event.data().toString().strip().equals(DONE)) {
            chunks.end(true);
        } else if (understood(event)) {
            inARow = 0;
        } else {
            malformed++;
            inARow++;
            sound = inARow < MAX_MALFORMED;
        }
    }

    @Override
    public void pieceDone() {
        // events were handed over frame by frame
    }

    private boolean understood(SseEvent event) {
        try {
            return chunks.read(Trees.read(event.data()), event.type().equals("error"));
        } catch (JacksonException e) {
            // a provider's frame that cannot be read is counted and left out
            return false;
        }
    }
}
