package io.piuptime.dialects.openai.chat.terms;

import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.Part;
import io.piuptime.model.chat.Part.Reasoning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Thoughts, both ways: as text alone, and as the list of details that bears what proves or seals them. */
public final class ReasoningForms {
    public static final String TEXT = "reasoning_content";
    public static final String DETAILS = "reasoning_details";

    /** Kind of the native part that says in which format the details of its message are. */
    public static final String FORMAT = "reasoning_details.format";

    public static final String OF_TEXT = "reasoning.text";
    public static final String OF_SUMMARY = "reasoning.summary";
    public static final String SEALED = "reasoning.encrypted";

    private static final String OTHER_TEXT = "reasoning";

    private ReasoningForms() {}

    /** Reads the thoughts of a message. */
    public static List<Part> read(Members message) {
        Optional<String> text = said(message.node(TEXT)).or(() -> said(message.node(OTHER_TEXT)));
        message.node(OTHER_TEXT);
        List<JsonNode> details = message.list(DETAILS);
        List<Reasoning> thoughts = new ArrayList<>();
        details.forEach(detail -> add(thoughts, detail));
        text.ifPresent(said -> complete(thoughts, said));
        List<Part> parts = new ArrayList<>();
        details.stream().flatMap(detail -> format(detail).stream()).findFirst().ifPresent(parts::add);
        parts.addAll(thoughts);
        return parts;
    }

    /** What names the format of a detail, if that is worth keeping. */
    public static Optional<Part> format(JsonNode detail) {
        String format = Words.text(detail, "format");
        return format.isEmpty() || format.equals("unknown")
                ? Optional.empty()
                : Optional.of(new Part.Native(Words.NAME, FORMAT, Trees.json(detail.path("format"))));
    }

    /** Writes thoughts into a message. */
    public static void write(ObjectNode message, List<Reasoning> thoughts, Optional<JsonNode> format) {
        StringBuilder text = new StringBuilder();
        thoughts.forEach(thought -> text.append(shown(thought)));
        if (!text.isEmpty()) {
            message.put(TEXT, text.toString());
        }
        boolean plain = thoughts.size() == 1 && isPlain(thoughts.getFirst());
        if (thoughts.isEmpty() || plain) {
            return;
        }
        ArrayNode details = message.putArray(DETAILS);
        thoughts.forEach(thought -> details(thought, details));
        format.ifPresent(named -> details.values().forEach(detail -> ((ObjectNode) detail).set("format", named)));
    }

    /** What a caller who knows of no details is shown of a thought. */
    private static String shown(Reasoning thought) {
        return thought.text().isEmpty() ? String.join("\n\n", thought.summary()) : thought.text();
    }

    private static boolean isPlain(Reasoning thought) {
        return thought.equals(new Reasoning(thought.text()));
    }

    private static void details(Reasoning thought, ArrayNode details) {
        boolean sealed = thought.sealed().isPresent();
        if (!thought.text().isEmpty() || thought.signature().isPresent()) {
            ObjectNode detail = detail(details, OF_TEXT).put("text", thought.text());
            thought.signature().ifPresent(signature -> detail.put("signature", signature));
            if (!sealed) {
                putId(detail, thought.id());
            }
        }
        for (String paragraph : thought.summary()) {
            ObjectNode detail = detail(details, OF_SUMMARY).put("summary", paragraph);
            putId(detail, thought.id());
        }
        thought.sealed().ifPresent(data -> {
            ObjectNode detail = detail(details, SEALED).put("data", data);
            putId(detail, thought.id());
        });
    }

    private static ObjectNode detail(ArrayNode details, String type) {
        int index = details.size();
        return details.addObject().put("type", type).put("index", index);
    }

    private static void putId(ObjectNode detail, String id) {
        if (!id.isEmpty()) {
            detail.put("id", id);
        }
    }

    /** Adds what a detail says: to the last thought where it goes on with it, or as a new one. */
    private static void add(List<Reasoning> thoughts, JsonNode detail) {
        String id = Words.text(detail, "id");
        Optional<Reasoning> last = thoughts.isEmpty() ? Optional.empty() : Optional.of(thoughts.getLast());
        Optional<Reasoning> summed = last.filter(thought -> thought.text().isEmpty()
                && thought.signature().isEmpty()
                && thought.sealed().isEmpty()
                && (id.isEmpty() || thought.id().isEmpty() || id.equals(thought.id())));
        switch (Words.text(detail, "type")) {
            case OF_TEXT -> {
                Optional<String> signature = said(Optional.of(detail.path("signature")));
                String text = Words.text(detail, "text");
                if (!text.isEmpty() || signature.isPresent()) {
                    thoughts.add(new Reasoning(id, text, List.of(), signature, Optional.empty()));
                }
            }
            case OF_SUMMARY -> {
                List<String> summary =
                        new ArrayList<>(summed.map(Reasoning::summary).orElse(List.of()));
                summary.add(Words.text(detail, "summary"));
                summed.ifPresent(_ -> thoughts.removeLast());
                String known = summed.map(Reasoning::id).orElse("");
                thoughts.add(
                        new Reasoning(known.isEmpty() ? id : known, "", summary, Optional.empty(), Optional.empty()));
            }
            case SEALED -> {
                Optional<String> data = Optional.of(Words.text(detail, "data"));
                List<String> summary = summed.map(Reasoning::summary).orElse(List.of());
                summed.ifPresent(_ -> thoughts.removeLast());
                thoughts.add(new Reasoning(id, "", summary, Optional.empty(), data));
            }
            default -> {
                // a kind that nobody has described
            }
        }
    }

    /** Uses the text beside the details where those say none: who put a stream together may have only the end of them. */
    private static void complete(List<Reasoning> thoughts, String text) {
        if (thoughts.isEmpty()) {
            thoughts.add(new Reasoning(text));
            return;
        }
        boolean told = thoughts.stream().anyMatch(thought -> !shown(thought).isEmpty());
        if (told) {
            return;
        }
        Reasoning first = thoughts.getFirst();
        if (first.signature().isPresent()) {
            thoughts.set(0, new Reasoning(first.id(), text, first.summary(), first.signature(), first.sealed()));
        } else {
            thoughts.addFirst(new Reasoning(text));
        }
    }

    /** A text that is there and not empty. */
    public static Optional<String> said(Optional<JsonNode> node) {
        return node.filter(JsonNode::isString).map(JsonNode::stringValue).filter(text -> !text.isEmpty());
    }
}
