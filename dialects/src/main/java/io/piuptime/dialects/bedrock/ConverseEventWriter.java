package io.piuptime.dialects.bedrock;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.EventWriter;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.chat.Output;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.chat.ChatUsage;
import io.piuptime.model.chat.FinishReason;
import io.piuptime.model.chat.Part;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a reply of ConverseStream. There is one choice; each block bears its number, so that calls may overlap. Usage is told
 * last.
 */
final class ConverseEventWriter implements EventWriter {
    private final EventStreamWriter frames = new EventStreamWriter();
    private final Map<Integer, BlockWriter> open = new TreeMap<>();
    private Optional<ChatUsage> usage = Optional.empty();
    private int blocks;
    private boolean started;
    private boolean stopped;
    private boolean ended;
    private final Drops drops;

    ConverseEventWriter(Drops drops) {
        this.drops = drops;
    }

    @Override
    public void write(ChatEvent event, Output out) {
        if (ended) {
            return;
        }
        switch (event) {
            case ChatEvent.Started _ -> start(out);
            case ChatEvent.PartStarted(int choice, int part, Part opening)
            when isTold(choice) -> {
                start(out);
                BlockWriter block = new BlockWriter(frames, () -> blocks++, opening, drops);
                open.put(part, block);
                block.begin(out);
            }
            case ChatEvent.Piece(int choice, int part, String text)
            when isOpen(choice, part) -> block(part).piece(text, out);
            case ChatEvent.SummaryPiece(int choice, int part, int paragraph, String text)
            when isOpen(choice, part) -> block(part).summary(paragraph, text, out);
            case ChatEvent.Signed(int choice, int part, String signature)
            when isOpen(choice, part) -> block(part).signed(signature, out);
            case ChatEvent.Cited(int choice, int part, Part.Citation citation)
            when isOpen(choice, part) -> block(part).cited(citation, out);
            case ChatEvent.PartEnded(int choice, int part, Optional<Part> whole)
            when isOpen(choice, part) -> {
                block(part).end(whole, out);
                open.remove(part);
            }
            case ChatEvent.Finished(int choice, FinishReason reason, Optional<String> stopText)
            when isTold(choice) -> stop(reason, stopText, out);
            case ChatEvent.PartStarted(int choice, int _, Part _) when choice > 0 -> drops.add(Feature.CHOICES);
            case ChatEvent.Likely _ -> drops.add(Feature.LOGPROBS);
            case ChatEvent.Used(ChatUsage so) -> usage = Optional.of(so);
            case ChatEvent.Failed(var error) -> {
                ObjectNode payload = Trees.object().put("message", error.message());
                frames.exception(Words.exceptionInStream(error), payload, out);
                ended = true;
            }
            case ChatEvent.Ended _ -> end(out);
            default -> {
                // of another choice, or nothing that Bedrock says
            }
        }
    }

    private boolean isTold(int choice) {
        return choice == 0 && !stopped;
    }

    private boolean isOpen(int choice, int part) {
        return choice == 0 && open.containsKey(part);
    }

    private BlockWriter block(int part) {
        BlockWriter block = open.get(part);
        if (block == null) {
            throw new IllegalStateException("part: " + part + " (expected: one that was started)");
        }
        return block;
    }

    private void start(Output out) {
        if (!started) {
            started = true;
            frames.event("messageStart", Trees.object().put("role", "assistant"), out);
        }
    }

    private void stop(FinishReason reason, Optional<String> stopText, Output out) {
        start(out);
        open.values().forEach(block -> block.end(Optional.empty(), out));
        open.clear();
        stopped = true;
        ObjectNode event = Trees.object().put("stopReason", Words.word(reason));
        stopText.ifPresent(text -> event.putObject(BedrockCodec.REPLY_FIELDS).put("stop_sequence", text));
        frames.event("messageStop", event, out);
    }

    private void end(Output out) {
        if (!stopped) {
            stop(new FinishReason(FinishReason.Kind.STOP, ""), Optional.empty(), out);
        }
        usage.ifPresent(counts -> {
            ObjectNode event = Trees.object();
            event.set("usage", Replies.usage(counts, drops));
            event.putObject("metrics").put("latencyMs", 0);
            frames.event("metadata", event, out);
        });
        ended = true;
    }
}
