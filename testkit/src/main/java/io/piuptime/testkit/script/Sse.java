package io.piuptime.testkit.script;

import io.piuptime.testkit.raw.Header;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.io.JsonStringEncoder;

/** Event streams as OpenAI writes them. */
public final class Sse {
    /** The head of an event stream. */
    public static final List<Header> HEADERS =
            List.of(new Header("content-type", "text/event-stream"), new Header("cache-control", "no-cache"));

    public static final String DONE = "data: [DONE]\n\n";

    private static final long CREATED = 1_700_000_000;

    private Sse() {}

    /** One event of a streamed chat completion that adds text. */
    public static String delta(String id, String model, String text) {
        return chunk(id, model, "{\"content\":" + quoted(text) + "}", "null");
    }

    /**
     * One event of a streamed chat completion.
     *
     * @param delta a JSON object
     * @param finish a JSON string or null
     */
    static String chunk(String id, String model, String delta, String finish) {
        return event(
                id,
                model,
                "[{\"index\":0,\"delta\":" + delta + ",\"logprobs\":null,\"finish_reason\":" + finish + "}]",
                "");
    }

    /** The event that tells the usage and nothing else. */
    static String usage(String id, String model, Usage usage) {
        return event(id, model, "[]", ",\"usage\":" + usage.json());
    }

    private static String event(String id, String model, String choices, String more) {
        return "data: {\"id\":" + quoted(id) + ",\"object\":\"chat.completion.chunk\",\"created\":" + CREATED
                + ",\"model\":" + quoted(model) + ",\"system_fingerprint\":\"fp_fake\",\"choices\":" + choices + more
                + "}\n\n";
    }

    static List<Buffer> buffers(String... frames) {
        List<Buffer> buffers = new ArrayList<>(frames.length);
        for (String frame : frames) {
            buffers.add(Buffer.buffer(frame));
        }
        return buffers;
    }

    /** The text as a JSON string. */
    static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + '"';
    }
}
