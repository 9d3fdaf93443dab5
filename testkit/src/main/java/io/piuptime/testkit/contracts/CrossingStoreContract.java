package io.piuptime.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.budget.money.AccountId;
import io.piuptime.gateway.budget.money.alert.Crossing;
import io.piuptime.gateway.budget.money.alert.CrossingStore;
import io.piuptime.gateway.budget.money.alert.CrossingStore.Kept;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** What every store of crossings does. */
public interface CrossingStoreContract {
    Instant NOW = Instant.parse("2026-05-06T07:08:09.123456Z");
    IntFunction<Optional<Instant>> IN_A_MINUTE = _ -> Optional.of(NOW.plusSeconds(60));

    /** The store under test: empty, and the same one within a test. */
    CrossingStore crossings();

    @Test
    default void gives_back_what_it_keeps() {
        Crossing crossing = crossing("month", 80);

        assertThat(crossings().keep(crossing, Optional.of(NOW))).isTrue();

        assertThat(crossings().of("b1", 10)).containsExactly(new Kept(crossing, 0, Optional.of(NOW), Optional.empty()));
        assertThat(crossings().of("b2", 10)).isEmpty();
    }

    @Test
    default void keeps_one_of_an_id_whoever_saw_it() {
        crossings().keep(crossing("month", 80), Optional.empty());
        Crossing other = new Crossing(
                crossing("month", 80).account(), of(), 5_000_000, 80, NOW.plusSeconds(1), 4_400_000, "other");

        assertThat(crossings().keep(other, Optional.empty())).isFalse();

        assertThat(crossings().of("b1", 10))
                .extracting(kept -> kept.crossing().node())
                .containsExactly("node-1");
    }

    @Test
    default void another_threshold_window_start_or_cap_is_another() {
        CrossingStore store = crossings();
        store.keep(crossing("month", 80), Optional.empty());

        assertThat(store.keep(crossing("month", 50), Optional.empty())).isTrue();
        assertThat(store.keep(crossing("day", 80), Optional.empty())).isTrue();
        assertThat(store.keep(
                        new Crossing(new AccountId("b1", "month", 8), of(), 5_000_000, 80, NOW, 1, "n"),
                        Optional.empty()))
                .isTrue();
        assertThat(store.keep(
                        new Crossing(new AccountId("b1", "month", 7), of(), 6_000_000, 80, NOW, 1, "n"),
                        Optional.empty()))
                .isTrue();
        assertThat(store.of("b1", 3)).hasSize(3);
        assertThat(store.of("b1", 9)).hasSize(5);
    }

    @Test
    default void the_newest_come_first() {
        crossings().keep(at(crossing("month", 50), NOW.minusSeconds(9)), Optional.empty());
        crossings().keep(crossing("month", 80), Optional.empty());
        crossings().keep(crossing("month", 90), Optional.empty());

        assertThat(crossings().of("b1", 10))
                .extracting(kept -> kept.crossing().percent())
                .containsExactly(90, 80, 50);
    }

    @Test
    default void what_is_due_is_taken_and_due_again_later() {
        Crossing crossing = crossing("month", 80);
        crossings().keep(crossing, Optional.of(NOW));
        crossings().keep(crossing("month", 90), Optional.empty());

        assertThat(crossings().take(NOW.minusSeconds(1), 10, IN_A_MINUTE)).isEmpty();
        assertThat(crossings().take(NOW, 10, IN_A_MINUTE))
                .containsExactly(new Kept(crossing, 1, Optional.of(NOW.plusSeconds(60)), Optional.empty()));
        assertThat(crossings().take(NOW.plusSeconds(59), 10, IN_A_MINUTE)).isEmpty();
        assertThat(crossings().take(NOW.plusSeconds(60), 10, _ -> Optional.empty()))
                .containsExactly(new Kept(crossing, 2, Optional.empty(), Optional.empty()));
        assertThat(crossings().take(NOW.plus(Duration.ofDays(9)), 10, IN_A_MINUTE))
                .as("given up")
                .isEmpty();
    }

    @Test
    default void no_more_are_taken_than_were_asked_for() {
        for (int percent = 1; percent <= 5; percent++) {
            crossings().keep(crossing("month", percent), Optional.of(NOW));
        }

        assertThat(crossings().take(NOW, 3, IN_A_MINUTE)).hasSize(3);
        assertThat(crossings().take(NOW, 3, IN_A_MINUTE)).hasSize(2);
    }

    @Test
    default void what_was_told_is_not_due_any_more() {
        Crossing crossing = crossing("month", 80);
        crossings().keep(crossing, Optional.of(NOW));
        crossings().take(NOW, 10, IN_A_MINUTE);

        crossings().told(crossing, NOW.plusSeconds(2));

        assertThat(crossings().take(NOW.plusSeconds(600), 10, IN_A_MINUTE)).isEmpty();
        assertThat(crossings().of("b1", 1))
                .containsExactly(new Kept(crossing, 1, Optional.empty(), Optional.of(NOW.plusSeconds(2))));
    }

    @Test
    default void the_old_are_forgotten_but_for_those_of_windows_without_end() {
        crossings().keep(crossing("month", 80), Optional.empty());
        crossings().keep(crossing("total", 80), Optional.empty());

        crossings().forget(NOW);
        assertThat(crossings().of("b1", 9)).hasSize(2);
        crossings().forget(NOW.plusSeconds(1));

        assertThat(crossings().of("b1", 9))
                .extracting(kept -> kept.crossing().account().window())
                .containsExactly("total");
    }

    @Test
    default void of_many_who_keep_and_take_at_once_one_does() throws Exception {
        CrossingStore store = crossings();
        List<Callable<int[]>> all = new ArrayList<>();
        for (int node = 0; node < 6; node++) {
            Crossing mine = new Crossing(
                    new AccountId("b1", "month", 7), of(), 5_000_000, 80, NOW.plusSeconds(node), 1, "node-" + node);
            all.add(() -> new int[] {
                store.keep(mine, Optional.of(NOW)) ? 1 : 0,
                store.take(NOW, 10, IN_A_MINUTE).size()
            });
        }
        int kept = 0;
        int taken = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(all.size())) {
            for (Future<int[]> one : threads.invokeAll(all)) {
                kept += one.get()[0];
                taken += one.get()[1];
            }
        }
        assertThat(kept).isOne();
        assertThat(taken).isOne();
    }

    private static Crossing crossing(String window, int percent) {
        return new Crossing(new AccountId("b1", window, 7), of(), 5_000_000, percent, NOW, 4_123_456, "node-1");
    }

    private static Crossing at(Crossing crossing, Instant moment) {
        return new Crossing(
                crossing.account(),
                crossing.of(),
                crossing.cap(),
                crossing.percent(),
                moment,
                crossing.gone(),
                crossing.node());
    }

    private static Crossing.Of of() {
        return new Crossing.Of("acme", "день ✓", "team/x");
    }
}
