package io.piuptime.dialects.openai.chat.stream;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.EventWriter;
import io.piuptime.dialects.chat.Output;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.openai.chat.terms.Answers;
import io.piuptime.dialects.openai.chat.terms.Usages;
import io.piuptime.dialects.openai.chat.terms.Words;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.chat.ChatUsage;
import io.piuptime.model.chat.FinishReason;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a stream chunk by chunk. */
public final class StreamWriter implements EventWriter {
    private static final FinishReason UNKNOWN = new FinishReason(FinishReason.Kind.OTHER, "");

    private final boolean withUsage;
    private final Drops drops;
    private final Map<Integer, ChoiceWriter> choices = new TreeMap<>();
    private ChatEvent.Started started = new ChatEvent.Started("", "", 0);
    private boolean isStarted;
    private Optional<ChatUsage> usage = Optional.empty();
    private boolean over;
    private Output out = new Output();

    public StreamWriter(boolean withUsage, Drops drops) {
        this.withUsage = withUsage;
        this.drops = drops;
    }

    @Override
    public void write(ChatEvent event, Output to) {
        if (over) {
            return;
        }
        out = to;
        switch (event) {
            case ChatEvent.Started begin -> {
                if (!isStarted) {
                    started = begin;
                    choice(0);
                }
            }
            case ChatEvent.PartStarted begin -> choice(begin.choice()).begin(begin.part(), begin.opening());
            case ChatEvent.Piece piece -> choice(piece.choice()).piece(piece.part(), piece.text());
            case ChatEvent.SummaryPiece piece ->
                choice(piece.choice()).summary(piece.part(), piece.paragraph(), piece.text());
            case ChatEvent.Signed signed -> choice(signed.choice()).sign(signed.part(), signed.signature());
            case ChatEvent.Cited cited -> choice(cited.choice()).cite(cited.citation());
            case ChatEvent.Likely likely ->
                chunk(likely.choice(), Trees.object(), Optional.of(Trees.node(likely.logprobs())));
            case ChatEvent.PartEnded end -> choice(end.choice()).end(end.part(), end.whole());
            case ChatEvent.Finished finished ->
                choice(finished.choice()).finish(finished.reason(), finished.stopText());
            case ChatEvent.Used used -> usage = Optional.of(used.usage());
            case ChatEvent.Failed failed -> {
                over = true;
                out.data(Words.error(failed.error()));
            }
            case ChatEvent.Ended _ -> end();
        }
    }

    private void end() {
        over = true;
        choices.values().forEach(choice -> choice.finish(UNKNOWN, Optional.empty()));
        if (withUsage && usage.isPresent()) {
            ObjectNode chunk = chunk(Trees.array());
            chunk.set("usage", Usages.write(usage.get()));
            out.data(chunk);
        }
        out.text("data: " + StreamReader.DONE + "\n\n");
    }

    private ChoiceWriter choice(int index) {
        isStarted = true;
        ChoiceWriter known = choices.get(index);
        if (known != null) {
            return known;
        }
        ChoiceWriter choice = new ChoiceWriter(new Chunks(index), drops);
        choices.put(index, choice);
        chunk(index, Trees.object().put("role", "assistant").put("content", ""), Optional.empty());
        return choice;
    }

    /** Where a choice writes. */
    final class Chunks {
        private final int index;

        private Chunks(int index) {
            this.index = index;
        }

        void delta(ObjectNode delta) {
            chunk(index, delta, Optional.empty());
        }

        void finish(String reason, Optional<String> stopText) {
            ObjectNode choice = StreamWriter.choice(index, Trees.object());
            choice.put("finish_reason", reason);
            stopText.ifPresent(text -> choice.put(Answers.STOP_TEXT, text));
            out.data(chunk(Trees.array().add(choice)));
        }
    }

    private void chunk(int index, ObjectNode delta, Optional<JsonNode> likely) {
        ObjectNode choice = choice(index, delta);
        likely.ifPresent(told -> choice.set("logprobs", told));
        out.data(chunk(Trees.array().add(choice)));
    }

    private ObjectNode chunk(ArrayNode told) {
        ObjectNode chunk = Trees.object();
        chunk.put("id", started.id());
        chunk.put("object", "chat.completion.chunk");
        chunk.put("created", started.created());
        chunk.put("model", started.model());
        chunk.set("choices", told);
        return chunk;
    }

    private static ObjectNode choice(int index, ObjectNode delta) {
        ObjectNode choice = Trees.object().put("index", index);
        choice.set("delta", delta);
        choice.putNull("logprobs");
        choice.putNull("finish_reason");
        return choice;
    }
}
