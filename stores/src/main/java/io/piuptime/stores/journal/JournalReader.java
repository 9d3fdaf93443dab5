package io.piuptime.stores.journal;

import io.piuptime.model.usage.UsageRecord;
import io.piuptime.stores.journal.codec.RecordCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a journal's records in order, from the files and not from memory, so that it does not matter how many wait. A segment
 * ends at its first frame that does not hold; the one that is being written ends where the writer is. For one thread.
 */
final class JournalReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalReader.class);

    private final FileJournal journal;
    private Position position;
    private SegmentView view = SegmentView.none();

    JournalReader(FileJournal journal, Position from) {
        this.journal = journal;
        this.position = from;
    }

    /** The place behind the last record that was read. */
    Position position() {
        return position;
    }

    /** The next records, at most so many; none when all have been read. */
    List<UsageRecord> next(int most) {
        List<UsageRecord> records = new ArrayList<>();
        while (records.size() < most && enter()) {
            Position end = journal.end();
            boolean sealed = view.number() < end.segment() || end.offset() == Position.WHOLE;
            boolean exhausted = read(sealed ? view.size() : end.offset(), most, records);
            if (!sealed) {
                break;
            }
            if (exhausted) {
                if (view.reportDamage(position.offset())) {
                    journal.countDamaged();
                }
                position = new Position(view.number() + 1, 0);
            }
        }
        return records;
    }

    @Override
    public void close() {
        view.close();
        view = SegmentView.none();
    }

    /** Goes to the first segment that is not behind the position. Returns whether there is one. */
    private boolean enter() {
        Optional<Long> number = journal.atOrAfter(position.segment());
        while (number.isPresent() && number.get() != view.number()) {
            map(number.get());
            number = journal.atOrAfter(position.segment());
        }
        return number.isPresent();
    }

    private void map(long number) {
        close();
        try {
            view = SegmentView.of(journal.folder(), number);
            long from = position.segment() == number ? position.offset() : 0;
            position = new Position(number, Math.max(Segment.HEADER, from));
        } catch (IOException e) {
            journal.putAside(number, "is not a readable segment (" + e + ")");
        }
    }

    /** Reads frames up to a place. Returns whether there was none at the end. */
    private boolean read(long limit, int most, List<UsageRecord> records) {
        while (records.size() < most) {
            Optional<byte[]> payload = view.payload(position.offset(), limit);
            if (payload.isEmpty()) {
                return true;
            }
            try {
                records.add(RecordCodec.read(payload.get()));
            } catch (IllegalArgumentException e) {
                LOG.error("{}: a record at byte {} is left out: {}", view, position.offset(), e.getMessage());
            }
            position = new Position(view.number(), position.offset() + Frame.HEADER + payload.get().length);
        }
        return false;
    }
}
