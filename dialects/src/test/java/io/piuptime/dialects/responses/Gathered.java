package io.piuptime.dialects.responses;

import io.piuptime.dialects.chat.ChatCodec;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the events of a stream say altogether. */
final class Gathered {
    final Map<Integer, Part> parts = new TreeMap<>();
    final List<ChatError> errors = new ArrayList<>();
    final StringBuilder likely = new StringBuilder();
    Optional<FinishReason> finish = Optional.empty();
    Optional<ChatUsage> usage = Optional.empty();
    String id = "";
    boolean ended;

    static Gathered of(List<ChatEvent> events) {
        Gathered gathered = new Gathered();
        events.forEach(gathered::add);
        return gathered;
    }

    /** Reads a stream in pieces of a size. */
    static List<ChatEvent> read(String stream, int size) {
        List<ChatEvent> events = new ArrayList<>();
        EventReader reader = new ResponsesCodec().readEvents(events::add);
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += size) {
            reader.feed(new Bytes(bytes, at, Math.min(bytes.length, at + size)));
        }
        reader.end();
        return events;
    }

    static String write(List<ChatEvent> events) {
        EventWriter writer = new ResponsesCodec().writeEvents(new ChatCodec.StreamWish(true), new Drops());
        Output out = new Output();
        events.forEach(event -> writer.write(event, out));
        return out.bytes().toString();
    }

    List<Part> list() {
        return List.copyOf(parts.values());
    }

    private void add(ChatEvent event) {
        switch (event) {
            case ChatEvent.Started started -> id = started.id();
            case ChatEvent.PartStarted part -> parts.put(part.part(), part.opening());
            case ChatEvent.Piece piece -> parts.computeIfPresent(piece.part(), (_, part) -> longer(part, piece.text()));
            case ChatEvent.SummaryPiece piece -> parts.computeIfPresent(piece.part(), (_, part) -> summed(part, piece));
            case ChatEvent.Cited cited ->
                parts.computeIfPresent(cited.part(), (_, part) -> cited(part, cited.citation()));
            case ChatEvent.PartEnded end -> end.whole().ifPresent(whole -> parts.put(end.part(), sealed(end, whole)));
            case ChatEvent.Likely said -> likely.append(said.logprobs().text());
            case ChatEvent.Finished finished -> finish = Optional.of(finished.reason());
            case ChatEvent.Used used -> usage = Optional.of(used.usage());
            case ChatEvent.Failed failed -> errors.add(failed.error());
            case ChatEvent.Ended _ -> ended = true;
            case ChatEvent.Signed _ -> {}
        }
    }

    /** The whole must not say anything else than its pieces did. */
    private Part sealed(ChatEvent.PartEnded end, Part whole) {
        if (whole instanceof Part.Reasoning told && parts.get(end.part()) instanceof Part.Reasoning heard) {
            return new Part.Reasoning(told.id(), heard.text(), heard.summary(), told.signature(), told.sealed());
        }
        return whole;
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
