package io.piuptime.gateway.directory.file;

import io.piuptime.model.directory.Change;
import io.piuptime.model.directory.KeyEntry;
import io.piuptime.model.directory.Kind;
import io.piuptime.model.key.KeyPermission;
import java.net.URLDecoder;
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
 * A line of a {@link KeyLog}: checksum, then sequence, id, hash, moments of creation, expiry and revocation ({@code -} for
 * none), name, models, permissions if there are any, parted by blanks, texts percent-encoded.
 */
final class KeyLine {
    private static final int FIELDS = 8;
    private static final int CHECKSUM = 8;
    private static final String NONE = "-";

    private KeyLine() {}

    /** The change in a line without its end, if its checksum holds. A key changed once at most: when it was revoked. */
    static Optional<Change> read(String line) {
        if (line.length() <= CHECKSUM || line.charAt(CHECKSUM) != ' ') {
            return Optional.empty();
        }
        String body = line.substring(CHECKSUM + 1);
        String[] fields = body.split(" ", -1);
        if (fields.length < FIELDS || fields.length > FIELDS + 1 || !line.startsWith(checksum(body))) {
            return Optional.empty();
        }
        try {
            KeyEntry key = key(fields);
            int version = key.revokedAt().isPresent() ? 2 : 1;
            return Optional.of(new Change(Long.parseLong(fields[0]), Kind.KEY, key.id(), version, Optional.of(key)));
        } catch (DateTimeException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static KeyEntry key(String[] fields) {
        List<String> models = fields[7].isEmpty()
                ? List.of()
                : Arrays.stream(fields[7].split(",", -1)).map(KeyLine::decode).toList();
        return new KeyEntry(
                decode(fields[1]),
                decode(fields[6]),
                decode(fields[2]),
                models,
                fields.length > FIELDS ? permissions(fields[FIELDS]) : Set.of(),
                Instant.parse(fields[3]),
                moment(fields[4]),
                moment(fields[5]));
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

    private static String decode(String field) {
        return URLDecoder.decode(field, StandardCharsets.UTF_8);
    }

    private static String checksum(String body) {
        CRC32C crc = new CRC32C();
        crc.update(body.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", crc.getValue());
    }
}
