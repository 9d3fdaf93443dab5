package io.piuptime.testkit.script;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.piuptime.testkit.raw.Header;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a fake provider does with one request. The plain ones (answer, chat, stream, raw, flood) say what is sent; the
 * others take a script and spoil it: {@code cut(chat("a", "b"), 1, RST)}.
 */
public sealed interface Script {
    /** A whole reply. A {@code content-length} is added unless the headers frame the body themselves. */
    record Answer(int status, List<Header> headers, Buffer body) implements Script {
        public Answer {
            headers = List.copyOf(headers);
            requireNonNull(body, "body");
        }
    }

    /**
     * A chat completion in the form that the request asked for: JSON, or one event per token.
     *
     * @param tokens the pieces of the answer, or of the tool call's arguments
     * @param usage what the provider reports; empty = it never says
     * @param tool the function that is called
     * @param gap between two events
     */
    record Chat(List<String> tokens, Optional<Usage> usage, String finish, Optional<String> tool, Duration gap)
            implements Script {
        public Chat {
            tokens = List.copyOf(tokens);
            requireNonNull(usage, "usage");
            requireNonNull(finish, "finish");
            requireNonNull(tool, "tool");
            requireNonNull(gap, "gap");
        }
    }

    /**
     * Frames sent one after the other without a length.
     *
     * @param gap between two pieces
     * @param chunk bytes of a piece, cut regardless of frames; 0 = a piece is a frame
     */
    record Stream(int status, List<Header> headers, List<Buffer> frames, Duration gap, int chunk) implements Script {
        public Stream {
            headers = List.copyOf(headers);
            frames = List.copyOf(frames);
            requireNonNull(gap, "gap");
        }
    }

    /** Bytes put on the connection as they are, HTTP or not (HTTP/1.1 only). */
    record Raw(Buffer bytes, Ending ending) implements Script {
        public Raw {
            requireNonNull(bytes, "bytes");
            requireNonNull(ending, "ending");
        }
    }

    /** A body without length made of one pattern again and again: an endless line, or too many bytes. */
    record Flood(String contentType, Buffer pattern, long bytes) implements Script {
        public Flood {
            requireNonNull(contentType, "contentType");
            requireNonNull(pattern, "pattern");
        }
    }

    /**
     * The other script, broken off.
     *
     * @param pieces sent before the end; -1 = not even the head
     * @param bytes of the body sent before the end, if that comes earlier
     */
    record Cut(Script of, int pieces, long bytes, Ending ending) implements Script {
        public Cut {
            requireNonNull(of, "of");
            requireNonNull(ending, "ending");
        }
    }

    /** The other script after a while of silence. */
    record Late(Script of, Duration delay) implements Script {
        public Late {
            requireNonNull(of, "of");
            requireNonNull(delay, "delay");
        }
    }

    /** The other script's body compressed, every piece flushed. */
    record Zipped(Script of) implements Script {
        public Zipped {
            requireNonNull(of, "of");
        }
    }

    /** The other script, played when the head of the request is there, the body still on its way. */
    record Early(Script of) implements Script {
        public Early {
            requireNonNull(of, "of");
        }
    }

    /** The other script on a connection that is closed when its next request comes: a stale pooled connection. */
    record Stale(Script of) implements Script {
        public Stale {
            requireNonNull(of, "of");
        }
    }

    static Script answer(int status, String json) {
        return new Answer(status, List.of(new Header("content-type", "application/json")), Buffer.buffer(json));
    }

    static Script answer(int status, List<Header> headers, byte[] body) {
        return new Answer(status, headers, Buffer.buffer(body));
    }

    /** An error in OpenAI's form. */
    static Script error(int status, String type, String message, Header... more) {
        List<Header> headers = new ArrayList<>(List.of(more));
        headers.add(new Header("content-type", "application/json"));
        return new Answer(status, headers, Buffer.buffer(errorJson(type, message)));
    }

    static Script redirect(String location) {
        return new Answer(302, List.of(new Header("location", location)), Buffer.buffer());
    }

