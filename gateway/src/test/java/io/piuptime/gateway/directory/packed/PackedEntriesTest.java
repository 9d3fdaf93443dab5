package io.piuptime.gateway.directory.packed;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.directory.codec.PackedChange;
import io.piuptime.model.directory.Change;
import io.piuptime.model.directory.Entry;
import io.piuptime.model.directory.Kind;
import io.piuptime.model.directory.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class PackedEntriesTest {
    @Test
    void finds_what_was_put_by_its_kind_and_id() {
        try (PackedEntries entries = new PackedEntries()) {
            entries.put(change(1, "a", "one"));
            entries.put(PackedChange.of(new Change(2, Kind.TEAM, "a", 5, Optional.empty())));

            assertThat(entries.find(Kind.ROLE, "a").flatMap(PackedChange::entry))
                    .contains(role("a", "one"));
            PackedChange removed = entries.find(Kind.TEAM, "a").orElseThrow();
            assertThat(removed.removed()).isTrue();
            assertThat(removed.version()).isEqualTo(5);
            assertThat(removed.entry()).isEmpty();
            assertThat(entries.find(Kind.KEY, "a")).isEmpty();
            assertThat(entries.find(Kind.ROLE, "b")).isEmpty();
            assertThat(entries.count()).isEqualTo(2);
        }
    }

    @Test
    void holds_as_a_map_does_whatever_is_put_while_it_grows_and_is_moved() {
        Random random = new Random(11);
        Map<String, PackedChange> expected = new HashMap<>();
        try (PackedEntries entries = new PackedEntries()) {
            for (int i = 1; i <= 60_000; i++) {
                String id = "id-" + random.nextInt(9_000);
                PackedChange change = change(i, id, "x".repeat(random.nextInt(600)));
                entries.put(change);
                expected.put(id, change);
            }
            assertThat(entries.count()).isEqualTo(expected.size());
            assertThat(expected)
                    .allSatisfy((id, change) -> assertThat(
                                    entries.find(Kind.ROLE, id).orElseThrow().bytes())
                            .isEqualTo(change.bytes()));
            long live = expected.values().stream()
                    .mapToLong(change -> change.bytes().length + 4L)
                    .sum();
            assertThat(entries.bytes()).isLessThan(live * 3 / 2 + (9L << 20));
        }
    }

    @Test
    void shows_changes_in_the_order_of_their_numbers() {
        try (PackedEntries entries = new PackedEntries()) {
            for (int i = 500; i > 0; i--) {
                entries.put(change(i, "id-" + i, "n"));
            }
            entries.put(change(7, "another with the same number", "n"));
            List<Long> seen = new ArrayList<>();
            entries.inOrder(change -> seen.add(change.sequence()));

            assertThat(seen).hasSize(501).isSorted();
        }
    }

    @Test
    @Timeout(30)
    void readers_find_what_was_there_before_while_entries_are_moved() throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger missed = new AtomicInteger();
        AtomicInteger reads = new AtomicInteger();
        try (PackedEntries entries = new PackedEntries()) {
            entries.put(change(1, "constant", "n"));
            Thread reader = Thread.ofPlatform().start(() -> {
                while (!over.get()) {
                    if (entries.find(Kind.ROLE, "constant").isEmpty()) {
                        missed.incrementAndGet();
                    }
                    reads.incrementAndGet();
                }
            });
            String large = "x".repeat(20_000);
            for (int i = 2; i < 3_000 || reads.get() == 0; i++) {
                entries.put(change(i, "id-" + i % 40, large));
            }
            over.set(true);
            reader.join();
        }
        assertThat(missed).hasValue(0);
    }

    private static PackedChange change(long sequence, String id, String name) {
        Entry entry = role(id, name);
        return PackedChange.of(new Change(sequence, entry.kind(), id, 1, Optional.of(entry)));
    }

    private static Role role(String id, String name) {
        return new Role(id, "t", name, Set.of());
    }
}
