package io.piuptime.dialects.cohere;

import io.piuptime.dialects.chat.ChatCodec;
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

/** What a streamed answer said in the end. */
record Spoken(String id, Map<Integer, String> parts, List<String> ends, ChatUsage usage, boolean ended) {
    static Spoken of(List<ChatEvent> events) {
        String id = "";
        Map<Integer, String> parts = new TreeMap<>();
        List<String> ends = new ArrayList<>();
        ChatUsage usage = ChatUsage.NONE;
        boolean ended = false;
        for (ChatEvent event : events) {
            switch (event) {
                case ChatEvent.Started started -> id = started.id();
                case ChatEvent.PartStarted started -> parts.put(started.part(), said(started.opening()));
                case ChatEvent.Piece piece -> parts.merge(piece.part(), piece.text(), String::concat);
                case ChatEvent.Cited cited ->
                    parts.merge(cited.part(), "|cited " + cited.citation().json(), String::concat);
                case ChatEvent.Finished finished -> ends.add(finished.reason().toString());
                case ChatEvent.Failed failed -> ends.add(failed.error().toString());
                case ChatEvent.Used used -> usage = used.usage();
                case ChatEvent.Ended _ -> ended = true;
                case ChatEvent.SummaryPiece _, ChatEvent.Signed _, ChatEvent.Likely _, ChatEvent.PartEnded _ -> {}
            }
        }
        return new Spoken(id, parts, ends, usage, ended);
    }

    private static String said(Part part) {
        return part.toString() + " ";
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

    static String written(ChatCodec codec, List<ChatEvent> events, Drops drops) {
        EventWriter writer = codec.writeEvents(new StreamWish(true), drops);
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
