package io.piuptime.dialects.rerank;

import io.piuptime.dialects.chat.ChatCodec.Place;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.rerank.RerankReply;
import io.piuptime.model.rerank.RerankReply.Result;
import io.piuptime.model.rerank.RerankReply.Usage;
import io.piuptime.model.rerank.RerankRequest;
import io.piuptime.model.rerank.RerankRequest.Document;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The form that Cohere began and most others took over: {@code query}, {@code documents}, and results with an index and a relevance.
 * Reading understands what any of them adds; writing keeps to what the {@link Flavor} knows.
 */
public final class CommonRerankCodec implements RerankCodec {
    static final String META = "meta";
    static final String USAGE = "usage";

    private final Flavor flavor;

    /** Whose members are written. */
    public enum Flavor {
        /** {@code /v2/rerank}. */
        COHERE,
        /** {@code /v1/rerank} of Jina, vLLM, Together and most others. */
        JINA,
        /** {@code /v1/rerank} of Voyage, with a word of its own for nearly everything. */
        VOYAGE,
        /** Models of Cohere and Amazon on Bedrock, which are named in the path. */
        BEDROCK
    }

    public CommonRerankCodec(Flavor flavor) {
        this.flavor = flavor;
    }

    @Override
    public String name() {
        return flavor.name().toLowerCase(Locale.ROOT) + "-rerank";
    }

    @Override
    public String path(RerankRequest request) {
        return flavor == Flavor.BEDROCK
                ? "/model/" + URLEncoder.encode(request.model(), StandardCharsets.UTF_8) + "/invoke"
                : "/rerank";
    }

    @Override
    public RerankRequest readRequest(Members body, Place place) {
        String model = place.model().isEmpty() ? body.needText("model") : place.model();
        body.node("model");
        body.node("api_version");
        List<Document> documents = Documents.read(body, "documents");
        OptionalLong top = body.whole("top_n");
        if (top.isEmpty()) {
            top = body.whole("top_k");
        }
        List<String> fields = new ArrayList<>();
        for (JsonNode field : body.list("rank_fields")) {
            if (!field.isString()) {
                throw Members.wrong("rank_fields[" + fields.size() + "]", field, "string");
            }
            fields.add(field.stringValue());
        }
        RerankRequest.Limits limits = new RerankRequest.Limits(
                top,
                body.flag("return_documents"),
                fields,
                body.whole("max_chunks_per_doc"),
                body.whole("max_tokens_per_doc"),
                body.flag("truncation"));
        return new RerankRequest(model, body.needText("query"), documents, limits, body.rest(), name());
    }

    @Override
    public ObjectNode writeRequest(RerankRequest request, Drops drops) {
        return new CommonRerankWriter(request, flavor, request.dialect().equals(name()), drops).write();
    }

    @Override
    public RerankReply readReply(JsonNode json) {
        Members body = Members.of(json);
        String list = body.has("data") ? "data" : "results";
        if (!body.has(list)) {
            throw Members.missing(list);
        }
        List<Result> results = new ArrayList<>();
        for (Members item : body.objects(list)) {
            results.add(result(item));
        }
        body.text("object");
        String id = body.text("id").orElse("");
        String model = body.text("model").orElse("");
        return new RerankReply(id, model, results, usage(body.all()), body.rest(), name());
    }

    static Result result(Members item) {
        String score = item.has("score") ? "score" : "relevance_score";
        Optional<Document> document = item.node("document")
                .or(() -> item.node("text"))
                .map(value -> Documents.read(value, item.path("document")));
        return new Result(
                (int) item.whole("index").orElseThrow(() -> Members.missing(item.path("index"))),
                item.number(score).orElseThrow(() -> Members.missing(item.path(score))),
                document);
    }

    /** Usage is told in one of two places, which stay among the extras for what else they say. */
    private static Usage usage(ObjectNode body) {
        JsonNode usage = body.path(USAGE);
        JsonNode meta = body.path(META);
        OptionalLong tokens = whole(usage.path("total_tokens"));
        if (tokens.isEmpty()) {
            tokens = whole(meta.path("tokens").path("input_tokens"));
        }
        return new Usage(tokens, whole(meta.path("billed_units").path("search_units")));
    }

    private static OptionalLong whole(JsonNode value) {
        return value.isNumber() ? OptionalLong.of((long) value.asDouble(0)) : OptionalLong.empty();
    }

    @Override
    public ObjectNode writeReply(RerankReply reply, RerankRequest asked, Drops drops) {
        ObjectNode body = Trees.object();
        boolean named = flavor == Flavor.JINA || flavor == Flavor.VOYAGE;
        if (!reply.id().isEmpty() || flavor == Flavor.COHERE) {
            body.put("id", reply.id());
        }
        if (named) {
            body.put("object", "list");
            body.put("model", reply.model().isEmpty() ? asked.model() : reply.model());
        }
        ArrayNode list = body.putArray(flavor == Flavor.VOYAGE ? "data" : "results");
        for (Result result : Documents.wanted(reply.results(), asked)) {
            ObjectNode item = list.addObject().put("index", result.index());
            item.set("relevance_score", Trees.node(result.score()));
            Documents.of(result, asked)
                    .ifPresent(document -> item.set(
                            "document",
                            flavor == Flavor.VOYAGE ? Documents.plain(document) : Documents.object(document)));
        }
        if (reply.dialect().equals(name())) {
            reply.extras().forEach((name, json) -> body.set(name, Trees.node(json)));
        } else {
            usage(reply.usage(), named, body);
        }
        return body;
    }

    private void usage(Usage usage, boolean named, ObjectNode body) {
        if (named) {
            long tokens = usage.tokens().orElse(0);
            ObjectNode written = body.putObject(USAGE).put("total_tokens", tokens);
            if (flavor == Flavor.JINA) {
                written.put("prompt_tokens", tokens);
            }
        }
        if (flavor == Flavor.COHERE
                || (flavor == Flavor.JINA && usage.searchUnits().isPresent())) {
            ObjectNode meta = body.putObject(META);
            meta.putObject("api_version").put("version", "2");
            usage.searchUnits()
                    .ifPresent(units -> meta.putObject("billed_units").put("search_units", units));
            usage.tokens().ifPresent(tokens -> meta.putObject("tokens").put("input_tokens", tokens));
        }
    }
}
