package io.piuptime.dialects.responses.stream;

import io.piuptime.dialects.chat.EventReader;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.responses.item.Errors;
import io.piuptime.dialects.sse.SseEvent;
import io.piuptime.dialects.sse.SseFrames;
import io.piuptime.gateway.Bytes;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.exchange.RefusedException;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Cuts a stream into its events. */
public final class StreamReader implements EventReader {
    /** So many frames in a row that cannot be read are no accident. */
    private static final int MAX_MALFORMED = 3;

    private final EventSteps steps;
    private final SseFrames frames = new SseFrames(new SseFrames.Reader() {
        @Override
        public void frame(Bytes frame) {
            read(frame);
        }

        @Override
        public void pieceDone() {}
    });
    private boolean first = true;
    private boolean sound = true;
    private int malformed;
    private int inARow;

    public StreamReader(Consumer<ChatEvent> sink) {
        this.steps = new EventSteps(sink);
    }

    @Override
    public boolean feed(Bytes piece) {
        sound = sound && frames.feed(piece) && inARow < MAX_MALFORMED;
        return sound;
    }

    @Override
    public void end() {
        Bytes rest = frames.rest();
        if (sound && rest.length() > 0) {
            read(rest);
        }
    }

    @Override
    public int malformed() {
        return malformed;
    }

    private void read(Bytes frame) {
        SseEvent event = SseEvent.of(frame, first);
        first = false;
        if (inARow >= MAX_MALFORMED
                || !event.hasData()
                || event.data().toString().equals("[DONE]")) {
            return;
        }
        if (understood(event.data())) {
            inARow = 0;
        } else {
            malformed++;
            inARow++;
        }
    }

    private boolean understood(Bytes data) {
        try {
            JsonNode event = Trees.read(data);
            String type = Errors.text(event, "type");
            if (type.isEmpty() && !event.path("error").isObject()) {
                return false;
            }
            steps.read(type.isEmpty() ? "error" : type, event);
            return true;
        } catch (JacksonException | RefusedException e) {
            // a provider's frame that cannot be read is counted and left out
            return false;
        }
    }
}
