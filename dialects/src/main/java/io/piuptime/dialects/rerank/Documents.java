package io.piuptime.dialects.rerank;

import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.rerank.RerankReply.Result;
import io.piuptime.model.rerank.RerankRequest;
import io.piuptime.model.rerank.RerankRequest.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** Documents, which are words or objects. */
final class Documents {
    private static final String TEXT = "text";

    private Documents() {}

    static List<Document> read(Members body, String name) {
        if (!body.has(name)) {
            throw Members.missing(body.path(name));
        }
        List<Document> all = new ArrayList<>();
        for (JsonNode value : body.list(name)) {
            all.add(read(value, body.path(name) + "[" + all.size() + "]"));
        }
        return all;
    }

    /** An object with nothing but a text is that text. */
    static Document read(JsonNode value, String path) {
        if (value.isString()) {
            return new Document.Text(value.stringValue());
        }
        if (!value.isObject()) {
            throw Members.wrong(path, value, "string or object");
        }
        return value.size() == 1 && value.path(TEXT).isString()
                ? new Document.Text(value.path(TEXT).stringValue())
                : new Document.Fields(Trees.json(value));
    }

    /** A document as it is. */
    static JsonNode plain(Document document) {
        return switch (document) {
            case Document.Text text -> StringNode.valueOf(text.text());
            case Document.Fields fields -> Trees.node(fields.object());
        };
    }

    /** A document as an object, as most repeat it. */
    static JsonNode object(Document document) {
        return switch (document) {
            case Document.Text text -> Trees.object().put(TEXT, text.text());
            case Document.Fields fields -> Trees.node(fields.object());
        };
    }

    /** A document as words: the members that count, one a line, as Cohere advises it. */
    static String words(Document document, List<String> rankFields) {
        return switch (document) {
            case Document.Text text -> text.text();
            case Document.Fields fields -> {
                JsonNode object = Trees.node(fields.object());
                StringBuilder words = new StringBuilder();
                object.properties().forEach(member -> {
                    if (rankFields.isEmpty()) {
                        line(member.getKey(), member.getValue(), words);
                    }
                });
                for (String name : rankFields) {
                    if (object.has(name)) {
                        line(name, object.path(name), words);
                    }
                }
                yield words.toString();
            }
        };
    }

    private static void line(String name, JsonNode value, StringBuilder words) {
        words.append(words.isEmpty() ? "" : "\n").append(name).append(": ");
        words.append(value.isString() ? value.stringValue() : Trees.json(value).text());
    }

    /** The results that the caller wants: not every provider knows how to keep to the best few. */
    static List<Result> wanted(List<Result> results, RerankRequest asked) {
        long most = Math.max(0, Math.min(results.size(), asked.limits().topN().orElse(results.size())));
        return results.subList(0, (int) most);
    }

    /** The document of a result as the caller is to see it. */
    static Optional<Document> of(Result result, RerankRequest asked) {
        boolean wanted = asked.limits().withDocuments().orElse(false)
                && result.index() >= 0
                && result.index() < asked.documents().size();
        return result.document()
                .or(() -> wanted ? Optional.of(asked.documents().get(result.index())) : Optional.empty());
    }
}
