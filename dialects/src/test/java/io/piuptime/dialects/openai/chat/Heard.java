package io.piuptime.dialects.openai.chat;

import io.piuptime.dialects.chat.ChatCodec.StreamWish;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.EventReader;
import io.piuptime.dialects.chat.EventWriter;
import io.piuptime.dialects.chat.Output;
import io.piuptime.gateway.Bytes;
import io.piuptime.model.chat.ChatError;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.chat.ChatUsage;
import io.piuptime.model.chat.FinishReason;
import io.piuptime.model.chat.Part;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** What the events of a stream say altogether; it breaks where they do not follow their own rules. */
final class Heard {
    final Map<String, Part> parts = new TreeMap<>();
    final Map<Integer, FinishReason> finishes = new TreeMap<>();
    final Map<Integer, String> stops = new TreeMap<>();
    final List<ChatError> errors = new ArrayList<>();
    final StringBuilder likely = new StringBuilder();
    Optional<ChatUsage> usage = Optional.empty();
    Optional<ChatEvent.Started> started = Optional.empty();
    boolean ended;
    private final Set<String> open = new HashSet<>();

    static Heard of(List<ChatEvent> events) {
        Heard heard = new Heard();
        events.forEach(heard::add);
        return heard;
    }

    /** Reads a stream in pieces of a size. */
    static List<ChatEvent> read(String stream, int size) {
        List<ChatEvent> events = new ArrayList<>();
        EventReader reader = new OpenAiChatCodec().readEvents(events::add);
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += size) {
            reader.feed(new Bytes(bytes, at, Math.min(bytes.length, at + size)));
        }
        reader.end();
        return events;
    }

    static String write(List<ChatEvent> events, Drops drops) {
        EventWriter writer = new OpenAiChatCodec().writeEvents(new StreamWish(true), drops);
        Output out = new Output();
        events.forEach(event -> writer.write(event, out));
        return out.bytes().toString();
    }

    List<Part> list() {
        return List.copyOf(parts.values());
    }

    private static String key(int choice, int part) {
        return "%d/%03d".formatted(choice, part);
    }

    private void add(ChatEvent event) {
        switch (event) {
            case ChatEvent.Started begin -> {
                rule(started.isEmpty(), event);
                started = Optional.of(begin);
            }
            case ChatEvent.PartStarted begin -> {
                String key = key(begin.choice(), begin.part());
                boolean overlaps = !(begin.opening() instanceof Part.ToolCall)
                        && open.stream().anyMatch(one -> one.startsWith(begin.choice() + "/"));
                rule(started.isPresent() && !parts.containsKey(key) && !overlaps, event);
                rule(!finishes.containsKey(begin.choice()), event);
                parts.put(key, begin.opening());
                open.add(key);
            }
            case ChatEvent.Piece piece -> change(piece.choice(), piece.part(), part -> longer(part, piece.text()));
            case ChatEvent.SummaryPiece piece -> change(piece.choice(), piece.part(), part -> summed(part, piece));
            case ChatEvent.Signed signed ->
                change(signed.choice(), signed.part(), part -> signed(part, signed.signature()));
            case ChatEvent.Cited cited ->
                parts.computeIfPresent(key(cited.choice(), cited.part()), (_, part) -> cited(part, cited.citation()));
            case ChatEvent.PartEnded end -> {
                rule(open.remove(key(end.choice(), end.part())), event);
                end.whole().ifPresent(whole -> parts.put(key(end.choice(), end.part()), whole));
            }
            case ChatEvent.Likely said -> likely.append(said.logprobs().text());
            case ChatEvent.Finished finished -> {
                rule(open.stream().noneMatch(one -> one.startsWith(finished.choice() + "/")), event);
                rule(finishes.put(finished.choice(), finished.reason()) == null, event);
                finished.stopText().ifPresent(text -> stops.put(finished.choice(), text));
            }
            case ChatEvent.Used used -> usage = Optional.of(used.usage());
            case ChatEvent.Failed failed -> errors.add(failed.error());
            case ChatEvent.Ended _ -> {
                rule(!ended, event);
                ended = true;
            }
        }
    }

    private static void rule(boolean kept, ChatEvent event) {
        if (!kept) {
            throw new IllegalStateException("out of order: " + event);
        }
    }

    private void change(int choice, int part, UnaryOperator<Part> change) {
        String key = key(choice, part);
        if (!open.contains(key)) {
            throw new IllegalStateException("part " + key + ": not open");
        }
        parts.computeIfPresent(key, (_, before) -> change.apply(before));
    }

    private static Part longer(Part part, String more) {
        return switch (part) {
            case Part.Text text -> new Part.Text(text.text() + more, text.citations(), text.cache());
            case Part.Refusal refusal -> new Part.Refusal(refusal.text() + more);
            case Part.ToolCall call ->
                new Part.ToolCall(
                        call.id(), call.name(), call.arguments() + more, call.custom(), call.signature(), call.cache());
            case Part.Reasoning told ->
                new Part.Reasoning(told.id(), told.text() + more, told.summary(), told.signature(), told.sealed());
            default -> throw new IllegalStateException("a piece of " + part + " (expected: of a part told in pieces)");
        };
    }

    private static Part signed(Part part, String signature) {
        return switch (part) {
            case Part.ToolCall call ->
                new Part.ToolCall(
                        call.id(),
                        call.name(),
                        call.arguments(),
                        call.custom(),
                        Optional.of(call.signature().orElse("") + signature),
                        call.cache());
            case Part.Reasoning told ->
                new Part.Reasoning(
                        told.id(),
                        told.text(),
                        told.summary(),
                        Optional.of(told.signature().orElse("") + signature),
                        told.sealed());
            default -> throw new IllegalStateException("a signature of " + part);
        };
    }

    private static Part summed(Part part, ChatEvent.SummaryPiece piece) {
        Part.Reasoning told = (Part.Reasoning) part;
        List<String> summary = new ArrayList<>(told.summary());
        while (summary.size() <= piece.paragraph()) {
            summary.add("");
        }
        summary.set(piece.paragraph(), summary.get(piece.paragraph()) + piece.text());
        return new Part.Reasoning(told.id(), told.text(), summary, told.signature(), told.sealed());
    }

    private static Part cited(Part part, Part.Citation citation) {
        Part.Text text = (Part.Text) part;
        List<Part.Citation> citations = new ArrayList<>(text.citations());
        citations.add(citation);
        return new Part.Text(text.text(), citations, text.cache());
    }
}
