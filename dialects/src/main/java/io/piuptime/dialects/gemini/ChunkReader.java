package io.piuptime.dialects.gemini;

import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.gemini.terms.CallIds;
import io.piuptime.dialects.gemini.terms.Camel;
import io.piuptime.dialects.gemini.terms.Likelihoods;
import io.piuptime.dialects.gemini.terms.Usages;
import io.piuptime.dialects.gemini.terms.Words;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.chat.FinishReason;
import io.piuptime.model.chat.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the chunks of a streamed reply, each a reply of its own with what is new. Some models give a reason to end with every
 * chunk: the last one counts, when the stream has ended.
 */
final class ChunkReader {
    /** Kind of the part that holds what a candidate says beyond the canonical form, such as its sources. */
    static final String CANDIDATE = "candidate";

    private final Consumer<ChatEvent> sink;
    private final Map<Integer, Choice> choices = new TreeMap<>();
    private Optional<PartReader> parts = Optional.empty();
    private boolean failed;

    /** One answer so far. */
    private static final class Choice {
        private int parts;
        private Optional<Part> open = Optional.empty();
        private boolean calls;
        private boolean blocked;
        private Optional<String> reason = Optional.empty();
        private final ObjectNode more = Trees.object();
    }

    ChunkReader(Consumer<ChatEvent> sink) {
        this.sink = sink;
    }

    /** Reads a chunk; throws a refusal when it is none. */
    void read(JsonNode chunk) {
        Members body = Camel.of(chunk, "");
        if (body.has("error")) {
            failed = true;
            sink.accept(new ChatEvent.Failed(Words.error(500, chunk)));
            return;
        }
        if (parts.isEmpty()) {
            String id = body.text("responseId").orElse("");
            parts = Optional.of(new PartReader(new CallIds(id)));
            String model = body.text("modelVersion").orElse("");
            long created = body.text("createTime").map(Replies::seconds).orElse(0L);
            sink.accept(new ChatEvent.Started(id, model, created));
        }
        int place = 0;
        for (Members candidate : Camel.objects(body, Replies.CANDIDATES)) {
            int index = (int) candidate.whole("index").orElse(place++);
            candidate(index, choices.computeIfAbsent(index, _ -> new Choice()), candidate, parts.get());
        }
        body.node(Replies.BLOCK).ifPresent(this::blocked);
        body.node(Usages.USAGE).ifPresent(usage -> sink.accept(new ChatEvent.Used(Usages.read(usage))));
    }

    void end() {
        choices.forEach((index, choice) -> {
            if (choice.reason.isEmpty()) {
                return; // it broke off: what was being said has no end
            }
            close(index, choice);
            if (!choice.more.isEmpty()) {
                whole(index, choice, new Part.Native(Words.NAME, CANDIDATE, Trees.json(choice.more)));
            }
            choice.reason.ifPresent(
                    word -> sink.accept(new ChatEvent.Finished(index, finish(word, choice), Optional.empty())));
        });
        boolean whole = !choices.isEmpty() && choices.values().stream().allMatch(choice -> choice.reason.isPresent());
        if (whole && !failed) {
            sink.accept(new ChatEvent.Ended());
        }
    }

    private static FinishReason finish(String word, Choice choice) {
        return choice.blocked
                ? new FinishReason(FinishReason.Kind.CONTENT_FILTER, word)
                : Words.finish(word, choice.calls);
    }

    private void blocked(JsonNode feedback) {
        String reason = feedback.path("blockReason").asString("");
        if (reason.isEmpty() || !choices.isEmpty()) {
            return;
        }
        Choice choice = choices.computeIfAbsent(0, _ -> new Choice());
        whole(0, choice, new Part.Native(Words.NAME, Replies.BLOCK, Trees.json(feedback)));
        choice.blocked = true;
        choice.reason = Optional.of(reason);
    }

    private void candidate(int index, Choice choice, Members candidate, PartReader reader) {
        Optional<Members> content = Camel.object(candidate, "content");
        if (content.isPresent()) {
            for (Members part : Camel.objects(content.get(), "parts")) {
                List<Part> read = new ArrayList<>();
                reader.read(part, read);
                read.forEach(piece -> piece(index, choice, piece));
            }
        }
        candidate
                .node("logprobsResult")
                .ifPresent(likely -> sink.accept(new ChatEvent.Likely(index, Likelihoods.read(likely))));
        Words.reason(candidate).ifPresent(word -> choice.reason = Optional.of(word));
        // some of it comes with every chunk, and would cut the text into pieces if it were told there
        candidate.rest().forEach((name, json) -> choice.more.set(name, Trees.node(json)));
    }

    private void piece(int index, Choice choice, Part part) {
        switch (part) {
            case Part.Text text -> {
                if (!text.text().isEmpty()) {
                    int open = open(index, choice, new Part.Text(""), Part.Text.class);
                    sink.accept(new ChatEvent.Piece(index, open, text.text()));
                }
            }
            case Part.Reasoning thought -> thought(index, choice, thought);
            case Part.ToolCall call -> {
                close(index, choice);
                choice.calls = true;
                int number = choice.parts++;
                Part opening = new Part.ToolCall(call.id(), call.name(), "", false, call.signature(), Optional.empty());
                sink.accept(new ChatEvent.PartStarted(index, number, opening));
                sink.accept(new ChatEvent.Piece(index, number, call.arguments()));
                sink.accept(new ChatEvent.PartEnded(index, number, Optional.empty()));
            }
            case Part.Media _, Part.Native _, Part.ToolResult _, Part.Refusal _ -> whole(index, choice, part);
        }
    }

    private void thought(int index, Choice choice, Part.Reasoning thought) {
        if (thought.text().isEmpty() && thought.signature().isEmpty()) {
            return;
        }
        int open = open(index, choice, new Part.Reasoning(""), Part.Reasoning.class);
        if (!thought.text().isEmpty()) {
            sink.accept(new ChatEvent.Piece(index, open, thought.text()));
        }
        thought.signature().ifPresent(signature -> {
            sink.accept(new ChatEvent.Signed(index, open, signature));
            close(index, choice);
        });
    }

    /** The number of the part that is open, if it is of that kind, or of a new one. */
    private int open(int index, Choice choice, Part opening, Class<? extends Part> kind) {
        if (choice.open.filter(kind::isInstance).isEmpty()) {
            close(index, choice);
            choice.open = Optional.of(opening);
            sink.accept(new ChatEvent.PartStarted(index, choice.parts++, opening));
        }
        return choice.parts - 1;
    }

    private void whole(int index, Choice choice, Part part) {
        close(index, choice);
        int number = choice.parts++;
        sink.accept(new ChatEvent.PartStarted(index, number, part));
        sink.accept(new ChatEvent.PartEnded(index, number, Optional.empty()));
    }

    private void close(int index, Choice choice) {
        if (choice.open.isPresent()) {
            choice.open = Optional.empty();
            sink.accept(new ChatEvent.PartEnded(index, choice.parts - 1, Optional.empty()));
        }
    }
}
