package io.piuptime.testkit.contracts;

import static io.piuptime.testkit.contracts.SampleEntries.NOW;
import static io.piuptime.testkit.contracts.SampleEntries.application;
import static io.piuptime.testkit.contracts.SampleEntries.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.gateway.directory.DirectoryStore;
import io.piuptime.gateway.directory.DirectoryStore.Conflict;
import io.piuptime.gateway.directory.DirectoryStore.Expected;
import io.piuptime.gateway.directory.DirectoryStore.Page;
import io.piuptime.gateway.directory.DirectoryStore.Query;
import io.piuptime.gateway.directory.DirectoryStore.Witness;
import io.piuptime.model.directory.Access;
import io.piuptime.model.directory.Change;
import io.piuptime.model.directory.Entry;
import io.piuptime.model.directory.Kind;
import io.piuptime.model.directory.Team;
import io.piuptime.model.directory.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every store of the directory does. */
public interface DirectoryStoreContract {
    /** The store under test: empty, and the same one within a test. */
    DirectoryStore store();

    @Test
    default void an_empty_store_has_no_entries_and_no_changes() {
        for (Kind kind : Kind.values()) {
            assertThat(store().list(Query.all(kind)).changes()).isEmpty();
            assertThat(store().find(kind, "x")).isEmpty();
        }
        assertThat(store().changesAfter(0, 10)).isEmpty();
    }

    @Test
    default void gives_back_every_component_of_every_kind_of_entry() {
        long sequence = 0;
        for (Entry entry : SampleEntries.all()) {
            Change change = new Change(++sequence, entry.kind(), entry.id(), 1, Optional.of(entry));

            assertThat(store().put(entry, Expected.NEW)).isEqualTo(change);
            assertThat(store().find(entry.kind(), entry.id())).contains(change);
            assertThat(store().changesAfter(sequence - 1, 10)).containsExactly(change);
            assertThat(store().list(Query.all(entry.kind())).changes()).last().isEqualTo(change);
        }
        assertThat(store().changesAfter(0, 1_000))
                .extracting(change -> change.entry().orElseThrow())
                .containsExactlyElementsOf(SampleEntries.all());
    }

    @Test
    default void ids_of_different_kinds_have_nothing_to_do_with_each_other() {
        store().put(team("x", "team x"), Expected.NEW);
        store().put(application("x", Tenant.DEFAULT), Expected.NEW);
        store().remove(Kind.TEAM, "x", Expected.ANY);

        assertThat(store().find(Kind.APPLICATION, "x").orElseThrow().entry()).isPresent();
        assertThat(store().find(Kind.TEAM, "x").orElseThrow().entry()).isEmpty();
        assertThat(store().find(Kind.KEY, "x")).isEmpty();
    }

    @Test
    default void an_entry_that_is_put_again_takes_the_next_number_and_version() {
        store().put(team("a", "one"), Expected.NEW);
        store().put(team("b", "two"), Expected.NEW);
        Change again = store().put(team("a", "three"), new Expected(1));

        assertThat(again).isEqualTo(new Change(3, Kind.TEAM, "a", 2, Optional.of(team("a", "three"))));
        assertThat(store().put(team("a", "four"), Expected.ANY).version()).isEqualTo(3);
        assertThat(store().put(team("c", "five"), Expected.ANY).version()).isEqualTo(1);
    }

    @Test
    default void the_feed_holds_the_last_change_of_each_entry_only() {
        store().put(team("a", "one"), Expected.NEW);
        store().put(team("b", "two"), Expected.NEW);
        store().put(team("a", "three"), Expected.ANY);
        store().remove(Kind.TEAM, "b", Expected.ANY);

        assertThat(store().changesAfter(0, 10))
                .containsExactly(
                        new Change(3, Kind.TEAM, "a", 2, Optional.of(team("a", "three"))),
                        new Change(4, Kind.TEAM, "b", 2, Optional.empty()));
        assertThat(store().changesAfter(3, 10)).extracting(Change::sequence).containsExactly(4L);
    }

    @Test
    default void the_feed_goes_on_after_a_sequence_and_stops_at_a_limit() {
        IntStream.range(0, 10).forEach(i -> store().put(key("k" + i), Expected.NEW));

        assertThat(store().changesAfter(3, 4)).extracting(Change::sequence).containsExactly(4L, 5L, 6L, 7L);
        assertThat(store().changesAfter(10, 4)).isEmpty();
        assertThat(store().changesAfter(99, 4)).isEmpty();
    }

    @Test
    default void refuses_a_new_entry_in_the_place_of_another_and_uses_no_number_for_it() {
        store().put(key("a"), Expected.NEW);

        assertThatThrownBy(() -> store().put(key("a"), Expected.NEW))
                .isInstanceOf(Conflict.class)
                .hasMessage("key a: version 1 (expected: none)");
        assertThat(store().put(key("b"), Expected.NEW).sequence()).isEqualTo(2);
    }

