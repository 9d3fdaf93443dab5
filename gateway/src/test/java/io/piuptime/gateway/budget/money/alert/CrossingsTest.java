package io.piuptime.gateway.budget.money.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.gateway.budget.money.AccountId;
import io.piuptime.gateway.budget.money.lease.Alert;
import io.piuptime.model.directory.Budget;
import io.piuptime.model.limit.Level;
import io.piuptime.model.limit.Subject;
import io.piuptime.model.limit.Window;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class CrossingsTest {
    private final Shared store = new Shared();
    private final List<Crossing> first = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private Instant now = Instant.parse("2026-03-31T23:00:00Z");
    private boolean deaf;
    private final Crossings one = crossings("one", Optional.of(this::tell));
    private final Crossings other = crossings("other", Optional.of(this::tell));

    private Crossings crossings(String node, Optional<Messenger> messenger) {
        return new Crossings(store, messenger, node, () -> now, first::add);
    }

    private void tell(Crossing crossing, int tries) throws IOException {
        told.add(crossing.percent() + " try " + tries);
        if (deaf) {
            throw new IOException("nobody is there");
        }
    }

    @Test
    void of_all_nodes_that_see_it_one_keeps_it_and_one_tells_it() throws Exception {
        one.saw(alert(100, 80));
        other.saw(alert(100, 80));
        assertThat(one.hasNews()).isTrue();

        one.round();
        other.round();
        one.round();

        assertThat(one.hasNews()).isFalse();
        assertThat(first).extracting(Crossing::node).containsExactly("one");
        assertThat(told).containsExactly("80 try 1");
        assertThat(first.getFirst().of()).isEqualTo(new Crossing.Of("t", "name", "team/x"));
    }

    @Test
    void who_begins_anew_does_not_tell_again() throws Exception {
        one.saw(alert(100, 80));
        one.round();

        Crossings again = crossings("one", Optional.of(this::tell));
        again.saw(alert(100, 80));
        again.round();

        assertThat(first).hasSize(1);
        assertThat(told).hasSize(1);
    }

    @Test
    void a_raised_cap_has_thresholds_of_its_own() throws Exception {
        one.saw(alert(100, 80));
        one.saw(alert(200, 80));
        one.round();

        assertThat(first).extracting(Crossing::cap).containsExactly(100L, 200L);
    }

    @Test
    void a_window_that_rolls_is_told_of_once_in_its_length() throws Exception {
        Window rolling = new Window.Rolling(Duration.ofHours(5));
        long length = 5 * 3_600;
        for (long start : new long[] {length * 7, length * 7 + 750, length * 8 - 750, length * 8}) {
            one.saw(alert(rolling, start));
        }
        one.round();

        assertThat(first).extracting(crossing -> crossing.account().start()).containsExactly(length * 7, length * 8);
    }

    @Test
    void who_does_not_hear_is_told_again_less_and_less_often() throws Exception {
        deaf = true;
        one.saw(alert(100, 80));
        one.round();
        one.round();
        assertThat(told).containsExactly("80 try 1");
        assertThat(one.failures()).isOne();

        now = now.plusSeconds(19);
        one.round();
        assertThat(told).hasSize(1);
        now = now.plusSeconds(1);
        other.round();
        assertThat(told).containsExactly("80 try 1", "80 try 2");
        now = now.plusSeconds(39);
        one.round();
        assertThat(told).hasSize(2);
        now = now.plusSeconds(1);
        deaf = false;
        one.round();
        now = now.plus(Duration.ofDays(1));
        one.round();

        assertThat(told).containsExactly("80 try 1", "80 try 2", "80 try 3");
        assertThat(store.of("b", 1).getFirst().told()).contains(now.minus(Duration.ofDays(1)));
    }

    @Test
    void who_never_hears_is_given_up_after_a_day() throws Exception {
        deaf = true;
        one.saw(alert(100, 80));
        for (int hour = 0; hour < 60; hour++) {
            one.round();
            now = now.plus(Duration.ofHours(1));
        }

        assertThat(told).hasSize(30);
        assertThat(store.of("b", 1).getFirst().due()).isEmpty();
    }

    @Test
    void without_anybody_to_tell_it_is_kept_and_never_due() throws Exception {
        Crossings silent = crossings("silent", Optional.empty());
        silent.saw(alert(100, 80));
        silent.round();
        now = now.plus(Duration.ofDays(1));
        one.round();

        assertThat(first).hasSize(1);
        assertThat(told).isEmpty();
    }

    @Test
    void what_is_seen_while_the_store_is_away_is_kept_when_it_is_back() throws Exception {
        store.away = true;
        one.saw(alert(100, 50));
        one.saw(alert(100, 80));
        assertThatThrownBy(one::round).hasMessage("away");
        assertThat(one.hasNews()).isTrue();

        store.away = false;
        one.round();

        assertThat(told).containsExactly("50 try 1", "80 try 1");
    }

    @Test
    void what_is_very_old_is_forgotten() throws Exception {
        one.saw(alert(100, 80));
        one.round();
        now = now.plus(Duration.ofDays(399));
        one.round();
        assertThat(store.of("b", 9)).hasSize(1);

        now = now.plus(Duration.ofDays(2));
        one.round();

        assertThat(store.of("b", 9)).isEmpty();
    }

    private static Alert alert(long cap, int percent) {
        Budget.Cap month = new Budget.Cap(Window.Calendar.MONTH, cap);
        return new Alert(budget(month), new AccountId("b", "month", 1_000), month, percent, cap * percent / 100);
    }

    private static Alert alert(Window window, long start) {
        Budget.Cap cap = new Budget.Cap(window, 100);
        return new Alert(budget(cap), new AccountId("b", window.text(), start), cap, 80, 81);
    }

    private static Budget budget(Budget.Cap cap) {
        return new Budget(
                "b",
                "t",
                "name",
                new Subject(Level.TEAM, "x"),
                List.of(cap),
                true,
                List.of(50, 80),
                Optional.empty(),
                true);
    }

    /** What both nodes share. */
    private static final class Shared implements CrossingStore {
        private final Map<String, Kept> all = new TreeMap<>();
        private boolean away;

        @Override
        public boolean keep(Crossing crossing, Optional<Instant> due) {
            if (away) {
                throw new IllegalStateException("away");
            }
            return all.putIfAbsent(crossing.id(), new Kept(crossing, 0, due, Optional.empty())) == null;
        }

        @Override
        public List<Kept> of(String budget, int most) {
            return List.copyOf(all.values());
        }

        @Override
        public List<Kept> take(Instant now, int most, IntFunction<Optional<Instant>> again) {
            List<Kept> taken = new ArrayList<>();
            all.replaceAll((_, kept) -> {
                if (kept.due().filter(due -> !due.isAfter(now)).isEmpty()) {
                    return kept;
                }
                int tries = kept.tries() + 1;
                taken.add(new Kept(kept.crossing(), tries, again.apply(tries), kept.told()));
                return taken.getLast();
            });
            return taken;
        }

        @Override
        public void told(Crossing crossing, Instant at) {
            all.put(crossing.id(), new Kept(crossing, 1, Optional.empty(), Optional.of(at)));
        }

        @Override
        public void forget(Instant before) {
            all.values().removeIf(kept -> kept.crossing().at().isBefore(before));
        }
    }
}
