package io.piuptime.dialects.anthropic;

import io.piuptime.dialects.anthropic.terms.Errors;
import io.piuptime.dialects.anthropic.terms.Usages;
import io.piuptime.dialects.anthropic.terms.Words;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.EventWriter;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.chat.Output;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.chat.ChatUsage;
import io.piuptime.model.chat.FinishReason;
import io.piuptime.model.chat.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a streamed reply. There is one choice, and one block after another: what is said of a call while an earlier one is not
 * complete waits for it. The start waits for the event after it, which may tell what the prompt cost; why the answer ended and
 * what it cost in all are told at the end.
 */
final class StreamWriter implements EventWriter {
    private final Drops drops;
    private final Map<Integer, Open> open = new LinkedHashMap<>();
    private ChatEvent.Started started = new ChatEvent.Started("", "", 0);
    private ChatUsage usage = ChatUsage.NONE;
    private FinishReason reason = new FinishReason(FinishReason.Kind.STOP, "");
    private Optional<String> stopText = Optional.empty();
    private int blocks;
    private boolean announced;
    private boolean begun;
    private boolean calls;
    private boolean finished;
    private boolean over;

    /** A part that is being said, with what waits to be. */
    private record Open(BlockWriter block, List<ChatEvent> waiting) {}

    StreamWriter(Drops drops) {
        this.drops = drops;
    }

    @Override
    public void write(ChatEvent event, Output out) {
        if (over) {
            return;
        }
        switch (event) {
            case ChatEvent.Started start -> {
                started = start;
                announced = true;
            }
            case ChatEvent.Used used -> {
                usage = used.usage();
                if (announced) {
                    begin(out);
                }
            }
            case ChatEvent.PartStarted part -> {
                if (isTold(part.choice())) {
                    begin(out);
                    start(part.part(), part.opening(), out);
                }
            }
            case ChatEvent.Piece step -> step(step.choice(), step.part(), step, out);
            case ChatEvent.SummaryPiece step -> step(step.choice(), step.part(), step, out);
            case ChatEvent.Signed step -> step(step.choice(), step.part(), step, out);
            case ChatEvent.Cited step -> step(step.choice(), step.part(), step, out);
            case ChatEvent.PartEnded step -> step(step.choice(), step.part(), step, out);
            case ChatEvent.Likely _ -> drops.add(Feature.LOGPROBS);
            case ChatEvent.Finished end -> {
                if (isTold(end.choice())) {
                    begin(out);
                    endAll(out);
                    finished = true;
                    reason = end.reason();
                    stopText = end.stopText();
                }
            }
            case ChatEvent.Failed failed -> {
                over = true;
                out.event("error", Errors.write(failed.error()));
            }
            case ChatEvent.Ended _ -> end(out);
        }
    }

    private boolean isTold(int choice) {
        if (choice != 0) {
            drops.add(Feature.CHOICES);
        }
        return choice == 0 && !finished;
    }

    private void begin(Output out) {
        if (begun) {
            return;
        }
        begun = true;
        ObjectNode message = Replies.message(started.id(), started.model());
        message.set("usage", Usages.write(usage));
        ObjectNode event = Trees.object().put("type", "message_start");
        event.set("message", message);
        out.event("message_start", event);
    }

    private void start(int part, Part opening, Output out) {
        BlockWriter block = new BlockWriter(() -> blocks++, opening, drops);
        calls |= block.isCall();
        boolean overlaps = block.isCall() && open.values().stream().allMatch(other -> other.block.isCall());
        if (!overlaps) {
            endAll(out);
        }
        if (open.isEmpty()) {
            block.begin(out);
        }
        open.put(part, new Open(block, new ArrayList<>()));
    }

    private void step(int choice, int part, ChatEvent step, Output out) {
        Open told = open.get(part);
        if (choice != 0 || told == null) {
            return;
        }
        if (open.keySet().iterator().next() != part) {
            told.waiting.add(step);
            return;
        }
        told.block.write(step, out);
        if (step instanceof ChatEvent.PartEnded) {
            open.remove(part);
            sayWaiting(out);
        }
    }

    /** The next part has its turn, and those after it, as far as they are complete. */
    private void sayWaiting(Output out) {
        while (!open.isEmpty()) {
            Map.Entry<Integer, Open> next = open.entrySet().iterator().next();
            Open told = next.getValue();
            told.block.begin(out);
            told.waiting.forEach(step -> told.block.write(step, out));
            boolean complete = !told.waiting.isEmpty() && told.waiting.getLast() instanceof ChatEvent.PartEnded;
            told.waiting.clear();
            if (!complete) {
                return;
            }
            open.remove(next.getKey());
        }
    }

    private void endAll(Output out) {
        while (!open.isEmpty()) {
            Map.Entry<Integer, Open> next = open.entrySet().iterator().next();
            next.getValue().block.write(new ChatEvent.PartEnded(0, next.getKey(), Optional.empty()), out);
            open.remove(next.getKey());
            sayWaiting(out);
        }
    }

    private void end(Output out) {
        begin(out);
        endAll(out);
        over = true;
        if (usage.audioInput() + usage.audioOutput() > 0) {
            drops.add(Feature.USAGE_AUDIO);
        }
        ObjectNode event = Trees.object().put("type", "message_delta");
        ObjectNode delta = event.putObject("delta");
        if (Words.isLost(reason)) {
            drops.add(Feature.FINISH_REASON);
        }
        delta.put("stop_reason", Words.word(reason, calls));
        stopText.ifPresentOrElse(text -> delta.put("stop_sequence", text), () -> delta.putNull("stop_sequence"));
        event.set("usage", Usages.write(usage));
        out.event("message_delta", event);
        out.event("message_stop", Trees.object().put("type", "message_stop"));
    }
}