    @Test
    default void refuses_a_change_of_another_version_than_expected() {
        store().put(team("a", "one"), Expected.NEW);
        store().put(team("a", "two"), new Expected(1));

        assertThatThrownBy(() -> store().put(team("a", "three"), new Expected(1)))
                .isInstanceOf(Conflict.class)
                .hasMessage("team a: version 2 (expected: version 1)");
        assertThatThrownBy(() -> store().remove(Kind.TEAM, "a", new Expected(3)))
                .isInstanceOf(Conflict.class)
                .hasMessage("team a: version 2 (expected: version 3)");
        assertThatThrownBy(() -> store().put(team("nobody", "x"), new Expected(1)))
                .isInstanceOf(Conflict.class)
                .hasMessage("team nobody: none (expected: version 1)");
        assertThat(store().find(Kind.TEAM, "a").orElseThrow().entry()).contains(team("a", "two"));
        assertThat(store().changesAfter(0, 10)).hasSize(1);
    }

    @Test
    default void what_was_removed_is_not_there_and_its_number_stays() {
        store().put(team("a", "one"), Expected.NEW);
        Change removed = store().remove(Kind.TEAM, "a", new Expected(1));

        assertThat(removed).isEqualTo(new Change(2, Kind.TEAM, "a", 2, Optional.empty()));
        assertThat(store().find(Kind.TEAM, "a")).contains(removed);
        assertThat(store().list(Query.all(Kind.TEAM)).changes()).isEmpty();
        assertThat(store().changesAfter(0, 10)).containsExactly(removed);
        assertThatThrownBy(() -> store().put(team("a", "two"), new Expected(2)))
                .isInstanceOf(Conflict.class)
                .hasMessage("team a: none (expected: version 2)");
    }

    @Test
    default void removing_twice_changes_nothing() {
        store().put(team("a", "one"), Expected.NEW);
        Change removed = store().remove(Kind.TEAM, "a", Expected.ANY);

        assertThat(store().remove(Kind.TEAM, "a", Expected.ANY)).isEqualTo(removed);
        assertThat(store().put(team("b", "two"), Expected.NEW).sequence()).isEqualTo(3);
    }

    @Test
    default void what_never_was_there_cannot_be_removed() {
        assertThatThrownBy(() -> store().remove(Kind.TEAM, "a", Expected.ANY))
                .isInstanceOf(Conflict.class)
                .hasMessage("team a: none (expected: one)");
        assertThat(store().changesAfter(0, 10)).isEmpty();
    }

    @Test
    default void what_was_removed_can_be_put_anew_and_keeps_counting_its_versions() {
        store().put(team("a", "one"), Expected.NEW);
        store().remove(Kind.TEAM, "a", Expected.ANY);
        Change anew = store().put(team("a", "two"), Expected.NEW);

        assertThat(anew).isEqualTo(new Change(3, Kind.TEAM, "a", 3, Optional.of(team("a", "two"))));
        assertThat(store().list(Query.all(Kind.TEAM)).changes()).containsExactly(anew);
    }

    @Test
    default void entries_are_listed_as_they_are_now_in_the_order_in_which_they_were_first_added() {
        store().put(team("z", "one"), Expected.NEW);
        store().put(team("a", "two"), Expected.NEW);
        store().put(team("m", "three"), Expected.NEW);
        store().put(team("z", "four"), Expected.ANY);

        assertThat(entries(store().list(Query.all(Kind.TEAM))))
                .containsExactly(team("z", "four"), team("a", "two"), team("m", "three"));
    }

    @Test
    default void a_list_comes_in_pages_that_miss_nothing_when_entries_change_meanwhile() {
        IntStream.range(0, 7).forEach(i -> store().put(key("k" + i), Expected.NEW));
        List<String> ids = new ArrayList<>();
        Optional<Long> next = Optional.of(0L);
        for (int page = 0; page < 4 && next.isPresent(); page++) {
            Page some = store().list(
                            new Query(Kind.KEY, Optional.empty(), Optional.empty(), Optional.empty(), next.get(), 3));
            some.changes().forEach(change -> ids.add(change.id()));
            next = some.next();
            store().put(key("k5").revoked(NOW), Expected.ANY);
        }

        assertThat(next).isEmpty();
        assertThat(ids).containsExactly("k0", "k1", "k2", "k3", "k4", "k5", "k6");
    }

    @Test
    default void a_page_that_is_just_full_is_the_last_one_if_nothing_follows() {
        IntStream.range(0, 3).forEach(i -> store().put(key("k" + i), Expected.NEW));

        assertThat(store().list(new Query(Kind.KEY, Optional.empty(), Optional.empty(), Optional.empty(), 0, 3))
                        .next())
                .isEmpty();
    }

