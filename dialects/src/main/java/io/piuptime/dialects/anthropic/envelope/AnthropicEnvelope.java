package io.piuptime.dialects.anthropic.envelope;

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

/**
 * Anthropic's messages on another cloud: the model is named in the path and the version in the body; Bedrock names the stream in
 * the path too, and packs its events into its own framing. Everything else is Anthropic's.
 */
public final class AnthropicEnvelope implements ChatCodec {
    private final ChatCodec inner;
    private final Host host;

    /** Whose cloud it is. */
    public enum Host {
        VERTEX("vertex-2023-10-16"),
        BEDROCK("bedrock-2023-05-31");

        private final String version;

        Host(String version) {
            this.version = version;
        }

        /** Where it is asked. */
        public Endpoint endpoint() {
            return switch (this) {
                case VERTEX ->
                    new Endpoint(
                            "/models/{model}:rawPredict",
                            "/models/{model}:streamRawPredict",
                            Map.of(),
                            Endpoint.EVENTS);
                case BEDROCK ->
                    new Endpoint(
                            "/model/{model}/invoke",
                            "/model/{model}/invoke-with-response-stream",
                            Map.of(),
                            "application/vnd.amazon.eventstream");
            };
        }
    }

    /**
     * Wraps a codec of Anthropic's.
     *
     * @param inner of the version that the clouds speak
     */
    public AnthropicEnvelope(ChatCodec inner, Host host) {
        this.inner = inner;
        this.host = host;
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public ChatRequest readRequest(Members body, Place place) {
        body.all().put("model", place.model());
        body.all().put("stream", place.stream());
        return inner.readRequest(body, place);
    }

    @Override
    public ObjectNode writeRequest(ChatRequest request, Drops drops) {
        ObjectNode body = inner.writeRequest(request, drops);
        body.remove("model");
        if (host == Host.BEDROCK) {
            body.remove("stream");
        }
        return body.put("anthropic_version", host.version);
    }

    @Override
    public ChatReply readReply(Members body) {
        return inner.readReply(body);
    }

    @Override
    public ObjectNode writeReply(ChatReply reply, Drops drops) {
        return inner.writeReply(reply, drops);
    }

    @Override
    public ChatError readError(int status, JsonNode body) {
        JsonNode message = body.path("message");
        return message.isString() && body.path("error").isMissingNode()
                ? new ChatError(status, "", "", message.stringValue(), "")
                : inner.readError(status, body);
    }

    @Override
    public ObjectNode writeError(ChatError error) {
        return inner.writeError(error);
    }

    @Override
    public EventReader readEvents(Consumer<ChatEvent> sink) {
        return host == Host.BEDROCK ? new ChunkReader(inner.readEvents(sink), sink) : inner.readEvents(sink);
    }

    @Override
    public EventWriter writeEvents(StreamWish wish, Drops drops) {
        return inner.writeEvents(wish, drops);
    }
}
