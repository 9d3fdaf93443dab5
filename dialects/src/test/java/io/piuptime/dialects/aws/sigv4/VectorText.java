package io.piuptime.dialects.aws.sigv4;

import io.piuptime.gateway.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the requests of the published vectors, which are HTTP/1.1 messages with bare line feeds. */
record VectorText(String method, String target, List<HeaderField> headers, String body) {
    static String file(Path path) {
        try {
            return Files.readString(path).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static VectorText read(Path path) {
        String text = file(path);
        int blank = text.indexOf("\n\n");
        String head = blank < 0 ? text : text.substring(0, blank);
        String body = blank < 0 ? "" : text.substring(blank + 2);
        // a line that begins with a space goes on where the one before ended
        List<String> lines = head.replaceAll("\n[ \t]+", " ").strip().lines().toList();
        String first = lines.getFirst();
        List<HeaderField> headers = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            headers.add(new HeaderField(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        int space = first.indexOf(' ');
        return new VectorText(
                first.substring(0, space),
                first.substring(space + 1, first.lastIndexOf(' ')),
                List.copyOf(headers),
                body.equals("\n") ? "" : body);
    }

    Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(HeaderField::value)
                .findFirst();
    }

    SigningRequest toSign() {
        int mark = target.indexOf('?');
        return new SigningRequest(
                method,
                mark < 0 ? target : target.substring(0, mark),
                mark < 0 ? "" : target.substring(mark + 1),
                headers,
                Payload.of(Bytes.utf8(body)));
    }
}
