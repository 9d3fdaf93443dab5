package io.piuptime.dialects.cohere;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.EventWriter;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.chat.Output;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.chat.ChatUsage;
import io.piuptime.model.chat.FinishReason;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a streamed reply. It ends with one event that has both the reason and the usage, whatever came first. */
final class StreamWriter implements EventWriter {
    private final Drops drops;
    private final Map<Integer, PartFrames> open = new TreeMap<>();
    private final PartFrames.Numbers numbers = new PartFrames.Numbers();
    private String id = "";
    private Optional<FinishReason> finish = Optional.empty();
    private Optional<ChatUsage> usage = Optional.empty();
    private boolean started;
    private boolean closed;

    StreamWriter(Drops drops) {
        this.drops = drops;
    }

    @Override
    public void write(ChatEvent event, Output out) {
        if (closed) {
            return;
        }
        switch (event) {
            case ChatEvent.Started begun -> {
                id = begun.id();
                start(out);
            }
            case ChatEvent.PartStarted begun -> {
                if (first(begun.choice())) {
                    start(out);
                    PartFrames part = new PartFrames(begun.opening(), numbers, drops);
                    open.put(begun.part(), part);
                    part.start(out);
                }
            }
            case ChatEvent.Piece piece -> {
                if (first(piece.choice())) {
                    part(piece.part()).ifPresent(part -> part.piece(piece.text(), out));
                }
            }
            case ChatEvent.SummaryPiece piece -> {
                if (first(piece.choice())) {
                    part(piece.part()).ifPresent(part -> part.summary(piece.paragraph(), piece.text(), out));
                }
            }
            case ChatEvent.Signed _ -> drops.add(Feature.THOUGHT_PROOF);
            case ChatEvent.Cited cited -> {
                if (first(cited.choice())) {
                    start(out);
                    Citations.written(cited.citation(), drops).ifPresent(json -> citation(json, out));
                }
            }
            case ChatEvent.Likely _ -> drops.add(Feature.LOGPROBS);
            case ChatEvent.PartEnded ended -> {
                if (first(ended.choice())) {
                    ended.whole().ifPresent(whole -> PartFrames.dropSigns(whole, drops));
                    Optional.ofNullable(open.remove(ended.part())).ifPresent(part -> part.end(out));
                }
            }
            case ChatEvent.Finished finished -> {
                if (first(finished.choice())) {
                    finish = Optional.of(finished.reason());
                    endAll(out);
                }
            }
            case ChatEvent.Used used -> usage = Optional.of(used.usage());
            case ChatEvent.Failed failed -> {
                ObjectNode delta = Trees.object().put(Replies.FINISH, "ERROR");
                close(delta.put("error", failed.error().message()), out);
            }
            case ChatEvent.Ended _ ->
                close(
                        Trees.object()
                                .put(Replies.FINISH, finish.map(Words::finish).orElse("COMPLETE")),
                        out);
        }
    }

    /** Cohere gives one answer. */
    private boolean first(int choice) {
        if (choice > 0) {
            drops.add(Feature.CHOICES);
        }
        return choice == 0;
    }

    private Optional<PartFrames> part(int number) {
        return Optional.ofNullable(open.get(number));
    }

    private void start(Output out) {
        if (started) {
            return;
        }
        started = true;
        ObjectNode frame = Trees.object().put("id", id).put("type", "message-start");
        ObjectNode message = frame.putObject("delta").putObject("message").put("role", "assistant");
        message.putArray("content");
        message.put(MessageReader.PLAN, "");
        message.putArray("tool_calls");
        message.putArray("citations");
        out.event("message-start", frame);
    }

    private void citation(JsonNode citation, Output out) {
        PartFrames.citation(numbers.citation(), citation, out);
    }

    private void endAll(Output out) {
        open.values().forEach(part -> part.end(out));
        open.clear();
    }

    private void close(ObjectNode delta, Output out) {
        start(out);
        endAll(out);
        usage.ifPresent(counts -> delta.set(Replies.USAGE, Words.usage(counts)));
        ObjectNode frame = Trees.object().put("type", "message-end");
        frame.set("delta", delta);
        out.event("message-end", frame);
        out.text("data: [DONE]\n\n");
        closed = true;
    }
}
