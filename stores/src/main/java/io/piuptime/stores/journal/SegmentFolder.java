package io.piuptime.stores.journal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The folder of the journal's files: {@code 0000000000000001.usage} and so on. */
final class SegmentFolder implements SegmentSource {
    static final int SEGMENT = 4 * 1024 * 1024;

    private static final Pattern NAME = Pattern.compile("(\\d{16})\\.usage");
    private static final int PIECE = 64 * 1024;

    private final Path path;
    private final int size;

    SegmentFolder(Path path) {
        this(path, SEGMENT);
    }

    SegmentFolder(Path path, int size) {
        this.path = path.toAbsolutePath().normalize();
        this.size = size;
    }

    Path path() {
        return path;
    }

    Path file(long number) {
        return path.resolve("%016d.usage".formatted(number));
    }

    /** The numbers of the segments that are there. */
    NavigableSet<Long> numbers() throws IOException {
        NavigableSet<Long> numbers = new TreeSet<>();
        Files.createDirectories(path);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
                if (name.matches()) {
                    numbers.add(Long.parseLong(name.group(1)));
                }
            }
        }
        return numbers;
    }

    @Override
    public Segment create(long number) throws IOException {
        Files.createDirectories(path);
        Path file = file(number);
        Files.createFile(file);
        boolean done = false;
        try {
            Segment segment = filled(number);
            forceNames();
            done = true;
            return segment;
        } finally {
            if (!done) {
                Files.deleteIfExists(file);
            }
        }
    }

    void delete(long number) throws IOException {
        Files.deleteIfExists(file(number));
    }

    /** Takes a file that is no segment out of the way, for a person to look at. Returns its new name. */
    Path putAside(long number) throws IOException {
        Path file = file(number);
        return Files.move(
                file,
                file.resolveSibling(file.getFileName() + ".unreadable"),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE);
    }

    private Segment filled(long number) throws IOException {
        try (FileChannel channel = FileChannel.open(file(number), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            fill(channel);
            channel.force(true);
            Arena arena = Arena.ofShared();
            return new Segment(number, arena, channel.map(MapMode.READ_WRITE, 0, size, arena));
        }
    }

    /** Zeros are really written: a file with holes would find the disk full only when it is too late. */
    private void fill(FileChannel channel) throws IOException {
        ByteBuffer head =
                ByteBuffer.allocate(PIECE).order(ByteOrder.LITTLE_ENDIAN).putLong(0, Segment.MAGIC);
        ByteBuffer zeros = ByteBuffer.allocate(PIECE);
        long written = 0;
        while (written < size) {
            ByteBuffer piece = written == 0 ? head : zeros.clear();
            piece.limit((int) Math.min(PIECE, size - written));
            while (piece.hasRemaining()) {
                written += channel.write(piece);
            }
        }
    }

    private void forceNames() throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
