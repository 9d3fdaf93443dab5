package io.piuptime.dialects.openai.chat.terms;

import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a model said, in a message of an answer or of a conversation. */
public final class Answers {
    /** Kind of the native part with the members of a message that nothing else names. */
    public static final String MESSAGE = "message";

    public static final String ANNOTATIONS = "annotations";

    /** Kind of the native part with the members of a choice that nothing else names. */
    public static final String CHOICE = "choice";

    /** The text that ended an answer, as some servers tell it. */
    public static final String STOP_TEXT = "stop_reason";

    private Answers() {}

    /**
     * Reads what a model said.
     *
     * @param number of the next call, for ids where there are none
     */
    public static List<Part> said(Members message, int number) {
        message.node("role");
        List<Part> parts = new ArrayList<>(ReasoningForms.read(message));
        parts.addAll(cited(ContentForms.read(message), message));
        message.text("refusal").ifPresent(refusal -> parts.add(new Part.Refusal(refusal)));
        parts.addAll(CallForms.read(message, number));
        rest(message).ifPresent(parts::add);
        return parts;
    }

    public static Part.Citation citation(JsonNode annotation) {
        JsonNode page = annotation.path("url_citation");
        return new Part.Citation(
                Words.NAME, Words.text(page, "url"), Words.text(page, "title"), Trees.json(annotation));
    }

    public static long created(JsonNode created) {
        return created.isNumber() ? created.numberValue().longValue() : 0;
    }

    /** The value of {@code stop_reason} where it is one of the caller's texts and not a token's number. */
    public static Optional<String> stopText(JsonNode choice) {
        return ReasoningForms.said(Optional.of(choice.path(STOP_TEXT)));
    }

    /** The text of a piece that thinks. */
    public static String thinking(JsonNode piece) {
        JsonNode thinking = piece.path("thinking");
        if (thinking.isString()) {
            return thinking.stringValue();
        }
        StringBuilder text = new StringBuilder();
        thinking.values().forEach(inner -> text.append(Words.text(inner, "text")));
        return text.toString();
    }

    /** An annotation, if this dialect has words for it. */
    public static Optional<JsonNode> annotation(Part.Citation citation, int from, int to) {
        if (citation.dialect().equals(Words.NAME)) {
            return Optional.of(Trees.node(citation.json()));
        }
        if (citation.url().isEmpty()) {
            return Optional.empty();
        }
        ObjectNode annotation = Trees.object().put("type", "url_citation");
        annotation
                .putObject("url_citation")
                .put("start_index", from)
                .put("end_index", to)
                .put("url", citation.url())
                .put("title", citation.title());
        return Optional.of(annotation);
    }

    /** Annotations are told of a message: they belong to its last text. */
    private static List<Part> cited(List<Part> content, Members message) {
        List<JsonNode> annotations = message.list(ANNOTATIONS);
        if (annotations.isEmpty()) {
            return content;
        }
        List<Part> parts = new ArrayList<>(content);
        int last = parts.size() - 1;
        while (last >= 0 && !(parts.get(last) instanceof Part.Text)) {
            last--;
        }
        if (last < 0) {
            last = 0;
            parts.addFirst(new Part.Text(""));
        }
        Part.Text text = (Part.Text) parts.get(last);
        List<Part.Citation> citations =
                annotations.stream().map(Answers::citation).toList();
        parts.set(last, new Part.Text(text.text(), citations, text.cache()));
        return parts;
    }

    public static Optional<Part> rest(Members message) {
        ObjectNode rest = Trees.object();
        for (Map.Entry<String, Json> member : message.rest().entrySet()) {
            if (!member.getValue().text().equals("null")) {
                rest.set(member.getKey(), Trees.node(member.getValue()));
            }
        }
        return rest.isEmpty() ? Optional.empty() : Optional.of(new Part.Native(Words.NAME, MESSAGE, Trees.json(rest)));
    }
}
