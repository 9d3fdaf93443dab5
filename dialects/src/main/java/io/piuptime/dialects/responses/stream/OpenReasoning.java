package io.piuptime.dialects.responses.stream;

import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.responses.item.Errors;
import io.piuptime.dialects.responses.item.ItemForms;
import io.piuptime.dialects.responses.item.OutputItems;
import io.piuptime.model.chat.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** A reasoning that is being written. */
final class OpenReasoning implements OpenItem {
    private final Frames frames;
    private final String id;
    private final int index;
    private final StringBuilder text = new StringBuilder();
    private final List<StringBuilder> summary = new ArrayList<>();
    private final StringBuilder signature = new StringBuilder();
    private Optional<String> sealed;
    private boolean ended;

    private OpenReasoning(Frames frames, Part.Reasoning opening) {
        this.frames = frames;
        this.sealed = opening.sealed();
        opening.signature().ifPresent(signature::append);
        Part.Reasoning begun = new Part.Reasoning(opening.id(), "", List.of(), Optional.empty(), Optional.empty());
        ObjectNode item = OutputItems.reasoning(frames.reply(), frames.items(), begun);
        this.id = Errors.text(item, "id");
        this.index = frames.add(item);
    }

    /** Begins one, with what is known of it already. */
    static OpenReasoning begin(Frames frames, Part.Reasoning opening) {
        OpenReasoning begun = new OpenReasoning(frames, opening);
        begun.told(opening);
        return begun;
    }

    @Override
    public void piece(String more) {
        if (more.isEmpty() || ended) {
            return;
        }
        if (text.isEmpty()) {
            frames.event(content("response.content_part.added").set("part", ItemForms.reasoningText("")));
        }
        text.append(more);
        frames.event(content("response.reasoning_text.delta").put("delta", more));
    }

    @Override
    public void summary(int paragraph, String more) {
        if (ended || paragraph < summary.size() - 1) {
            return;
        }
        while (summary.size() <= paragraph) {
            endParagraph();
            summary.add(new StringBuilder());
            frames.event(paragraph("response.reasoning_summary_part.added").set("part", ItemForms.summaryText("")));
        }
        if (!more.isEmpty()) {
            summary.getLast().append(more);
            frames.event(paragraph("response.reasoning_summary_text.delta").put("delta", more));
        }
    }

    @Override
    public boolean sign(String more) {
        signature.append(more);
        return true;
    }

    @Override
    public void end(Optional<Part> whole) {
        if (ended) {
            return;
        }
        if (whole.isPresent() && whole.get() instanceof Part.Reasoning told) {
            told(told);
            sealed = told.sealed().or(() -> sealed);
            told.signature().ifPresent(signed -> {
                signature.setLength(0);
                signature.append(signed);
            });
        }
        endParagraph();
        if (!text.isEmpty()) {
            frames.event(content("response.reasoning_text.done").put("text", text.toString()));
            frames.event(content("response.content_part.done").set("part", ItemForms.reasoningText(text.toString())));
        }
        ended = true;
        List<String> paragraphs = summary.stream().map(StringBuilder::toString).toList();
        frames.done(
                index, ItemForms.writeReasoning(new Part.Reasoning(id, text.toString(), paragraphs, proof(), sealed)));
    }

    private Optional<String> proof() {
        return signature.isEmpty() ? Optional.empty() : Optional.of(signature.toString());
    }

    /** What comes whole is news only where nothing came in pieces. */
    private void told(Part.Reasoning whole) {
        if (text.isEmpty()) {
            piece(whole.text());
        }
        for (int i = summary.size(); i < whole.summary().size(); i++) {
            summary(i, whole.summary().get(i));
        }
    }

    private void endParagraph() {
        if (!summary.isEmpty()) {
            String said = summary.getLast().toString();
            frames.event(paragraph("response.reasoning_summary_text.done").put("text", said));
            frames.event(paragraph("response.reasoning_summary_part.done").set("part", ItemForms.summaryText(said)));
        }
    }

    private ObjectNode paragraph(String type) {
        return event(type).put("summary_index", summary.size() - 1);
    }

    private ObjectNode content(String type) {
        return event(type).put("content_index", 0);
    }

    private ObjectNode event(String type) {
        return Trees.object().put("type", type).put("item_id", id).put("output_index", index);
    }
}
