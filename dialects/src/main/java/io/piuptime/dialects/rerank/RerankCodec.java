package io.piuptime.dialects.rerank;

import io.piuptime.dialects.chat.ChatCodec.Place;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Members;
import io.piuptime.model.rerank.RerankReply;
import io.piuptime.model.rerank.RerankRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One wire format of reranking, in both directions. Writing notes in {@link Drops} what the format cannot say. Implementations keep
 * no state and are used from many threads.
 */
public interface RerankCodec {
    /** Name in configuration: {@code cohere-rerank}. */
    String name();

    /** Where a request goes, below the provider's base URL that ends in the version: {@code /rerank}. */
    String path(RerankRequest request);

    /**
     * Reads a request.
     *
     * @throws io.piuptime.model.exchange.RefusedException with a bad request, when a member has a wrong type
     */
    RerankRequest readRequest(Members body, Place place);

    ObjectNode writeRequest(RerankRequest request, Drops drops);

    /**
     * Reads a reply, which is a bare list in some formats.
     *
     * @throws io.piuptime.model.exchange.RefusedException when it is none
     */
    RerankReply readReply(JsonNode body);

    /**
     * Writes a reply: at most as many results as the caller wants. Documents that it wants back and that the provider did not
     * repeat are the caller's own.
     *
     * @param asked what the caller sent
     */
    JsonNode writeReply(RerankReply reply, RerankRequest asked, Drops drops);
}
