package io.piuptime.testkit.wall.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.piuptime.testkit.raw.Header;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads requests of HTTP/1.1 from a connection. */
public final class RequestReader {
    private static final int MAX_LINE = 1 << 16;
    private static final int MAX_BODY = 64 << 20;

    private final InputStream in;

    public RequestReader(InputStream in) {
        this.in = in;
    }

    /** A request whose body is read. */
    public record Request(String method, String path, List<Header> headers, String body) {
        public Request {
            headers = List.copyOf(headers);
        }

        public String header(String name) {
            return Header.first(headers, name).orElse("");
        }

        public boolean keepsAlive() {
            return !header("connection").equalsIgnoreCase("close");
        }
    }

    /** The next one; empty at the end of the connection. */
    public Optional<Request> next() throws IOException {
        String line = line();
        String[] words = line.split(" ", 3);
        if (words.length < 3) {
            return Optional.empty();
        }
        List<Header> headers = new ArrayList<>();
        for (String header = line(); !header.isEmpty(); header = line()) {
            String[] pair = header.split(":", 2);
            headers.add(new Header(pair[0].strip(), pair.length < 2 ? "" : pair[1].strip()));
        }
        String path = words[1].split("\\?", 2)[0];
        return Optional.of(new Request(words[0], path, headers, body(headers)));
    }

    private String body(List<Header> headers) throws IOException {
        Optional<String> length = Header.first(headers, "content-length");
        if (length.isPresent()) {
            return new String(bytes(length.get(), 10), UTF_8);
        }
        if (Header.first(headers, "transfer-encoding").isEmpty()) {
            return "";
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] chunk = bytes(line(), 16); chunk.length > 0; chunk = bytes(line(), 16)) {
            all.write(chunk);
            line();
        }
        while (!line().isEmpty()) {
            // Trailers say nothing that the wall asks for.
        }
        return all.toString(UTF_8);
    }

    private byte[] bytes(String size, int radix) throws IOException {
        int count = Integer.parseInt(size.split(";", 2)[0].strip(), radix);
        if (count < 0 || count > MAX_BODY) {
            throw new IOException("size: " + count + " (expected: 0 to " + MAX_BODY + ")");
        }
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("body: " + bytes.length + " bytes (expected: " + count + ")");
        }
        return bytes;
    }

    /** A line without its end; empty at the end of the connection. */
    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (line.size() >= MAX_LINE) {
                throw new IOException("line: over " + MAX_LINE + " bytes");
            }
            line.write(next);
        }
        return line.toString(ISO_8859_1).stripTrailing();
    }
}
