package io.piuptime.testkit.script;

import io.piuptime.testkit.raw.Header;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Compresses a play's body, piece by piece. */
final class Zip {
    private Zip() {}

    static Play of(Play play) {
        List<Buffer> pieces = new ArrayList<>();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out, 8192, true)) {
            for (Buffer piece : play.pieces()) {
                zip.write(piece.getBytes());
                zip.flush();
                pieces.add(Buffer.buffer(out.toByteArray()));
                out.reset();
            }
            zip.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        pieces.add(Buffer.buffer(out.toByteArray()));
        long length = pieces.stream().mapToLong(Buffer::length).sum();
        List<Header> headers = new ArrayList<>();
        for (Header header : play.headers()) {
            boolean sized = header.name().equalsIgnoreCase("content-length");
            headers.add(sized ? new Header(header.name(), String.valueOf(length)) : header);
        }
        headers.add(new Header("content-encoding", "gzip"));
        return play.with(headers, pieces, play.ending());
    }
}
