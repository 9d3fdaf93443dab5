package io.piuptime.dialects.gemini;

import io.piuptime.dialects.chat.ChatCodec;
import io.piuptime.dialects.chat.ChatCodec.StreamWish;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.EventReader;
import io.piuptime.dialects.chat.EventWriter;
import io.piuptime.dialects.chat.Output;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.gateway.Bytes;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.chat.ChatUsage;
import io.piuptime.model.chat.Part;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What a streamed answer said in the end. */
record Told(List<String> parts, List<String> ends, ChatUsage usage, boolean ended, List<String> errors) {
    static Told of(List<ChatEvent> events) {
        Map<String, StringBuilder> parts = new LinkedHashMap<>();
        List<String> ends = new ArrayList<>();
        List<String> errors = new ArrayList<>();
        ChatUsage usage = ChatUsage.NONE;
        boolean ended = false;
        for (ChatEvent event : events) {
            switch (event) {
                case ChatEvent.PartStarted started ->
                    parts.put(started.choice() + "/" + started.part(), new StringBuilder(said(started.opening())));
                case ChatEvent.Piece piece ->
                    parts.getOrDefault(piece.choice() + "/" + piece.part(), new StringBuilder())
                            .append(piece.text());
                case ChatEvent.Signed signed ->
                    parts.getOrDefault(signed.choice() + "/" + signed.part(), new StringBuilder())
                            .append("|signed ")
                            .append(signed.signature());
                case ChatEvent.Finished finished ->
                    ends.add(finished.choice() + " " + finished.reason().kind() + " "
                            + finished.reason().word());
                case ChatEvent.Used used -> usage = used.usage();
                case ChatEvent.Ended _ -> ended = true;
                case ChatEvent.Failed failed -> errors.add(failed.error().toString());
                default -> {}
            }
        }
        List<String> all = new ArrayList<>();
        parts.forEach((place, text) -> all.add(place + " " + text));
        return new Told(all, ends, usage, ended, errors);
    }

    private static String said(Part part) {
        return part instanceof Part.Text text ? "Text " + text.text() : part + " ";
    }

    /** A body as who gets it reads it. */
    static JsonNode sent(JsonNode body) {
        return Trees.read(Trees.json(body).text());
    }

    static List<ChatEvent> read(ChatCodec codec, String stream, int step) {
        List<ChatEvent> events = new ArrayList<>();
        EventReader reader = codec.readEvents(events::add);
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        for (int from = 0; from < bytes.length; from += step) {
            reader.feed(Bytes.of(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + step))));
        }
        reader.end();
        return events;
    }

    static String written(ChatCodec codec, List<ChatEvent> events) {
        EventWriter writer = codec.writeEvents(new StreamWish(true), new Drops());
        StringBuilder text = new StringBuilder();
        Output out = new Output();
        for (ChatEvent event : events) {
            writer.write(event, out);
            text.append(out.bytes());
            out.clear();
        }
        return text.toString();
    }
}
