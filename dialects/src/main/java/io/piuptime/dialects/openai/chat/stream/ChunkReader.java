package io.piuptime.dialects.openai.chat.stream;

import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.openai.chat.terms.Answers;
import io.piuptime.dialects.openai.chat.terms.CallForms;
import io.piuptime.dialects.openai.chat.terms.ContentForms;
import io.piuptime.dialects.openai.chat.terms.ReasoningForms;
import io.piuptime.dialects.openai.chat.terms.Usages;
import io.piuptime.dialects.openai.chat.terms.Words;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.chat.Part;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the chunks of a stream. A choice's reason to finish is handed on when its chunks are over: some providers tell one before
 * the last piece.
 */
final class ChunkReader {
    /** Members of a delta that are handed on as they are; others are told with every chunk and say nothing to a caller. */
    private static final List<String> WHOLE = List.of("audio", "images", "executed_tools", "extra_content");

    private final Consumer<ChatEvent> sink;
    private final Map<Integer, ChoiceReader> choices = new TreeMap<>();
    private boolean started;
    private boolean over;

    ChunkReader(Consumer<ChatEvent> sink) {
        this.sink = sink;
    }

    /** Reads a chunk. Returns false when it is none. */
    boolean read(JsonNode chunk, boolean isError) {
        if (over) {
            return true;
        }
        if (isError || chunk.hasNonNull("error")) {
            over = true;
            sink.accept(new ChatEvent.Failed(Words.errorEvent(chunk)));
            return true;
        }
        JsonNode told = chunk.path("choices");
        JsonNode usage = chunk.path("usage");
        if (!chunk.isObject() || !(told.isArray() || usage.isObject())) {
            return false;
        }
        for (JsonNode choice : told.values()) {
            start(chunk);
            choice(choice);
        }
        if (told.isEmpty()) {
            choices.values().forEach(ChoiceReader::finish);
        }
        Usages.read(usage.isObject() ? usage : chunk.path("x_groq").path("usage"))
                .ifPresent(used -> {
                    start(chunk);
                    sink.accept(new ChatEvent.Used(used));
                });
        return true;
    }

    /**
     * The stream is over.
     *
     * @param done whether its provider said so
     */
    void end(boolean done) {
        if (over) {
            return;
        }
        over = true;
        boolean whole = !choices.isEmpty() && choices.values().stream().allMatch(ChoiceReader::hasReason);
        choices.values().forEach(done ? ChoiceReader::finishAnyway : ChoiceReader::finish);
        if (done || whole) {
            sink.accept(new ChatEvent.Ended());
        }
    }

    private void start(JsonNode chunk) {
        if (!started) {
            started = true;
            long created = Answers.created(chunk.path("created"));
            sink.accept(new ChatEvent.Started(Words.text(chunk, "id"), Words.text(chunk, "model"), created));
        }
    }

    private void choice(JsonNode told) {
        int index = told.path("index").asInt(0);
        ChoiceReader choice = choices.computeIfAbsent(index, _ -> new ChoiceReader(index, sink));
        JsonNode delta = told.path("delta");
        thoughts(choice, delta);
        content(choice, delta.path("content"));
        choice.refuse(Words.text(delta, "refusal"));
        delta.path(CallForms.CALLS).values().forEach(choice::call);
        JsonNode legacy = delta.path(CallForms.LEGACY);
        if (legacy.isObject()) {
            choice.legacyCall(legacy);
        }
        delta.path(Answers.ANNOTATIONS).values().forEach(annotation -> choice.cite(Answers.citation(annotation)));
        whole(choice, delta);
        if (told.hasNonNull("logprobs")) {
            sink.accept(new ChatEvent.Likely(index, Trees.json(told.path("logprobs"))));
        }
        choice.reason(Words.text(told, "finish_reason"), Answers.stopText(told));
    }

    private static void thoughts(ChoiceReader choice, JsonNode delta) {
        String text = Words.text(delta, ReasoningForms.TEXT);
        String said = text.isEmpty() ? Words.text(delta, "reasoning") : text;
        JsonNode details = delta.path(ReasoningForms.DETAILS);
        boolean told = details.values().stream()
                .anyMatch(detail -> !Words.text(detail, "text").isEmpty()
                        || !Words.text(detail, "summary").isEmpty());
        if (!told) {
            choice.think(said);
        }
        details.values().forEach(choice::detail);
    }

    private static void content(ChoiceReader choice, JsonNode content) {
        if (content.isString()) {
            choice.say(content.stringValue());
            return;
        }
        for (JsonNode piece : content.values()) {
            switch (Words.text(piece, "type")) {
                case "text" -> choice.say(Words.text(piece, "text"));
                case "thinking" -> choice.think(Answers.thinking(piece));
                default ->
                    choice.whole(new Part.Native(
                            Words.NAME, ContentForms.WITHIN + Words.text(piece, "type"), Trees.json(piece)));
            }
        }
    }

    private static void whole(ChoiceReader choice, JsonNode delta) {
        ObjectNode more = Trees.object();
        for (String name : WHOLE) {
            Optional.of(delta.path(name))
                    .filter(value -> !value.isNull() && !value.isMissingNode())
                    .ifPresent(value -> more.set(name, value));
        }
        if (!more.isEmpty()) {
            choice.whole(new Part.Native(Words.NAME, Answers.MESSAGE, Trees.json(more)));
        }
    }
}
