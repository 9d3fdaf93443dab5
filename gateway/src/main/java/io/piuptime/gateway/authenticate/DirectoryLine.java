package io.piuptime.gateway.authenticate;

import io.piuptime.model.directory.KeyEntry;
import io.piuptime.model.key.KeyChange;
import io.piuptime.model.key.KeyPermission;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/**
 * One change as a line of {@link DirectoryLog}: checksum, then sequence, id, hash, moments of creation, expiry and
 * revocation ({@code -} for none), name, models, permissions if there are any, parted by blanks, texts percent-encoded.
 */
final class DirectoryLine {
    private static final int FIELDS = 8;
    private static final int CHECKSUM = 8;
    private static final String NONE = "-";

    private DirectoryLine() {}

    static String write(KeyChange change) {
        KeyEntry entry = change.entry();
        String body = String.join(
                " ",
                Long.toString(change.sequence()),
                encode(entry.id()),
                encode(entry.hash()),
                entry.createdAt().toString(),
                entry.expiresAt().map(Instant::toString).orElse(NONE),
                entry.revokedAt().map(Instant::toString).orElse(NONE),
                encode(entry.name()),
                entry.models().stream().map(DirectoryLine::encode).collect(Collectors.joining(",")));
        if (!entry.permissions().isEmpty()) {
            body += " "
                    + entry.permissions().stream()
                            .map(KeyPermission::id)
                            .sorted()
                            .collect(Collectors.joining(","));
        }
        return checksum(body) + " " + body + "\n";
    }

    /** The change in a line without its end, if its checksum holds. */
    static Optional<KeyChange> read(String line) {
        if (line.length() <= CHECKSUM || line.charAt(CHECKSUM) != ' ') {
            return Optional.empty();
        }
        String body = line.substring(CHECKSUM + 1);
        String[] fields = body.split(" ", -1);
        if (fields.length < FIELDS || fields.length > FIELDS + 1 || !line.startsWith(checksum(body))) {
            return Optional.empty();
        }
        try {
            return Optional.of(change(fields));
        } catch (DateTimeException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static KeyChange change(String[] fields) {
        List<String> models = fields[7].isEmpty()
                ? List.of()
                : Arrays.stream(fields[7].split(",", -1))
                        .map(DirectoryLine::decode)
                        .toList();
        return new KeyChange(
                Long.parseLong(fields[0]),
                new KeyEntry(
                        decode(fields[1]),
                        decode(fields[6]),
                        decode(fields[2]),
                        models,
                        fields.length > FIELDS ? permissions(fields[FIELDS]) : Set.of(),
                        Instant.parse(fields[3]),
                        moment(fields[4]),
                        moment(fields[5])));
    }

    private static Set<KeyPermission> permissions(String field) {
        return Arrays.stream(field.split(",", -1))
                .map(id -> KeyPermission.of(id)
                        .orElseThrow(
                                () -> new IllegalArgumentException("permission: " + id + " (expected: a known one)")))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<Instant> moment(String field) {
        return field.equals(NONE) ? Optional.empty() : Optional.of(Instant.parse(field));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decode(String field) {
        return URLDecoder.decode(field, StandardCharsets.UTF_8);
    }

    private static String checksum(String body) {
        CRC32C crc = new CRC32C();
        crc.update(body.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", crc.getValue());
    }
}