    @Test
    default void a_list_can_be_of_one_tenant_below_one_parent_and_with_a_part_of_the_name() {
        store().put(application("a1", "acme"), Expected.NEW);
        store().put(application("a2", "other"), Expected.NEW);
        store().put(new Team("t1", "acme", "Größe 100%_", Access.ALL, List.of(), true, NOW), Expected.NEW);
        store().put(new Team("t2", "acme", "GRÖSSE 1000", Access.ALL, List.of(), true, NOW), Expected.NEW);

        assertThat(ids(Kind.APPLICATION, Optional.of("acme"), Optional.empty(), Optional.empty()))
                .containsExactly("a1");
        assertThat(ids(Kind.APPLICATION, Optional.empty(), Optional.of(Tenant.DEFAULT), Optional.empty()))
                .containsExactly("a1", "a2");
        assertThat(ids(Kind.APPLICATION, Optional.of("acme"), Optional.of("t1"), Optional.empty()))
                .isEmpty();
        assertThat(ids(Kind.TEAM, Optional.empty(), Optional.empty(), Optional.of("GRÖ")))
                .containsExactly("t1", "t2");
        assertThat(ids(Kind.TEAM, Optional.of("acme"), Optional.of("acme"), Optional.of("0%_")))
                .containsExactly("t1");
    }

    @Test
    default void changes_made_at_the_same_time_all_get_numbers_of_their_own() throws Exception {
        try (ExecutorService callers = Executors.newFixedThreadPool(4)) {
            List<Callable<Long>> calls = IntStream.range(0, 40)
                    .<Callable<Long>>mapToObj(
                            i -> () -> store().put(key("k" + i), Expected.NEW).sequence())
                    .toList();

            assertThat(results(callers.invokeAll(calls)))
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.rangeClosed(1, 40).boxed().toList());
        }
    }

    @Test
    default void of_changes_made_at_the_same_time_to_one_version_one_succeeds() throws Exception {
        store().put(team("a", "before"), Expected.NEW);
        try (ExecutorService callers = Executors.newFixedThreadPool(4)) {
            List<Callable<Long>> calls = IntStream.range(0, 12)
                    .<Callable<Long>>mapToObj(i -> () -> attempt(team("a", "by " + i)))
                    .toList();

            assertThat(results(callers.invokeAll(calls)))
                    .containsOnlyOnce(2L)
                    .filteredOn(number -> number == 0)
                    .hasSize(11);
        }
    }

    @Test
    default void a_change_beside_another_entry_is_made_only_if_that_one_is_as_it_was() {
        store().put(team("a", "a"), Expected.NEW);
        store().put(team("b", "b"), Expected.NEW);
        Expected beside = new Expected(1, Optional.of(new Witness(Kind.TEAM, "b", 1)));
        assertThat(store().put(team("a", "more"), beside).version()).isEqualTo(2);
        store().put(team("b", "more"), Expected.ANY);

        Expected next = new Expected(2, Optional.of(new Witness(Kind.TEAM, "b", 1)));
        assertThatThrownBy(() -> store().put(team("a", "again"), next))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("team b: version 2 (expected: version 1)");
        assertThatThrownBy(() -> store().remove(Kind.TEAM, "a", next)).isInstanceOf(Conflict.class);
        store().remove(Kind.TEAM, "b", Expected.ANY);
        Expected gone = new Expected(2, Optional.of(new Witness(Kind.TEAM, "b", 3)));
        assertThatThrownBy(() -> store().remove(Kind.TEAM, "a", gone))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("team b: none (expected: version 3)");
        assertThat(store().find(Kind.TEAM, "a").orElseThrow().version()).isEqualTo(2);
    }

    @Test
    default void of_two_that_are_removed_at_once_beside_each_other_one_stays() throws Exception {
        try (ExecutorService callers = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 20; round++) {
                String one = "one" + round;
                String other = "other" + round;
                store().put(team(one, one), Expected.NEW);
                store().put(team(other, other), Expected.NEW);

                List<Long> removed =
                        results(callers.invokeAll(List.of(() -> removal(one, other), () -> removal(other, one))));

                assertThat(removed).as("round " + round).containsOnlyOnce(0L);
                assertThat(Stream.of(one, other)
                                .filter(id -> store().find(Kind.TEAM, id)
                                        .flatMap(Change::entry)
                                        .isPresent()))
                        .hasSize(1);
            }
        }
    }

    private long removal(String id, String beside) {
        try {
            return store().remove(Kind.TEAM, id, new Expected(1, Optional.of(new Witness(Kind.TEAM, beside, 1))))
                    .sequence();
        } catch (Conflict _) {
            return 0;
        }
    }

    private long attempt(Entry entry) {
        try {
            return store().put(entry, new Expected(1)).sequence();
        } catch (Conflict _) {
            return 0;
        }
    }

    private List<String> ids(Kind kind, Optional<String> tenant, Optional<String> parent, Optional<String> containing) {
        return store().list(new Query(kind, tenant, parent, containing, 0, 100)).changes().stream()
                .map(Change::id)
                .toList();
    }

    private static List<Entry> entries(Page page) {
        return page.changes().stream()
                .map(change -> change.entry().orElseThrow())
                .toList();
    }

    private static List<Long> results(List<Future<Long>> futures) throws InterruptedException, ExecutionException {
        List<Long> results = new ArrayList<>();
        for (Future<Long> future : futures) {
            results.add(future.get());
        }
        return results;
    }

    private static Team team(String id, String name) {
        return new Team(id, Tenant.DEFAULT, name, Access.ALL, List.of(), true, NOW);
    }
}
