package io.piuptime.dialects.gemini;

import io.piuptime.dialects.chat.ChatCodec;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Endpoint;
import io.piuptime.dialects.chat.EventReader;
import io.piuptime.dialects.chat.EventWriter;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.gemini.terms.Words;
import io.piuptime.model.chat.ChatError;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.chat.ChatReply;
import io.piuptime.model.chat.ChatRequest;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The format of Gemini's generateContent and streamGenerateContent, on AI Studio and on Vertex AI. */
public final class GeminiCodec implements ChatCodec {
    /** Where Google asks for it, below {@code …/v1beta}. */
    public static final Endpoint ENDPOINT = new Endpoint(
            "/models/{model}:generateContent",
            "/models/{model}:streamGenerateContent?alt=sse",
            Map.of(),
            Endpoint.EVENTS);

    private final Framing framing;
    private final SchemaForm schemas;

    /** How a stream is framed when it is written; reading knows both. */
    public enum Framing {
        /** Server-sent events, which a caller asks for with {@code alt=sse}. */
        EVENTS,
        /** One JSON list that arrives bit by bit. */
        LIST
    }

    /** The form in which schemas are written. */
    public enum SchemaForm {
        /** JSON Schema, as it came. */
        JSON_SCHEMA,
        /** Gemini's own, for models that know no other; what it cannot say is left out. */
        OWN
    }

    public GeminiCodec() {
        this(Framing.EVENTS, SchemaForm.JSON_SCHEMA);
    }

    public GeminiCodec(Framing framing, SchemaForm schemas) {
        this.framing = framing;
        this.schemas = schemas;
    }

    @Override
    public String name() {
        return Words.NAME;
    }

    @Override
    public ChatRequest readRequest(Members body, Place place) {
        return new RequestReader(body, place).read();
    }

    @Override
    public ObjectNode writeRequest(ChatRequest request, Drops drops) {
        return new RequestWriter(request, schemas == SchemaForm.JSON_SCHEMA, drops).write();
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
        return new StreamWriter(framing == Framing.LIST, drops);
    }
}
