package io.piuptime.dialects.anthropic.envelope;

import io.piuptime.dialects.aws.eventstream.EventMessage;
import io.piuptime.dialects.aws.eventstream.EventStreamFault;
import io.piuptime.dialects.aws.eventstream.EventStreamReader;
import io.piuptime.dialects.chat.EventReader;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.gateway.Bytes;
import io.piuptime.model.chat.ChatError;
import io.piuptime.model.chat.ChatEvent;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Unpacks Bedrock's chunks, each one event of Anthropic's in base64, and has them read as if they came from Anthropic. */
final class ChunkReader implements EventReader {
    private static final int THROTTLED = 429;
    private static final int FAILED = 500;

    private final EventReader events;
    private final Consumer<ChatEvent> sink;
    private final EventStreamReader messages = new EventStreamReader(this::accept);
    private boolean sound = true;
    private boolean over;
    private int malformed;

    ChunkReader(EventReader events, Consumer<ChatEvent> sink) {
        this.events = events;
        this.sink = sink;
    }

    @Override
    public boolean feed(Bytes piece) {
        if (sound) {
            try {
                messages.feed(piece);
            } catch (EventStreamFault _) {
                malformed++;
                sound = false;
            }
        }
        return sound;
    }

    @Override
    public void end() {
        events.end();
    }

    @Override
    public int malformed() {
        return malformed + events.malformed();
    }

    private void accept(EventMessage message) {
        if (over || !sound) {
            return;
        }
        JsonNode payload;
        byte[] event;
        try {
            payload = Trees.read(message.payload());
            event = Base64.getDecoder().decode(payload.path("bytes").asString(""));
        } catch (JacksonException | IllegalArgumentException _) {
            malformed++;
            return;
        }
        if (message.messageType().orElse("event").equals("exception")) {
            over = true;
            String type = message.exceptionType().orElse("");
            int status = type.equals("throttlingException") ? THROTTLED : FAILED;
            String text = payload.path("message").asString("");
            sink.accept(new ChatEvent.Failed(new ChatError(status, type, "", text, "")));
            return;
        }
        String frame = "data: " + new String(event, StandardCharsets.UTF_8).replace('\n', ' ') + "\n\n";
        sound = events.feed(Bytes.utf8(frame));
    }
}
