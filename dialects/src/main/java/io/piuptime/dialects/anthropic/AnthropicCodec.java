package io.piuptime.dialects.anthropic;

import io.piuptime.dialects.anthropic.terms.Errors;
import io.piuptime.dialects.anthropic.terms.Words;
import io.piuptime.dialects.chat.ChatCodec;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Endpoint;
import io.piuptime.dialects.chat.EventReader;
import io.piuptime.dialects.chat.EventWriter;
import io.piuptime.dialects.chat.Members;
import io.piuptime.model.chat.ChatError;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.chat.ChatReply;
import io.piuptime.model.chat.ChatRequest;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Anthropic's Messages API. Requests are written for one of its versions; every version is read. */
public final class AnthropicCodec implements ChatCodec {
    /** Where Anthropic asks for it, in the version that still takes wishes for sampling. */
    public static final Endpoint ENDPOINT = new Endpoint(
            "/messages", "/messages", Map.of("anthropic-version", Version.V2023_06_01.header()), Endpoint.EVENTS);

    private final Version version;

    /**
     * A codec.
     *
     * @param version that requests are written for
     */
    public AnthropicCodec(Version version) {
        this.version = version;
    }

    @Override
    public String name() {
        return Words.NAME;
    }

    @Override
    public ChatRequest readRequest(Members body, Place place) {
        return new RequestReader(body).read(place);
    }

    @Override
    public ObjectNode writeRequest(ChatRequest request, Drops drops) {
        return new RequestWriter(request, version, drops).write();
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
        // usage is never a question here
        return new StreamWriter(drops);
    }
}
