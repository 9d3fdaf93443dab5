package io.piuptime.dialects.cohere;

import io.piuptime.dialects.chat.ChatCodec;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.EventReader;
import io.piuptime.dialects.chat.EventWriter;
import io.piuptime.dialects.chat.Members;
import io.piuptime.model.chat.ChatError;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.chat.ChatReply;
import io.piuptime.model.chat.ChatRequest;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Cohere's {@code /v2/chat}. */
public final class CohereCodec implements ChatCodec {
    static final String NAME = "cohere-chat";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ChatRequest readRequest(Members body, Place place) {
        return new RequestReader(body).read(place);
    }

    @Override
    public ObjectNode writeRequest(ChatRequest request, Drops drops) {
        return new RequestWriter(request, drops).write();
    }

    @Override
    public ChatReply readReply(Members body) {
        return Replies.read(body);
    }

    @Override
    public ObjectNode writeReply(ChatReply reply, Drops drops) {
        return Replies.write(reply, drops);
    }

    @Override
    public ChatError readError(int status, JsonNode body) {
        return Words.error(status, body);
    }

    @Override
    public ObjectNode writeError(ChatError error) {
        return Words.error(error);
    }

    @Override
    public EventReader readEvents(Consumer<ChatEvent> sink) {
        return new StreamReader(sink);
    }

    @Override
    public EventWriter writeEvents(StreamWish wish, Drops drops) {
        return new StreamWriter(drops);
    }
}
