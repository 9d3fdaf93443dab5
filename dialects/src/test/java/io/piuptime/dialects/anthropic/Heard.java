package io.piuptime.dialects.anthropic;

import io.piuptime.dialects.chat.ChatCodec.StreamWish;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.EventReader;
import io.piuptime.dialects.chat.EventWriter;
import io.piuptime.dialects.chat.Output;
import io.piuptime.gateway.Bytes;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.chat.ChatUsage;
import io.piuptime.model.chat.Part;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is read from a stream. */
record Heard(List<ChatEvent> events, boolean trusted, int malformed) {
    private static final AnthropicCodec CODEC = new AnthropicCodec(Version.V2023_06_01);

    static Heard of(String stream, int length) {
        byte[] body = stream.getBytes(StandardCharsets.UTF_8);
        List<ChatEvent> events = new ArrayList<>();
        EventReader reader = CODEC.readEvents(events::add);
        boolean trusted = true;
        for (int at = 0; at < body.length; at += length) {
            trusted &= reader.feed(Bytes.of(Arrays.copyOfRange(body, at, Math.min(body.length, at + length))));
        }
        reader.end();
        return new Heard(events, trusted, reader.malformed());
    }

    static Heard of(String stream) {
        return of(stream, Integer.MAX_VALUE / 2);
    }

    static String written(List<ChatEvent> events, Drops drops) {
        Output out = new Output();
        EventWriter writer = CODEC.writeEvents(new StreamWish(true), drops);
        events.forEach(event -> writer.write(event, out));
        return out.bytes().toString();
    }

    static String written(ChatEvent... events) {
        return written(List.of(events), new Drops());
    }

    /** Everything that was said of each part, joined, then how it ended; usage as it was told last. */
    List<String> told() {
        Map<Integer, StringBuilder> parts = new TreeMap<>();
        List<String> rest = new ArrayList<>();
        for (ChatEvent event : events) {
            switch (event) {
                case ChatEvent.PartStarted(int _, int part, Part opening) ->
                    parts.put(part, new StringBuilder(opening.toString()));
                case ChatEvent.Piece(int _, int part, String text) -> append(parts, part, text);
                case ChatEvent.Signed(int _, int part, String text) -> append(parts, part, "|signed " + text);
                case ChatEvent.Cited(int _, int part, var citation) -> append(parts, part, "|" + citation);
                case ChatEvent.PartEnded(int _, int part, var whole) -> append(parts, part, "|" + whole);
                case ChatEvent.Used _ -> {
                    // told below
                }
                default -> rest.add(event.toString());
            }
        }
        List<String> told = new ArrayList<>();
        parts.values().forEach(part -> told.add(part.toString()));
        told.addAll(rest);
        told.add(usage().toString());
        return told;
    }

    ChatUsage usage() {
        ChatUsage usage = ChatUsage.NONE;
        for (ChatEvent event : events) {
            if (event instanceof ChatEvent.Used used) {
                usage = used.usage();
            }
        }
        return usage;
    }

    private static void append(Map<Integer, StringBuilder> parts, int part, String text) {
        parts.computeIfAbsent(part, _ -> new StringBuilder("not started")).append(text);
    }
}
