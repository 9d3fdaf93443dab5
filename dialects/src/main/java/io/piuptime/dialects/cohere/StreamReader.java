package io.piuptime.dialects.cohere;

import io.piuptime.dialects.chat.EventReader;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.sse.SseEvent;
import io.piuptime.dialects.sse.SseFrames;
import io.piuptime.gateway.Bytes;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.exchange.RefusedException;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;

/** Reads the frames of a streamed reply. */
final class StreamReader implements EventReader, SseFrames.Reader {
    private static final int MAX_MALFORMED_IN_A_ROW = 3;
    private static final String DONE = "[DONE]";

    private final EventSteps steps;
    private final SseFrames frames = new SseFrames(this);
    private boolean first = true;
    private boolean sound = true;
    private boolean ended;
    private int malformed;
    private int inARow;

    StreamReader(Consumer<ChatEvent> sink) {
        this.steps = new EventSteps(sink);
    }

    @Override
    public boolean feed(Bytes piece) {
        if (sound && !ended) {
            boolean framed = frames.feed(piece);
            sound &= framed;
        }
        return sound;
    }

    @Override
    public void end() {
        if (ended) {
            return;
        }
        ended = true;
        Bytes rest = frames.rest();
        if (sound && rest.length() > 0) {
            frame(rest);
        }
    }

    @Override
    public int malformed() {
        return malformed;
    }

    @Override
    public void frame(Bytes frame) {
        SseEvent event = SseEvent.of(frame, first);
        first = false;
        Bytes data = event.data();
        boolean done = data.length() == DONE.length() && data.toString().equals(DONE);
        if (!sound || data.length() == 0 || done) {
            return;
        }
        try {
            steps.read(Members.of(Trees.read(data)));
            inARow = 0;
        } catch (JacksonException | RefusedException _) {
            malformed++;
            inARow++;
            sound = inARow < MAX_MALFORMED_IN_A_ROW;
        }
    }

    @Override
    public void pieceDone() {
        // events were handed over frame by frame
    }
}
