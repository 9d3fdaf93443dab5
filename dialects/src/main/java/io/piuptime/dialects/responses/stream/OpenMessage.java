package io.piuptime.dialects.responses.stream;

import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.responses.item.ContentForms;
import io.piuptime.dialects.responses.item.OutputItems;
import io.piuptime.model.chat.Part;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A message that is being written, piece of content after piece. */
final class OpenMessage {
    private final Frames frames;
    private final Optional<ObjectNode> phase;
    private final String id;
    private final int index;
    private final ArrayNode content = Trees.array();
    private Optional<Content> current = Optional.empty();

    OpenMessage(Frames frames, Optional<ObjectNode> phase) {
        this.frames = frames;
        this.phase = phase;
        this.id = OutputItems.id("msg", frames.reply(), frames.items());
        this.index = frames.add(OutputItems.message(id, phase, "in_progress"));
    }

    /** Whether no item began after it. */
    boolean isLast() {
        return frames.items() == index + 1;
    }

    Content text() {
        return begin(new Content(false));
    }

    Content refusal() {
        return begin(new Content(true));
    }

    /** A piece that comes whole. */
    void whole(JsonNode piece) {
        endCurrent();
        for (String step : new String[] {"added", "done"}) {
            frames.event(event("response.content_part." + step).set("part", piece));
        }
        content.add(piece);
    }

    /** Probabilities for what was written last; says whether there is a text that they can belong to. */
    boolean likely(JsonNode tokens) {
        Optional<Content> text = current.filter(open -> !open.refused);
        text.ifPresent(open -> {
            open.logprobs.addAll(tokens.values());
            frames.event(event("response.output_text.delta").put("delta", "").set("logprobs", tokens));
        });
        return text.isPresent();
    }

    void close() {
        endCurrent();
        ObjectNode item = OutputItems.message(id, phase, "completed");
        item.set("content", content);
        frames.done(index, item);
    }

    private Content begin(Content begun) {
        endCurrent();
        current = Optional.of(begun);
        frames.event(event("response.content_part.added").set("part", begun.json()));
        return begun;
    }

    private void endCurrent() {
        current.ifPresent(open -> open.end(Optional.empty()));
    }

    private ObjectNode event(String type) {
        return Trees.object()
                .put("type", type)
                .put("item_id", id)
                .put("output_index", index)
                .put("content_index", content.size());
    }

    /** A text or refusal within the message. */
    final class Content implements OpenItem {
        private final boolean refused;
        private final StringBuilder said = new StringBuilder();
        private final ArrayNode annotations = Trees.array();
        private final ArrayNode logprobs = Trees.array();
        private boolean ended;

        private Content(boolean refused) {
            this.refused = refused;
        }

        boolean isEnded() {
            return ended;
        }

        boolean isRefusal() {
            return refused;
        }

        @Override
        public void piece(String text) {
            if (text.isEmpty() || ended) {
                return;
            }
            said.append(text);
            if (refused) {
                frames.event(event("response.refusal.delta").put("delta", text));
            } else {
                frames.event(
                        event("response.output_text.delta").put("delta", text).set("logprobs", Trees.array()));
            }
        }

        @Override
        public void cite(JsonNode annotation) {
            if (refused || ended) {
                return;
            }
            frames.event(event("response.output_text.annotation.added")
                    .put("annotation_index", annotations.size())
                    .set("annotation", annotation));
            annotations.add(annotation);
        }

        @Override
        public void end(Optional<Part> whole) {
            if (ended) {
                return;
            }
            ended = true;
            current = Optional.empty();
            if (refused) {
                frames.event(event("response.refusal.done").put("refusal", said.toString()));
            } else {
                frames.event(event("response.output_text.done")
                        .put("text", said.toString())
                        .set("logprobs", logprobs));
            }
            frames.event(event("response.content_part.done").set("part", json()));
            content.add(json());
        }

        private ObjectNode json() {
            return refused
                    ? ContentForms.refusal(said.toString())
                    : ContentForms.outputText(said.toString(), annotations.deepCopy(), logprobs.deepCopy());
        }
    }
}
