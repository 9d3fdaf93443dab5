package io.piuptime.dialects.rerank;

import io.piuptime.dialects.chat.ChatCodec.Place;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.rerank.RerankReply;
import io.piuptime.model.rerank.RerankReply.Result;
import io.piuptime.model.rerank.RerankReply.Usage;
import io.piuptime.model.rerank.RerankRequest;
import io.piuptime.model.rerank.RerankRequest.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Hugging Face's text-embeddings-inference, whose answer is a bare list of every document. It serves one model, knows no best few and
 * tells no usage.
 */
public final class TeiRerankCodec implements RerankCodec {
    private static final String NAME = "tei-rerank";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String path(RerankRequest request) {
        return "/rerank";
    }

    @Override
    public RerankRequest readRequest(Members body, Place place) {
        List<Document> documents = Documents.read(body, "texts");
        RerankRequest.Limits limits = new RerankRequest.Limits(
                OptionalLong.empty(),
                body.flag("return_text"),
                List.of(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                body.flag("truncate"));
        return new RerankRequest(place.model(), body.needText("query"), documents, limits, body.rest(), NAME);
    }

    @Override
    public ObjectNode writeRequest(RerankRequest request, Drops drops) {
        ObjectNode body = Trees.object().put("query", request.query());
        ArrayNode texts = body.putArray("texts");
        RerankRequest.Limits limits = request.limits();
        request.documents().forEach(document -> texts.add(Documents.words(document, limits.rankFields())));
        limits.withDocuments().ifPresent(wanted -> body.put("return_text", wanted));
        limits.truncation().ifPresent(wanted -> body.put("truncate", wanted));
        if (limits.maxChunks().isPresent()) {
            drops.add(Feature.MAX_CHUNKS);
        }
        if (limits.maxTokens().isPresent()) {
            drops.add(Feature.MAX_DOCUMENT_TOKENS);
        }
        request.extras().forEach((name, json) -> {
            if (request.dialect().equals(NAME)) {
                body.set(name, Trees.node(json));
            } else {
                drops.extra(name);
            }
        });
        return body;
    }

    @Override
    public RerankReply readReply(JsonNode body) {
        if (!body.isArray()) {
            throw Members.wrong("body", body, "list");
        }
        List<Result> results = new ArrayList<>();
        for (JsonNode item : body) {
            results.add(CommonRerankCodec.result(Members.of(item, "[" + results.size() + "]")));
        }
        return new RerankReply("", "", results, Usage.NONE, Map.of(), NAME);
    }

    @Override
    public ArrayNode writeReply(RerankReply reply, RerankRequest asked, Drops drops) {
        ArrayNode body = Trees.array();
        for (Result result : Documents.wanted(reply.results(), asked)) {
            ObjectNode item = body.addObject().put("index", result.index());
            item.set("score", Trees.node(result.score()));
            Documents.of(result, asked).ifPresent(document -> item.put("text", Documents.words(document, List.of())));
        }
        return body;
    }
}
