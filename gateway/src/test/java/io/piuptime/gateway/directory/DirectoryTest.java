package io.piuptime.gateway.directory;

import static io.piuptime.gateway.directory.Keys.NOW;
import static io.piuptime.gateway.directory.Keys.change;
import static io.piuptime.gateway.directory.Keys.packed;
import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.directory.KeyEntry;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DirectoryTest {
    private final Directory directory = new Directory();
    private final KeyEntry entry = new Keys().entry("laptop");

    @Test
    void knows_nothing_at_first() {
        assertThat(directory.sequence()).isZero();
        assertThat(directory.size()).isZero();
        assertThat(directory.key(entry.id())).isEmpty();
    }

    @Test
    void takes_changes_in_their_order() {
        directory.apply(change(1, entry));
        directory.apply(change(2, entry.revoked(NOW)));
        assertThat(directory.key(entry.id())).contains(entry.revoked(NOW));
        assertThat(directory.sequence()).isEqualTo(2);
        assertThat(directory.size()).isOne();
    }

    @Test
    void ignores_a_change_that_it_had_before() {
        directory.apply(change(5, entry));
        directory.apply(change(4, entry.revoked(NOW)));
        assertThat(directory.key(entry.id())).contains(entry);
        assertThat(directory.sequence()).isEqualTo(5);
    }

    @Test
    void never_takes_a_revocation_back() {
        directory.apply(change(1, entry.revoked(NOW)));
        directory.apply(change(2, entry));
        directory.hold(packed(3, entry));
        assertThat(directory.key(entry.id())).contains(entry.revoked(NOW));
    }

    @Test
    void is_read_by_many_threads_while_one_writes() throws InterruptedException {
        Keys keys = new Keys();
        List<KeyEntry> entries =
                IntStream.range(0, 2_000).mapToObj(i -> keys.entry("key " + i)).toList();
        AtomicInteger wrong = new AtomicInteger();
        List<Thread> readers = IntStream.range(0, 3)
                .mapToObj(_ -> Thread.ofPlatform().start(() -> {
                    while (directory.sequence() < entries.size()) {
                        // A reader that sees a number must also see the change it belongs to.
                        long known = directory.sequence();
                        if (known > 0
                                && directory
                                        .key(entries.get((int) known - 1).id())
                                        .isEmpty()) {
                            wrong.incrementAndGet();
                        }
                    }
                }))
                .toList();
        for (int i = 0; i < entries.size(); i++) {
            directory.apply(change(i + 1L, entries.get(i)));
        }
        for (Thread reader : readers) {
            reader.join();
        }
        assertThat(wrong).hasValue(0);
        assertThat(directory.size()).isEqualTo(entries.size());
    }
}
