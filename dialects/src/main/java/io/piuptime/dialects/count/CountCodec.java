package io.piuptime.dialects.count;

import io.piuptime.dialects.chat.ChatCodec;
import io.piuptime.dialects.chat.ChatCodec.Place;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.gemini.terms.Camel;
import io.piuptime.model.chat.ChatRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One format of counting, in both directions: around a conversation in the format of chat that it belongs to. What cannot change the
 * count, such as a temperature, is neither written nor noted as dropped.
 */
public final class CountCodec {
    private static final String WHOLE = "generateContentRequest";

    private final CountForm form;
    private final ChatCodec chat;

    /**
     * Creates a codec.
     *
     * @param chat reads and writes the conversation, in the form's own dialect
     */
    public CountCodec(CountForm form, ChatCodec chat) {
        this.form = form;
        this.chat = chat;
    }

    /** Where a request goes, below the provider's base URL that ends in the version. */
    public String path(String model) {
        return form.path().replace("{model}", URLEncoder.encode(model, StandardCharsets.UTF_8));
    }

    /**
     * Reads a request.
     *
     * @param place names the model where the path does
     * @throws io.piuptime.model.exchange.RefusedException with a bad request, when a member has a wrong type
     */
    public ChatRequest readRequest(Members body, Place place) {
        return chat.readRequest(conversation(body), new Place(place.model(), false));
    }

    private Members conversation(Members body) {
        return switch (form) {
            case ANTHROPIC, RESPONSES -> body;
            // a request for an answer may be given whole, or only what it says
            case GEMINI, VERTEX ->
                Camel.object(Camel.of(body.all(), body.path()), WHOLE).orElse(body);
            case BEDROCK -> {
                Members input = body.object("input").orElseThrow(() -> Members.missing("input"));
                yield input.object("converse").orElseThrow(() -> Members.missing("input.converse"));
            }
        };
    }

    /** Writes a request's body. */
    public ObjectNode writeRequest(ChatRequest request, Drops drops) {
        ObjectNode whole = chat.writeRequest(request, drops);
        ObjectNode said = Trees.object();
        form.members().forEach(name -> Optional.ofNullable(whole.get(name)).ifPresent(value -> said.set(name, value)));
        return switch (form) {
            case ANTHROPIC, RESPONSES, VERTEX -> said;
            case GEMINI -> {
                ObjectNode body = Trees.object();
                said.put("model", "models/" + request.model());
                body.set(WHOLE, said);
                yield body;
            }
            case BEDROCK -> {
                ObjectNode body = Trees.object();
                body.putObject("input").set("converse", said);
                yield body;
            }
        };
    }

    /**
     * Reads a reply.
     *
     * @throws io.piuptime.model.exchange.RefusedException when it is none
     */
    public TokenCount readReply(JsonNode json) {
        OptionalLong count = Members.of(json).whole(form.count());
        if (count.isEmpty() || count.getAsLong() < 0) {
            throw Members.missing(form.count());
        }
        return new TokenCount(count.getAsLong());
    }

    public ObjectNode writeReply(TokenCount count) {
        ObjectNode body = Trees.object();
        if (form == CountForm.RESPONSES) {
            body.put("object", "response.input_tokens");
        }
        return body.put(form.count(), count.input());
    }
}
