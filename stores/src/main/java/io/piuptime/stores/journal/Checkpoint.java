package io.piuptime.stores.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * The file that says up to where the journal has been shipped: one line, {@code segment offset checksum}. It may be older than
 * the truth, after a crash: shipping a record twice does no harm.
 */
final class Checkpoint {
    private static final Pattern LINE = Pattern.compile("(\\d{1,16}) (\\d{1,16}) (\\d{1,10})\n");

    private final Path file;

    Checkpoint(Path folder) {
        this.file = folder.resolve("shipped");
    }

    /** What was saved last; the very start when nothing was, or what is there is damaged. */
    Position read() {
        try {
            Matcher line = LINE.matcher(Files.readString(file, StandardCharsets.US_ASCII));
            if (line.matches()) {
                Position saved = new Position(Long.parseLong(line.group(1)), Long.parseLong(line.group(2)));
                return text(saved).equals(line.group()) ? saved : Position.START;
            }
            return Position.START;
        } catch (IOException _) {
            return Position.START;
        }
    }

    /** Replaces the file in one step. */
    void save(Position position) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, text(position), StandardCharsets.US_ASCII);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String text(Position position) {
        String place = position.segment() + " " + position.offset();
        CRC32C crc = new CRC32C();
        crc.update(place.getBytes(StandardCharsets.US_ASCII));
        return place + " " + crc.getValue() + "\n";
    }
}
