package io.piuptime.dialects.chat;

import io.piuptime.model.chat.ChatEvent;

/** Writes the events of one reply as the frames of a dialect. Used by one exchange, on one thread. */
public interface EventWriter {
    /** Writes what an event says, if the dialect says anything at it; complete frames only. */
    void write(ChatEvent event, Output out);
}
