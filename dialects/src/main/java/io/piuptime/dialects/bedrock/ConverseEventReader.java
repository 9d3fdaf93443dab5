package io.piuptime.dialects.bedrock;

import io.piuptime.dialects.aws.eventstream.EventMessage;
import io.piuptime.dialects.aws.eventstream.EventStreamFault;
import io.piuptime.dialects.aws.eventstream.EventStreamReader;
import io.piuptime.dialects.chat.EventReader;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.gateway.Bytes;
import io.piuptime.model.chat.ChatError;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.exchange.RefusedException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads a reply of ConverseStream. Bedrock numbers blocks; a block of text begins with its first piece. */
final class ConverseEventReader implements EventReader {
    private static final int MAX_MALFORMED_IN_A_ROW = 3;

    private final Consumer<ChatEvent> sink;
    private final EventStreamReader messages = new EventStreamReader(this::accept);
    private final Map<Long, BlockReader> open = new TreeMap<>();
    private int parts;
    private boolean finished;
    private boolean ended;
    private boolean broken;
    private int malformed;
    private int malformedInARow;

    ConverseEventReader(Consumer<ChatEvent> sink) {
        this.sink = sink;
    }

    @Override
    public boolean feed(Bytes piece) {
        if (!broken) {
            try {
                messages.feed(piece);
            } catch (EventStreamFault _) {
                malformed++;
                broken = true;
            }
        }
        return !broken;
    }

    @Override
    public void end() {
        if (broken) {
            return;
        }
        try {
            messages.finish();
        } catch (EventStreamFault _) {
            malformed++;
            broken = true;
        }
        if (finished) {
            tellEnded();
        }
    }

    @Override
    public int malformed() {
        return malformed;
    }

    private void accept(EventMessage message) {
        if (broken || ended) {
            return;
        }
        try {
            JsonNode payload = message.payload().length() == 0 ? Trees.object() : Trees.read(message.payload());
            read(message, payload);
            malformedInARow = 0;
        } catch (JacksonException | RefusedException _) {
            malformed++;
            malformedInARow++;
            broken = malformedInARow >= MAX_MALFORMED_IN_A_ROW;
        }
    }

    private void read(EventMessage message, JsonNode payload) {
        switch (message.messageType().orElse("event")) {
            case "exception" -> tellException(message.exceptionType().orElse(""), payload);
            case "error" ->
                tellFailed(
                        500,
                        message.errorCode().orElse(""),
                        message.errorMessage().orElse(""));
            default -> readEvent(message.eventType().orElse(""), Members.of(payload));
        }
    }

    private void tellException(String type, JsonNode payload) {
        String name = type.isEmpty() ? type : type.substring(0, 1).toUpperCase(Locale.ROOT) + type.substring(1);
        tellFailed(Words.status(name), name, payload.path("message").asString(""));
    }

    private void tellFailed(int status, String type, String message) {
        sink.accept(new ChatEvent.Failed(new ChatError(status, type, "", message, "")));
        ended = true;
    }

    private void readEvent(String type, Members event) {
        switch (type) {
            case "messageStart" -> sink.accept(new ChatEvent.Started("", "", 0));
            case "contentBlockStart" ->
                event.object("start").ifPresent(start -> block(event).start(start));
            case "contentBlockDelta" ->
                event.object("delta").ifPresent(delta -> block(event).delta(delta));
            case "contentBlockStop" -> {
                BlockReader block = open.remove(event.whole("contentBlockIndex").orElse(0));
                if (block != null) {
                    block.stop();
                }
            }
            case "messageStop" -> finish(event);
            case "metadata" -> {
                event.object("usage").ifPresent(usage -> sink.accept(new ChatEvent.Used(Replies.usage(usage))));
                if (finished) {
                    tellEnded();
                }
            }
            default -> {
                // an event that is younger than this reader
            }
        }
    }

    private BlockReader block(Members event) {
        return open.computeIfAbsent(
                event.whole("contentBlockIndex").orElse(0), _ -> new BlockReader(sink, () -> parts++));
    }

    private void finish(Members event) {
        open.values().forEach(BlockReader::stop);
        open.clear();
        sink.accept(
                new ChatEvent.Finished(0, Words.finish(event.text("stopReason").orElse("")), Replies.stopText(event)));
        finished = true;
    }

    private void tellEnded() {
        if (!ended) {
            ended = true;
            sink.accept(new ChatEvent.Ended());
        }
    }
}
