package io.piuptime.dialects.bedrock;

import io.piuptime.dialects.chat.ChatCodec;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Endpoint;
import io.piuptime.dialects.chat.EventReader;
import io.piuptime.dialects.chat.EventWriter;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.ChatError;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.chat.ChatReply;
import io.piuptime.model.chat.ChatRequest;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Bedrock's Converse and ConverseStream. The model is named in the path, and so is whether a stream is wanted. */
public final class BedrockCodec implements ChatCodec {
    /** Where AWS asks for it. */
    public static final Endpoint ENDPOINT = new Endpoint(
            "/model/{model}/converse",
            "/model/{model}/converse-stream",
            Map.of(),
            "application/vnd.amazon.eventstream");

    static final String NAME = "bedrock-converse";
    /** What only one family of models understands. */
    static final String FIELDS = "additionalModelRequestFields";
    /** What only one family of models answers. */
    static final String REPLY_FIELDS = "additionalModelResponseFields";

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
        String type = body.path("__type").asString("");
        String message = body.path("message").asString(body.path("Message").asString(""));
        return new ChatError(status, type.substring(type.lastIndexOf('#') + 1), "", message, "");
    }

    @Override
    public ObjectNode writeError(ChatError error) {
        return Trees.object().put("__type", Words.exception(error)).put("message", error.message());
    }

    @Override
    public EventReader readEvents(Consumer<ChatEvent> sink) {
        return new ConverseEventReader(sink);
    }

    @Override
    public EventWriter writeEvents(StreamWish wish, Drops drops) {
        return new ConverseEventWriter(drops);
    }
}
