package io.piuptime.bench.mock;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.piuptime.testkit.load.Template;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** What the benchmark's provider answers to a marker: known to the provider and to whoever checks it. */
public final class Replies {
    /** Frames of a stream beside its tokens: role, finish reason, usage, {@code [DONE]}. */
    public static final int FRAMES_AROUND = 4;

    private static final int BODY_BYTES = 1024;
    private static final String USAGE =
            "\"usage\":{\"prompt_tokens\":200,\"completion_tokens\":64,\"total_tokens\":264}";
    private static final Template JSON = json();

    private Replies() {}

    /** A chat completion of 1 KiB. */
    public static byte[] json(long marker) {
        return JSON.fill(marker);
    }

    /** The frames of a streamed chat completion of so many tokens, about 200 bytes each. */
    public static List<byte[]> frames(long marker, int tokens) {
        String id = Template.digits(marker);
        List<byte[]> frames = new ArrayList<>(tokens + FRAMES_AROUND);
        frames.add(frame(id, "{\"role\":\"assistant\",\"content\":\"\"}", "null"));
        for (int i = 0; i < tokens; i++) {
            frames.add(frame(id, "{\"content\":\" token" + (100_000 + i) + "\"}", "null"));
        }
        frames.add(frame(id, "{}", "\"stop\""));
        frames.add(event(id, "[]," + USAGE));
        frames.add("data: [DONE]\n\n".getBytes(UTF_8));
        return frames;
    }

    /** The same frames as one body. */
    public static byte[] stream(long marker, int tokens) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        frames(marker, tokens).forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static byte[] frame(String id, String delta, String finish) {
        return event(id, "[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + finish + "}]");
    }

    private static byte[] event(String id, String choices) {
        return ("data: {\"id\":\"chatcmpl-" + id + "\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,"
                        + "\"model\":\"bench\",\"system_fingerprint\":\"fp_bench\",\"choices\":" + choices + "}\n\n")
                .getBytes(UTF_8);
    }

    private static Template json() {
        String before = "{\"id\":\"chatcmpl-" + Template.MARKER + "\",\"object\":\"chat.completion\","
                + "\"created\":1700000000,\"model\":\"bench\",\"choices\":[{\"index\":0,\"message\":"
                + "{\"role\":\"assistant\",\"content\":\"";
        String after = "\"},\"finish_reason\":\"stop\"}]," + USAGE + "}";
        int room = BODY_BYTES - before.length() - after.length();
        return Template.of(before + "The quick brown fox. ".repeat(60).substring(0, room) + after);
    }
}
