package io.piuptime.dialects.relay;

import io.piuptime.dialects.chat.ChatCodec;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.FinishWords;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Output;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.json.ErrorBody;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.Dialect;
import io.piuptime.gateway.ErrorWords;
import io.piuptime.gateway.ReplyMeter;
import io.piuptime.gateway.ReplyReport;
import io.piuptime.gateway.ReplyStream;
import io.piuptime.gateway.RequestFacts;
import io.piuptime.model.chat.ChatError;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.chat.ChatReply;
import io.piuptime.model.exchange.Operation;
import io.piuptime.model.exchange.RefusedException;
import io.piuptime.model.usage.Tokens;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A dialect that callers speak, made of its codec. */
public final class RelayDialect implements Dialect {
    private final ChatCodec codec;
    private final Manner manner;
    private final Dialect json;

    /**
     * Relays a codec's dialect.
     *
     * @param json reads what is common to all JSON bodies: where the model's name stands, and large replies
     */
    public RelayDialect(ChatCodec codec, Manner manner, Dialect json) {
        this.codec = codec;
        this.manner = manner;
        this.json = json;
    }

    @Override
    public String name() {
        return codec.name();
    }

    @Override
    public RequestFacts read(Operation operation, Bytes body) {
        return json.read(operation, body);
    }

    @Override
    public MultipartReader multipart(String boundary) {
        return json.multipart(boundary);
    }

    @Override
    public Bytes modelValue(String model, boolean asJson) {
        return json.modelValue(model, asJson);
    }

    @Override
    public ReplyStream stream(boolean usageAsked, ReplyStream.Sink sink) {
        return new RelayedStream(codec, sink);
    }

    @Override
    public ReplyReport report(Operation operation, Bytes body) {
        JsonNode tree;
        try {
            tree = Trees.read(body);
        } catch (JacksonException _) {
            return new ReplyReport(false, Tokens.NONE, "");
        }
        if (tree.isMissingNode()) {
            return new ReplyReport(false, Tokens.NONE, "");
        }
        if (operation.topic() != Operation.Topic.CHAT || !tree.isObject()) {
            return new ReplyReport(true, Tokens.NONE, "");
        }
        try {
            ChatReply reply = codec.readReply(Members.of(tree));
            String finish = reply.choices().stream()
                    .findFirst()
                    .map(choice -> FinishWords.of(choice.finish().kind()))
                    .orElse("");
            return new ReplyReport(true, Heard.tokens(reply), finish);
        } catch (RefusedException _) {
            // an error, or a form that is not known yet: it goes on as it came
            return new ReplyReport(true, Tokens.NONE, "");
        }
    }

    @Override
    public ReplyMeter meter(Operation operation) {
        return json.meter(operation);
    }

    @Override
    public ErrorWords words(Bytes error) {
        return ErrorBody.read(error);
    }

    @Override
    public Bytes error(ErrorFacts error) {
        return Bytes.of(Trees.bytes(codec.writeError(chatError(error))));
    }

    @Override
    public Bytes errorEvent(ErrorFacts error) {
        return errorEvent(chatError(error));
    }

    @Override
    public Bytes errorEvent(Bytes error) {
        JsonNode tree;
        try {
            tree = Trees.read(error);
        } catch (JacksonException _) {
            tree = Trees.object();
        }
        return errorEvent(codec.readError(502, tree));
    }

    @Override
    public Bytes heartbeat() {
        return manner.heartbeat();
    }

    @Override
    public Bytes terminal() {
        return manner.terminal();
    }

    @Override
    public Bytes models(List<String> names, long created) {
        return manner.models(names, created);
    }

    @Override
    public Bytes model(String name, long created) {
        return manner.model(name, created);
    }

    private Bytes errorEvent(ChatError error) {
        Output out = new Output();
        codec.writeEvents(new ChatCodec.StreamWish(false), new Drops()).write(new ChatEvent.Failed(error), out);
        return out.bytes();
    }

    private static ChatError chatError(ErrorFacts error) {
        return new ChatError(error.status(), error.type(), error.code(), error.message(), error.param());
    }
}
