package io.piuptime.bench.mock;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.piuptime.testkit.load.Template;
import java.util.ArrayList;
import java.util.List;

/** The same answers as {@link Replies} in Anthropic's words, as many frames and as long. */
final class Messages {
    private static final int BODY_BYTES = 1024;
    private static final Template JSON = json();

    private Messages() {}

    /** A message of 1 KiB. */
    static byte[] json(long marker) {
        return JSON.fill(marker);
    }

    /** The frames of a streamed message; where Anthropic begins with two events, they are one frame. */
    static List<byte[]> frames(long marker, int tokens) {
        List<byte[]> frames = new ArrayList<>(tokens + Replies.FRAMES_AROUND);
        frames.add((event("message_start", "\"message\":" + message(Template.digits(marker), "", "null"))
                        + event(
                                "content_block_start",
                                "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}"))
                .getBytes(UTF_8));
        for (int i = 0; i < tokens; i++) {
            String delta = "{\"type\":\"text_delta\",\"text\":\" token" + (100_000 + i) + "\"}";
            frames.add(event("content_block_delta", "\"index\":0,\"delta\":" + delta)
                    .getBytes(UTF_8));
        }
        frames.add(event("content_block_stop", "\"index\":0").getBytes(UTF_8));
        frames.add(event(
                        "message_delta",
                        "\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":64}")
                .getBytes(UTF_8));
        frames.add("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n".getBytes(UTF_8));
        return frames;
    }

    private static String event(String type, String members) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + members + "}\n\n";
    }

    private static String message(String id, String content, String stopReason) {
        return "{\"id\":\"msg_" + id
                + "\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"bench\",\"content\":["
                + content + "],\"stop_reason\":" + stopReason
                + ",\"stop_sequence\":null,\"usage\":{\"input_tokens\":200,\"output_tokens\":64}}";
    }

    private static Template json() {
        String whole = message(Template.MARKER, "{\"type\":\"text\",\"text\":\"@\"}", "\"end_turn\"");
        int room = BODY_BYTES - whole.length() + 1;
        return Template.of(
                whole.replace("\"@\"", '"' + "The quick brown fox. ".repeat(60).substring(0, room) + '"'));
    }
}