    /** A chat completion of these tokens; it reports 10 prompt tokens and one completion token per piece. */
    static Chat chat(String... tokens) {
        return new Chat(
                List.of(tokens), Optional.of(new Usage(10, tokens.length)), "stop", Optional.empty(), Duration.ZERO);
    }

    static Script chat(List<String> tokens, Usage usage, String finish) {
        return new Chat(tokens, Optional.of(usage), finish, Optional.empty(), Duration.ZERO);
    }

    /** An event stream of these frames, byte for byte. */
    static Script stream(Duration gap, String... frames) {
        return new Stream(200, Sse.HEADERS, Sse.buffers(frames), gap, 0);
    }

    /** An event stream of these bytes, cut into pieces of a size regardless of frames. */
    static Script chunked(byte[] body, int chunk, Duration gap) {
        return chunked(Sse.HEADERS, body, chunk, gap);
    }

    /** As {@link #chunked(byte[], int, Duration)}, for bytes of any type. */
    static Script chunked(List<Header> headers, byte[] body, int chunk, Duration gap) {
        return new Stream(200, headers, List.of(Buffer.buffer(body)), gap, chunk);
    }

    /** Status 200, then an error event and no content. */
    static Script errorBeforeContent(String type, String message) {
        return stream(Duration.ZERO, "data: " + errorJson(type, message) + "\n\n");
    }

    /** Content, then an error event, then a clean end of the body without {@code [DONE]}. */
    static Script errorAfterContent(String type, String message, String... tokens) {
        String[] frames = new String[tokens.length + 1];
        for (int i = 0; i < tokens.length; i++) {
            frames[i] = Sse.delta("chatcmpl-fake", "fake", tokens[i]);
        }
        frames[tokens.length] = "data: " + errorJson(type, message) + "\n\n";
        return stream(Duration.ZERO, frames);
    }

    static Script raw(byte[] bytes, Ending ending) {
        return new Raw(Buffer.buffer(bytes), ending);
    }

    /** Bytes that are no HTTP, then the end of the connection. */
    static Script garbage() {
        return raw("\0\1\2 this is no HTTP\r\n\r\n\377\376".getBytes(UTF_8), Ending.FIN);
    }

    /** A line of an event stream that never comes to its end. */
    static Script endlessLine(long bytes) {
        return new Flood("text/event-stream", Buffer.buffer("data: " + "x".repeat(16_378)), bytes);
    }

    /** A JSON body of that size, without a length. */
    static Script tooManyBytes(long bytes) {
        return new Flood("application/json", Buffer.buffer("[" + "0,".repeat(8_192)), bytes);
    }

    /** Ends after so many frames. */
    static Script cut(Script of, int frames, Ending ending) {
        return new Cut(of, frames, Long.MAX_VALUE, ending);
    }

    /** Ends after so many bytes of the body. */
    static Script cutAtByte(Script of, long bytes, Ending ending) {
        return new Cut(of, Integer.MAX_VALUE, bytes, ending);
    }

    /** Ends before a byte of the reply. */
    static Script dropped(Ending ending) {
        return new Cut(answer(200, "{}"), -1, 0, ending);
    }

    /** Never answers. */
    static Script silence() {
        return dropped(Ending.HANG);
    }

    /** Sends the head, then nothing more. */
    static Script stallAfterHead(Script of) {
        return new Cut(of, 0, 0, Ending.HANG);
    }

    /** Sends so many frames, then nothing more. */
    static Script stallAfter(Script of, int frames) {
        return new Cut(of, frames, Long.MAX_VALUE, Ending.HANG);
    }

    static Script late(Script of, Duration delay) {
        return new Late(of, delay);
    }

    static Script gzip(Script of) {
        return new Zipped(of);
    }

    static Script early(Script of) {
        return new Early(of);
    }

    static Script stale(Script of) {
        return new Stale(of);
    }

    private static String errorJson(String type, String message) {
        return "{\"error\":{\"message\":" + Sse.quoted(message) + ",\"type\":" + Sse.quoted(type)
                + ",\"param\":null,\"code\":" + Sse.quoted(type) + "}}";
    }
}
