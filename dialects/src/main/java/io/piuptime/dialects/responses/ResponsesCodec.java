package io.piuptime.dialects.responses;

import io.piuptime.dialects.chat.ChatCodec;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.EventReader;
import io.piuptime.dialects.chat.EventWriter;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.responses.item.Errors;
import io.piuptime.dialects.responses.item.ItemForms;
import io.piuptime.dialects.responses.item.ReplyReader;
import io.piuptime.dialects.responses.item.ReplyWriter;
import io.piuptime.dialects.responses.stream.StreamReader;
import io.piuptime.dialects.responses.stream.StreamWriter;
import io.piuptime.model.chat.ChatError;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.chat.ChatReply;
import io.piuptime.model.chat.ChatRequest;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** OpenAI's Responses API in both directions. */
public final class ResponsesCodec implements ChatCodec {
    @Override
    public String name() {
        return ItemForms.DIALECT;
    }

    @Override
    public ChatRequest readRequest(Members body, Place place) {
        return RequestReader.read(body, place);
    }

    @Override
    public ObjectNode writeRequest(ChatRequest request, Drops drops) {
        return new RequestWriter(request, drops).write();
    }

    @Override
    public ChatReply readReply(Members body) {
        return ReplyReader.read(body);
    }

    @Override
    public ObjectNode writeReply(ChatReply reply, Drops drops) {
        return new ReplyWriter(reply, drops).write();
    }

    @Override
    public ChatError readError(int status, JsonNode body) {
        return Errors.read(status, body);
    }

    @Override
    public ObjectNode writeError(ChatError error) {
        return Errors.write(error);
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
