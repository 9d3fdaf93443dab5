package io.piuptime.bench.torture;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.budget.money.journal.Entry;
import io.piuptime.gateway.budget.money.journal.MoneyJournal;
import io.piuptime.stores.money.Boot;
import io.piuptime.stores.money.FileMoneyJournal;
import io.piuptime.testkit.raw.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keeps every file that a node's journal of money ever had, by a second name: the journal removes a file once the next one
 * holds all that counts, which takes it longer than the time between two looks.
 */
final class Copies implements AutoCloseable {
    private static final Duration BETWEEN = Duration.ofMillis(50);
    private static final String ENDING = ".money";
    private static final String READING = "reading-";

    private final Path from;
    private final Path to;
    private final Thread thread;
    private volatile boolean over;

    /** Begins to keep files of one folder in another, which is on the same file system. */
    Copies(Path from, Path to) {
        this.from = requireNonNull(from, "from");
        this.to = requireNonNull(to, "to");
        this.thread = Thread.ofVirtual().start(this::keep);
    }

    /**
     * All lines of all files.
     *
     * @throws IllegalStateException if a file is missing or damaged: then nothing can be said of the history
     */
    List<List<Entry>> read() {
        look();
        List<List<Entry>> files = new ArrayList<>();
        for (String name : names(to)) {
            Path single = to.resolve(READING + name);
            link(to.resolve(name), single.resolve("money"), name);
            try (FileMoneyJournal journal = new FileMoneyJournal(single, Boot.id())) {
                MoneyJournal.Past past = journal.open(List::of);
                if (!past.complete() || Long.parseLong(name.replace(ENDING, "")) != files.size() + 1L) {
                    throw new IllegalStateException("journal " + from + ": " + name + " (expected: file "
                            + (files.size() + 1) + ", undamaged)");
                }
                files.add(past.entries());
            }
        }
        return files;
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void keep() {
        while (!over) {
            look();
            Await.elapsed(BETWEEN);
        }
    }

    private synchronized void look() {
        for (String name : names(from)) {
            link(from.resolve(name), to, name);
        }
    }

    private static void link(Path file, Path folder, String name) {
        try {
            Files.createDirectories(folder);
            Files.createLink(folder.resolve(name), file);
        } catch (FileAlreadyExistsException | NoSuchFileException _) {
            // it is kept already, or gone since it was seen; then the next one is there
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> names(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(ENDING) && !name.startsWith(READING))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
