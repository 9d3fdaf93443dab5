package io.piuptime.dialects.chat;

import io.piuptime.model.chat.ChatError;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.chat.ChatReply;
import io.piuptime.model.chat.ChatRequest;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One wire format of chat, in both directions. Reading keeps everything that the canonical form names; writing notes in {@link
 * Drops} what the format cannot say. Implementations keep no state and are used from many threads.
 */
public interface ChatCodec {
    /** Name in configuration: {@code openai-chat}. */
    String name();

    /**
     * Reads a request.
     *
     * @param place what the request says outside of its body
     * @throws io.piuptime.model.exchange.RefusedException with a bad request, when a member has a wrong type
     */
    ChatRequest readRequest(Members body, Place place);

    /** Writes a request's body. What belongs into the path (Gemini's and Bedrock's model) is not in it. */
    ObjectNode writeRequest(ChatRequest request, Drops drops);

    /**
     * Reads a whole reply.
     *
     * @throws io.piuptime.model.exchange.RefusedException when it is none
     */
    ChatReply readReply(Members body);

    ObjectNode writeReply(ChatReply reply, Drops drops);

    /** Reads what a provider answered with an error status; a body that is no JSON is an empty object. */
    ChatError readError(int status, JsonNode body);

    ObjectNode writeError(ChatError error);

    /** A reader for one streamed reply. */
    EventReader readEvents(Consumer<ChatEvent> sink);

    /** A writer for one streamed reply. */
    EventWriter writeEvents(StreamWish wish, Drops drops);

    /**
     * What a request says outside of its body.
     *
     * @param model named in the path, or empty
     * @param stream whether the path asks for a stream
     */
    record Place(String model, boolean stream) {
        public static final Place BODY = new Place("", false);
    }

    /**
     * How the caller wants a stream.
     *
     * @param usage whether usage is asked for, where that is a question
     */
    record StreamWish(boolean usage) {}
}
