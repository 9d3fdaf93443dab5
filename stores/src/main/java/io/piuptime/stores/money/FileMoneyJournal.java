package io.piuptime.stores.money;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.budget.money.journal.Entry;
import io.piuptime.gateway.budget.money.journal.MoneyJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The money journal in the folder {@code money} of a data folder: {@code 0000000000000001.money} and so on, of which the last
 * one counts. When a file is nearly full, all that counts is written to the next one, which then takes its place in one step.
 */
public final class FileMoneyJournal implements MoneyJournal {
    static final long SIZE = 4 * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(FileMoneyJournal.class);
    private static final Pattern NAME = Pattern.compile("(\\d{16})\\.money");
    /** Of a file, so much is kept for the ends of what has begun. */
    private static final int SHARE_KEPT = 8;

    private final Path folder;
    private final String boot;
    private final LineCodec codec = new LineCodec();

    private Supplier<List<Entry>> state = List::of;
    /** Of the next file. */
    private long size;

    private long number;
    private @Nullable MoneyFile current;
    private @Nullable MoneyFile next;
    private final List<MoneyFile> left = new ArrayList<>();
    private boolean failing;
    private boolean closed;

    /**
     * The journal of a data folder.
     *
     * @param boot tells the machine's running time, see {@link Boot#id}
     */
    public FileMoneyJournal(Path dataFolder, String boot) {
        this(dataFolder, boot, SIZE);
    }

    FileMoneyJournal(Path dataFolder, String boot, long size) {
        this.folder = dataFolder.resolve("money").toAbsolutePath().normalize();
        this.boot = requireNonNull(boot, "boot");
        this.size = size;
    }

    @Override
    public synchronized Past open(Supplier<List<Entry>> whatCounts) {
        state = whatCounts;
        try {
            Files.createDirectories(folder);
            Optional<Long> last = numbers().stream().max(Long::compare);
            if (last.isEmpty()) {
                return new Past(List.of(), true, true);
            }
            number = last.get();
            return past(MoneyFile.read(file(number)));
        } catch (IOException e) {
            LOG.error("money journal {} cannot be read: what it may still spend is given up", folder, e);
            return new Past(List.of(), false, false);
        }
    }

    private Past past(MoneyFile.Contents contents) {
        List<Entry> entries = new ArrayList<>();
        boolean readable = contents.whole();
        boolean ended = false;
        String then = "";
        for (ByteBuffer payload : contents.payloads()) {
            Optional<LineCodec.Mark> mark = LineCodec.read(payload);
            readable &= mark.isPresent();
            ended = false;
            switch (mark.orElse(null)) {
                case LineCodec.Mark.Begun begun -> then = begun.boot();
                case LineCodec.Mark.Ended _ -> ended = true;
                case LineCodec.Mark.Line line -> entries.add(line.entry());
                case null -> {}
            }
        }
        boolean sameMachineTime = !boot.isEmpty() && then.equals(boot);
        boolean complete = readable && (ended || sameMachineTime);
        if (!complete) {
            LOG.warn(
                    "money journal {}: lines may be missing ({}): what was granted and is not known to be unspent counts as spent",
                    file(number),
                    readable ? "the machine ended without warning" : "it is damaged");
        }
        return new Past(entries, complete, false);
    }

    @Override
    public synchronized void begin() {
        try {
            prepare();
            turn();
        } catch (IOException | UncheckedIOException e) {
            fails(e);
        }
    }

    @Override
    public synchronized boolean append(Entry entry, Need need) {
        MoneyFile file = current;
        if (file == null || closed) {
            return false;
        }
        ByteBuffer line = codec.bytes(entry);
        if (file.append(line, need == Need.BEGINS ? file.size() / SHARE_KEPT : 0)) {
            return true;
        }
        // the state is taken before the line counts, so the line goes behind it
        return turn() && current != null && current.append(codec.bytes(entry), 0);
    }

    @Override
    public void tend() {
        List<MoneyFile> old;
        boolean wanted;
        synchronized (this) {
            old = List.copyOf(left);
            left.clear();
            MoneyFile file = current;
            wanted = !closed && next == null && (file == null || file.left() < file.end());
        }
        old.forEach(MoneyFile::close);
        if (!wanted) {
            return;
        }
        try {
            prepare();
            synchronized (this) {
                if (current == null) {
                    turn();
                }
            }
        } catch (IOException e) {
            fails(e);
        }
    }

    /** Whether no room could be prepared, as on a full disk. */
    public synchronized boolean failing() {
        return failing;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        left.forEach(MoneyFile::close);
        if (current != null) {
            current.append(codec.ended(), 0);
            current.force();
            current.close();
        }
        if (next != null) {
            next.close();
        }
    }

    private void prepare() throws IOException {
        MoneyFile fresh = MoneyFile.create(folder.resolve("next"), size);
        synchronized (this) {
            if (next != null) {
                left.add(next);
            }
            next = fresh;
            failing = false;
        }
    }

    /** Goes on in the file that was prepared, with all that counts. Returns whether there was one with room for it. */
    private boolean turn() {
        MoneyFile fresh = next;
        if (fresh == null) {
            return false;
        }
        next = null;
        try {
            boolean written = fresh.append(codec.begun(boot), 0);
            for (Entry entry : state.get()) {
                written = written && fresh.append(codec.bytes(entry), fresh.size() / SHARE_KEPT);
            }
            if (!written) {
                left.add(fresh);
                size = Math.max(size, 2 * fresh.size());
                LOG.warn("money journal {}: what counts needs larger files, of {} bytes", folder, size);
                return false;
            }
            Files.move(folder.resolve("next"), file(number + 1), StandardCopyOption.ATOMIC_MOVE);
            number++;
            if (current != null) {
                left.add(current);
            }
            current = fresh;
            Files.deleteIfExists(file(number - 1));
            return true;
        } catch (IOException e) {
            if (current != fresh) {
                left.add(fresh);
            }
            fails(e);
            return current == fresh;
        }
    }

    private synchronized void fails(Exception e) {
        if (!failing) {
            LOG.error("money journal {} cannot go on: nothing is spent from budgets until it can", folder, e);
        }
        failing = true;
    }

    private Path file(long of) {
        return folder.resolve("%016d.money".formatted(of));
    }

    private List<Long> numbers() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> NAME.matcher(String.valueOf(file.getFileName())))
                    .filter(Matcher::matches)
                    .map(name -> Long.parseLong(name.group(1)))
                    .toList();
        }
    }
}
