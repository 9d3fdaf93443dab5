package io.piuptime.dialects.cohere;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Where words come from. Cohere tells it beside the content; here it belongs to the text that it is about. */
final class Citations {
    /** Kind of a part that holds a source of something that is no text, such as the plan. */
    static final String KIND = "citation";

    private static final String TYPE = "type";
    private static final String OF_TEXT = "TEXT_CONTENT";

    private Citations() {}

    static Part.Citation read(JsonNode citation) {
        JsonNode document = citation.path("sources").path(0).path("document");
        return new Part.Citation(
                CohereCodec.NAME,
                document.path("url").asString(""),
                document.path("title").asString(""),
                Trees.json(citation));
    }

    /** Whether a citation is about words of the answer. */
    static boolean isOfText(JsonNode citation) {
        return !citation.has(TYPE) || citation.path(TYPE).asString("").equals(OF_TEXT);
    }

    /** The content with each citation at its text. */
    static List<Part> attached(List<Part> content, List<Members> citations) {
        if (citations.isEmpty()) {
            return content;
        }
        List<Part> parts = new ArrayList<>(content);
        for (Members said : citations) {
            JsonNode citation = said.all();
            int place = isOfText(citation)
                    ? place(content, citation.path("content_index").asInt(0))
                    : -1;
            if (place >= 0 && parts.get(place) instanceof Part.Text text) {
                List<Part.Citation> all = new ArrayList<>(text.citations());
                all.add(read(citation));
                parts.set(place, new Part.Text(text.text(), all, text.cache()));
            } else {
                parts.add(new Part.Native(CohereCodec.NAME, KIND, Trees.json(citation)));
            }
        }
        return parts;
    }

    private static int place(List<Part> content, int index) {
        if (index >= 0 && index < content.size() && content.get(index) instanceof Part.Text) {
            return index;
        }
        for (int i = 0; i < content.size(); i++) {
            if (content.get(i) instanceof Part.Text) {
                return i;
            }
        }
        return -1;
    }

    /** What Cohere can say of a citation. */
    static Optional<JsonNode> written(Part.Citation citation, Drops drops) {
        if (citation.dialect().equals(CohereCodec.NAME)) {
            return Optional.of(Trees.node(citation.json()));
        }
        drops.add(Feature.CITATIONS);
        return Optional.empty();
    }

    static void write(List<Part.Citation> citations, ArrayNode list, Drops drops) {
        citations.forEach(citation -> written(citation, drops).ifPresent(list::add));
    }
}
