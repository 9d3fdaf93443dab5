package io.piuptime.bench;

import io.piuptime.bench.mock.Replies;
import io.piuptime.bench.subject.Gateway;
import io.piuptime.bench.subject.Subject;
import io.piuptime.testkit.load.Load;
import io.piuptime.testkit.load.Template;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;

/** The requests of the benchmark: the same bytes for every subject. */
final class Requests {
    private static final int BODY_BYTES = 1024;
    private static final int LARGE_BODY_BYTES = 8 << 20;
    private static final String PATH = "/v1/chat/completions";

    private final String headers;
    private final String model;
    private final boolean exact;

    /**
     * Requests that bear a key.
     *
     * @param key the gateway's; the others do not look at it
     */
    Requests(String key) {
        this("authorization: Bearer " + key + "\r\naccept: application/json\r\n", "bench", true);
    }

    private Requests(String headers, String model, boolean exact) {
        this.headers = headers;
        this.model = model;
        this.exact = exact;
    }

    /** The same requests to a model whose answers are translated: they bear the marker, in bytes of the gateway's own. */
    Requests translated() {
        return new Requests(headers, Gateway.TRANSLATED, false);
    }

    /** 1 KiB in, 1 KiB out. */
    Load json(Subject subject) {
        return load(subject, request("", "", BODY_BYTES), Replies::json);
    }

    /** A stream of some tokens, so many milliseconds apart. */
    Load stream(Subject subject, int tokens, int gapMillis) {
        String stream = "\"stream\":true,\"stream_options\":{\"include_usage\":true},";
        String wish = " tokens=" + tokens + " gap=" + gapMillis;
        return load(subject, request(stream, wish, BODY_BYTES), marker -> Replies.stream(marker, tokens))
                .streaming(tokens + Replies.FRAMES_AROUND);
    }

    /** 8 MiB in, 1 KiB out; a refusal for want of room is no error. */
    Load large(Subject subject) {
        return new Load(
                subject.port(),
                request("", "", LARGE_BODY_BYTES),
                Set.of(200, 413, 503),
                Optional.of(Replies::json),
                0,
                Duration.ofSeconds(60));
    }

    private Load load(Subject subject, Template request, LongFunction<byte[]> reply) {
        return exact ? Load.exact(subject.port(), request, reply) : Load.echo(subject.port(), request);
    }

    private Template request(String stream, String wish, int length) {
        String before = "{\"model\":\"" + model + "\"," + stream
                + "\"messages\":[{\"role\":\"user\",\"content\":\"marker=" + Template.MARKER + wish + " ";
        String after = "\"}]}";
        byte[] tail = new byte[length - before.length()];
        Arrays.fill(tail, (byte) 'x');
        for (int i = 0; i < after.length(); i++) {
            tail[tail.length - after.length() + i] = (byte) after.charAt(i);
        }
        return Template.post(PATH, headers, before, tail);
    }
}
