package io.piuptime.dialects.embed;

import io.piuptime.dialects.chat.ChatCodec.Place;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Members;
import io.piuptime.model.embed.EmbedReply;
import io.piuptime.model.embed.EmbedRequest;
import tools.jackson.databind.node.ObjectNode;

/**
 * One wire format of vectors, in both directions. Writing notes in {@link Drops} what the format cannot say; an input that it cannot
 * say is refused, because vectors and inputs go by number. Implementations keep no state and are used from many threads.
 */
public interface EmbedCodec {
    /** Name in configuration: {@code openai-embeddings}. */
    String name();

    /** Where a request goes, below the provider's base URL that ends in the version: {@code /embeddings}. */
    String path(EmbedRequest request);

    /** How many inputs one request may have; more of them go in several. */
    int most(EmbedRequest request);

    /**
     * Reads a request.
     *
     * @throws io.piuptime.model.exchange.RefusedException with a bad request, when a member has a wrong type
     */
    EmbedRequest readRequest(Members body, Place place);

    /**
     * Writes a request's body.
     *
     * @throws io.piuptime.model.exchange.RefusedException with a bad request, when it has an input that the format has no word for
     */
    ObjectNode writeRequest(EmbedRequest request, Drops drops);

    /**
     * Reads a reply.
     *
     * @param asked what was sent: replies do not always say what their numbers are
     * @throws io.piuptime.model.exchange.RefusedException when it is none
     */
    EmbedReply readReply(Members body, EmbedRequest asked);

    /**
     * Writes a reply in the encodings that were asked for.
     *
     * @param asked what the caller sent
     */
    ObjectNode writeReply(EmbedReply reply, EmbedRequest asked, Drops drops);
}
