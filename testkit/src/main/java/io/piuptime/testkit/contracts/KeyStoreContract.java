package io.piuptime.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.gateway.authenticate.KeyStore;
import io.piuptime.model.directory.KeyEntry;
import io.piuptime.model.key.KeyChange;
import io.piuptime.model.key.KeyPermission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every store of keys does. */
public interface KeyStoreContract {
    Instant NOW = Instant.parse("2026-03-01T00:00:00.000001Z");

    /** The store under test: empty, and the same one within a test. */
    KeyStore store();

    @Test
    default void an_empty_store_has_no_keys_and_no_changes() {
        assertThat(store().list()).isEmpty();
        assertThat(store().changesAfter(0, 10)).isEmpty();
    }

    @Test
    default void gives_back_every_component_of_an_entry() {
        KeyEntry entry = new KeyEntry(
                "K3yId0000001",
                "Größe: 'x'; -- 😀",
                "00ff".repeat(16),
                List.of("gpt-4o", "claude-*", "", "a:b,c\n3:d"),
                NOW,
                Optional.of(NOW.plusSeconds(60)),
                Optional.of(NOW.plusSeconds(30)));

        assertThat(store().create(entry)).isEqualTo(new KeyChange(1, entry));
        assertThat(store().list()).containsExactly(entry);
        assertThat(store().changesAfter(0, 10)).containsExactly(new KeyChange(1, entry));
    }

    @Test
    default void gives_back_an_entry_without_limits() {
        store().create(key("a"));

        assertThat(store().list()).containsExactly(key("a"));
    }

    @Test
    default void gives_back_every_set_of_permissions_and_keeps_it_when_a_key_is_revoked() {
        List<Set<KeyPermission>> sets = List.of(Set.of(), EnumSet.allOf(KeyPermission.class));
        for (Set<KeyPermission> permissions : sets) {
            KeyEntry entry = new KeyEntry(
                    "k" + permissions.size() + sets.indexOf(permissions),
                    "n",
                    "hash-" + sets.indexOf(permissions),
                    List.of(),
                    permissions,
                    NOW,
                    Optional.empty(),
                    Optional.empty());
            store().create(entry);
            assertThat(store().list()).last().isEqualTo(entry);
            assertThat(store().revoke(entry.id(), NOW))
                    .hasValueSatisfying(
                            change -> assertThat(change.entry().permissions()).isEqualTo(permissions));
            assertThat(store().list().getLast()).isEqualTo(entry.revoked(NOW));
        }
    }

    @Test
    default void changes_are_numbered_from_one_without_gaps() {
        KeyChange a = store().create(key("a"));
        KeyChange b = store().create(key("b"));
        KeyChange revoked = store().revoke("a", NOW.plusSeconds(5)).orElseThrow();
        KeyChange c = store().create(key("c"));

        assertThat(List.of(a, b, revoked, c)).extracting(KeyChange::sequence).containsExactly(1L, 2L, 3L, 4L);
        assertThat(revoked.entry()).isEqualTo(key("a").revoked(NOW.plusSeconds(5)));
        assertThat(store().changesAfter(0, 10)).containsExactly(a, b, revoked, c);
    }

    @Test
    default void the_feed_goes_on_after_a_sequence_and_stops_at_a_limit() {
        IntStream.range(0, 10).forEach(i -> store().create(key("k" + i)));

        assertThat(store().changesAfter(3, 4)).extracting(KeyChange::sequence).containsExactly(4L, 5L, 6L, 7L);
        assertThat(store().changesAfter(10, 4)).isEmpty();
        assertThat(store().changesAfter(99, 4)).isEmpty();
    }

    @Test
    default void a_key_is_listed_once_as_it_is_now_and_in_order_of_creation() {
        store().create(key("z"));
        store().create(key("a"));
        store().create(key("m"));
        store().revoke("z", NOW);

        assertThat(store().list()).containsExactly(key("z").revoked(NOW), key("a"), key("m"));
    }

    @Test
    default void refuses_a_second_key_with_the_same_id_and_uses_no_number_for_it() {
        store().create(key("a"));

        assertThatThrownBy(() -> store().create(key("a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("key: a (expected: a new id)");
        assertThat(store().create(key("b")).sequence()).isEqualTo(2);
    }

    @Test
    default void a_revoked_id_is_not_free_again() {
        store().create(key("a"));
        store().revoke("a", NOW);

        assertThatThrownBy(() -> store().create(key("a"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void revoking_twice_changes_nothing() {
        store().create(key("a"));
        KeyChange first = store().revoke("a", NOW).orElseThrow();

        assertThat(store().revoke("a", NOW.plusSeconds(9))).contains(first);
        assertThat(store().changesAfter(0, 10)).hasSize(2);
    }

    @Test
    default void a_key_that_is_not_there_cannot_be_revoked() {
        assertThat(store().revoke("nobody", NOW)).isEmpty();
        assertThat(store().changesAfter(0, 10)).isEmpty();
    }

    @Test
    default void keys_created_at_the_same_time_all_get_numbers_of_their_own() throws Exception {
        try (ExecutorService callers = Executors.newFixedThreadPool(4)) {
            List<Callable<Long>> calls = IntStream.range(0, 40)
                    .<Callable<Long>>mapToObj(
                            i -> () -> store().create(key("k" + i)).sequence())
                    .toList();

            assertThat(results(callers.invokeAll(calls)))
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.rangeClosed(1, 40).boxed().toList());
        }
    }

    private static List<Long> results(List<Future<Long>> futures) throws InterruptedException, ExecutionException {
        List<Long> results = new ArrayList<>();
        for (Future<Long> future : futures) {
            results.add(future.get());
        }
        return results;
    }

    private static KeyEntry key(String id) {
        return new KeyEntry(id, "name of " + id, "hash-" + id, List.of(), NOW, Optional.empty(), Optional.empty());
    }
}
