package io.piuptime.dialects.pairs;

import io.piuptime.dialects.chat.ChatCodec;
import io.piuptime.dialects.chat.EventReader;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.gateway.Bytes;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.chat.ChatReply;
import io.piuptime.model.chat.ChatUsage;
import io.piuptime.model.chat.FinishReason;
import io.piuptime.model.chat.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;

/** Gathers the reply that a stream tells. */
final class Listener {
    private final Map<Integer, Map<Integer, Part>> choices = new TreeMap<>();
    private final Map<Integer, ChatEvent.Finished> finished = new TreeMap<>();
    private final Map<Integer, ArrayNode> logprobs = new TreeMap<>();
    private Optional<ChatUsage> usage = Optional.empty();
    private boolean ended;

    /** The events of a whole stream. */
    static List<ChatEvent> events(ChatCodec codec, Bytes stream) {
        List<ChatEvent> events = new ArrayList<>();
        EventReader reader = codec.readEvents(events::add);
        reader.feed(stream);
        reader.end();
        return events;
    }

    static Listener of(List<ChatEvent> events) {
        Listener listener = new Listener();
        events.forEach(listener::hear);
        return listener;
    }

    /** Whether everything was said. */
    boolean isComplete() {
        return ended;
    }

    ChatReply reply() {
        List<ChatReply.Choice> all = new ArrayList<>();
        finished.forEach((index, end) -> all.add(new ChatReply.Choice(
                index,
                List.copyOf(choices.getOrDefault(index, Map.of()).values()),
                end.reason(),
                end.stopText(),
                Optional.ofNullable(logprobs.get(index))
                        .map(tokens -> Trees.json(Trees.object().set("content", tokens))))));
        return new ChatReply("", "", 0, all, usage, Optional.empty(), Map.of(), "");
    }

    private void hear(ChatEvent event) {
        switch (event) {
            case ChatEvent.Started _ -> {}
            case ChatEvent.PartStarted begun ->
                choices.computeIfAbsent(begun.choice(), _ -> new TreeMap<>()).put(begun.part(), begun.opening());
            case ChatEvent.Piece piece -> replace(piece.choice(), piece.part(), longer(piece));
            case ChatEvent.SummaryPiece piece -> replace(piece.choice(), piece.part(), summed(piece));
            case ChatEvent.Signed signed -> replace(signed.choice(), signed.part(), signed(signed));
            case ChatEvent.Cited cited -> replace(cited.choice(), cited.part(), cited(cited));
            case ChatEvent.Likely likely -> {
                ArrayNode tokens = logprobs.computeIfAbsent(likely.choice(), _ -> Trees.array());
                Trees.node(likely.logprobs()).path("content").values().forEach(tokens::add);
            }
            case ChatEvent.PartEnded end -> end.whole().ifPresent(whole -> replace(end.choice(), end.part(), whole));
            case ChatEvent.Finished end -> {
                choices.computeIfAbsent(end.choice(), _ -> new TreeMap<>());
                finished.put(end.choice(), end);
            }
            case ChatEvent.Used used -> usage = Optional.of(used.usage());
            case ChatEvent.Failed failed ->
                finished.put(
                        0,
                        new ChatEvent.Finished(
                                0,
                                new FinishReason(
                                        FinishReason.Kind.ERROR, failed.error().code()),
                                Optional.empty()));
            case ChatEvent.Ended _ -> ended = true;
        }
    }

    private void replace(int choice, int part, Part next) {
        choices.getOrDefault(choice, new TreeMap<>()).put(part, next);
    }

    private Part part(int choice, int part) {
        Part found = choices.getOrDefault(choice, Map.of()).get(part);
        if (found == null) {
            throw new IllegalStateException("part " + part + ": not begun (expected: a part that began)");
        }
        return found;
    }

    private Part longer(ChatEvent.Piece piece) {
        return switch (part(piece.choice(), piece.part())) {
            case Part.Text text -> new Part.Text(text.text() + piece.text(), text.citations(), text.cache());
            case Part.Refusal refusal -> new Part.Refusal(refusal.text() + piece.text());
            case Part.ToolCall call ->
                new Part.ToolCall(
                        call.id(),
                        call.name(),
                        call.arguments() + piece.text(),
                        call.custom(),
                        call.signature(),
                        call.cache());
            case Part.Reasoning told ->
                new Part.Reasoning(
                        told.id(), told.text() + piece.text(), told.summary(), told.signature(), told.sealed());
            case Part other -> throw new IllegalStateException(other + ": told in pieces (expected: whole)");
        };
    }

    private Part summed(ChatEvent.SummaryPiece piece) {
        if (part(piece.choice(), piece.part()) instanceof Part.Reasoning told) {
            List<String> summary = new ArrayList<>(told.summary());
            while (summary.size() <= piece.paragraph()) {
                summary.add("");
            }
            summary.set(piece.paragraph(), summary.get(piece.paragraph()) + piece.text());
            return new Part.Reasoning(told.id(), told.text(), summary, told.signature(), told.sealed());
        }
        throw new IllegalStateException("a summary (expected: of a reasoning)");
    }

    private Part signed(ChatEvent.Signed signed) {
        return switch (part(signed.choice(), signed.part())) {
            case Part.Reasoning told ->
                new Part.Reasoning(
                        told.id(),
                        told.text(),
                        told.summary(),
                        Optional.of(told.signature().orElse("") + signed.signature()),
                        told.sealed());
            case Part.ToolCall call ->
                new Part.ToolCall(
                        call.id(),
                        call.name(),
                        call.arguments(),
                        call.custom(),
                        Optional.of(call.signature().orElse("") + signed.signature()),
                        call.cache());
            case Part other -> other;
        };
    }

    private Part cited(ChatEvent.Cited cited) {
        if (part(cited.choice(), cited.part()) instanceof Part.Text text) {
            List<Part.Citation> citations = new ArrayList<>(text.citations());
            citations.add(cited.citation());
            return new Part.Text(text.text(), citations, text.cache());
        }
        throw new IllegalStateException("a citation (expected: of a text)");
    }
}
