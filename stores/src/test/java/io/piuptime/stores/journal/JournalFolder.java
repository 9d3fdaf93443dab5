package io.piuptime.stores.journal;

import io.piuptime.model.usage.UsageRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The journal's folder of a test, with small segments, and what is done to its files. */
record JournalFolder(Path path) {
    static final int SEGMENT = 16 * 1024;

    SegmentFolder segments() {
        return new SegmentFolder(path, SEGMENT);
    }

    /** A journal without its thread: the test calls the keeper. */
    FileJournal journal() {
        return new FileJournal(segments(), segments());
    }

    /** A journal with its thread. */
    FileJournal started() {
        FileJournal journal = journal();
        journal.start();
        return journal;
    }

    /** All that a journal of this folder holds, read from the start as after a restart. */
    List<UsageRecord> replay() {
        FileJournal journal = journal();
        try (journal;
                JournalReader reader = new JournalReader(journal, Position.START)) {
            return reader.next(1_000_000);
        }
    }

    static void append(FileJournal journal, List<UsageRecord> records) {
        records.forEach(journal::append);
    }

    void overwrite(long segment, long at, byte... bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(segments().file(segment), StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes), at);
        }
    }

    void cut(long segment, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(segments().file(segment), StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }
}
