package io.piuptime.dialects.rerank;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.rerank.CommonRerankCodec.Flavor;
import io.piuptime.model.rerank.RerankRequest;
import io.piuptime.model.rerank.RerankRequest.Document;
import java.util.OptionalLong;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a request with the members that a flavour knows. */
final class CommonRerankWriter {
    /** From which version on Bedrock's models of Cohere speak as Cohere does. */
    private static final int BEDROCK_VERSION = 2;

    private final RerankRequest request;
    private final Flavor flavor;
    private final boolean own;
    private final Drops drops;
    private final ObjectNode body = Trees.object();

    CommonRerankWriter(RerankRequest request, Flavor flavor, boolean own, Drops drops) {
        this.request = request;
        this.flavor = flavor;
        this.own = own;
        this.drops = drops;
    }

    ObjectNode write() {
        if (flavor != Flavor.BEDROCK) {
            body.put("model", request.model());
        } else if (request.model().contains("cohere.")) {
            body.put("api_version", BEDROCK_VERSION);
        }
        body.put("query", request.query());
        documents(body.putArray("documents"));
        RerankRequest.Limits limits = request.limits();
        limits.topN().ifPresent(count -> body.put(flavor == Flavor.VOYAGE ? "top_k" : "top_n", count));
        // where a provider does not repeat documents, the caller gets back its own
        if (flavor == Flavor.JINA || flavor == Flavor.VOYAGE) {
            limits.withDocuments().ifPresent(wanted -> body.put("return_documents", wanted));
        }
        whole(Feature.MAX_CHUNKS, limits.maxChunks(), flavor == Flavor.COHERE || own);
        whole(
                Feature.MAX_DOCUMENT_TOKENS,
                limits.maxTokens(),
                flavor == Flavor.COHERE || flavor == Flavor.BEDROCK || own);
        limits.truncation().ifPresent(this::truncation);
        request.extras().forEach((name, json) -> {
            if (!own) {
                drops.extra(name);
            } else if (!body.has(name)) {
                body.set(name, Trees.node(json));
            }
        });
        return body;
    }

    /** Objects go to whom understands them; others read them as words. */
    private void documents(ArrayNode list) {
        RerankRequest.Limits limits = request.limits();
        for (Document document : request.documents()) {
            if (flavor == Flavor.JINA) {
                list.add(Documents.plain(document));
            } else {
                list.add(Documents.words(document, limits.rankFields()));
            }
        }
        if (flavor == Flavor.JINA && !limits.rankFields().isEmpty()) {
            limits.rankFields().forEach(body.putArray("rank_fields")::add);
        }
    }

    private void whole(Feature limit, OptionalLong value, boolean known) {
        value.ifPresent(count -> {
            if (known) {
                body.put(limit.id(), count);
            } else {
                drops.add(limit);
            }
        });
    }

    private void truncation(boolean wanted) {
        if (flavor == Flavor.VOYAGE || own) {
            body.put("truncation", wanted);
        } else if (!wanted) {
            // the others cut what is too long
            drops.add(Feature.TRUNCATION);
        }
    }
}
