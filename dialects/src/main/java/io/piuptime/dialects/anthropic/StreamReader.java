package io.piuptime.dialects.anthropic;

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

/** Cuts a stream into its events. */
final class StreamReader implements EventReader, SseFrames.Reader {
    private static final int MAX_MALFORMED_IN_A_ROW = 3;

    private final EventSteps steps;
    private final SseFrames frames = new SseFrames(this);
    private boolean first = true;
    private boolean sound = true;
    private int malformed;
    private int inARow;

    StreamReader(Consumer<ChatEvent> sink) {
        this.steps = new EventSteps(sink);
    }

    @Override
    public boolean feed(Bytes piece) {
        sound = sound && frames.feed(piece) && inARow < MAX_MALFORMED_IN_A_ROW;
        return sound;
    }

    @Override
    public void end() {
        Bytes rest = frames.rest();
        if (sound && rest.length() > 0) {
            frame(rest);
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
        if (inARow >= MAX_MALFORMED_IN_A_ROW
                || !event.hasData()
                || event.data().length() == 0
                || event.data().toString().equals("[DONE]")) {
            return;
        }
        if (understood(event)) {
            inARow = 0;
        } else {
            malformed++;
            inARow++;
        }
    }

    @Override
    public void pieceDone() {
        // events were handed over frame by frame
    }

    private boolean understood(SseEvent event) {
        try {
            Members read = Members.of(Trees.read(event.data()));
            String type = read.text("type").orElse(event.type());
            if (!type.isEmpty()) {
                steps.read(type, read);
            }
            return !type.isEmpty();
        } catch (JacksonException | RefusedException _) {
            return false;
        }
    }
}
