package io.piuptime.gateway.budget.money.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.piuptime.gateway.budget.money.AccountId;
import io.piuptime.gateway.budget.money.journal.MoneyJournal;
import io.piuptime.gateway.budget.money.lease.LeaseStore.Lease;
import io.piuptime.gateway.budget.money.ledger.Answer;
import io.piuptime.gateway.budget.money.ledger.Ledger;
import io.piuptime.gateway.budget.money.ledger.Standing;
import io.piuptime.gateway.budget.money.ledger.Wanted;
import io.piuptime.model.directory.Budget;
import io.piuptime.model.limit.Level;
import io.piuptime.model.limit.Subject;
import io.piuptime.model.limit.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeasesTest {
    private static final long CAP = 10_000;
    private static final long SLICE = CAP / 50;
    private static final Budget BUDGET = budget(Window.Calendar.MONTH, CAP);

    private final OneStore store = new OneStore();
    private final Ledger ledger = new Ledger(MoneyJournal.none(), 0);
    private final List<Alert> alerts = new ArrayList<>();
    private Instant now = Instant.parse("2026-03-31T23:00:00Z");
    private long nanos = Duration.ofHours(5).toNanos();
    private Leases leases = leases(true);

    @BeforeEach
    void begin() {
        ledger.replay();
    }

    private Leases leases(boolean whole) {
        return new Leases(store, ledger, whole, "node", new Leases.Times(() -> now, () -> nanos), alerts::add);
    }

    @Test
    void what_is_wanted_is_asked_for_and_can_be_reserved_then() {
        AccountId id = account(BUDGET);
        assertThat(reserve(id, 500)).isFalse();
        leases.wants(id, 500);

        leases.round();

        assertThat(store.last().want()).isEqualTo(500);
        assertThat(reserve(id, 500)).isTrue();
    }

    @Test
    void at_least_a_slice_is_asked_for_and_the_next_one_before_it_is_spent() {
        AccountId id = account(BUDGET);
        leases.wants(id, 1);
        leases.round();
        assertThat(free(id)).isEqualTo(SLICE);

        int asked = store.claims().size();
        reserve(id, SLICE / 2 - 1);
        leases.wants(id, 0);
        leases.round();
        assertThat(store.claims()).hasSize(asked);

        reserve(id, SLICE / 2);
        leases.wants(id, 0);
        leases.round();
        assertThat(store.last().want()).isBetween(SLICE - 10, SLICE);
        assertThat(free(id)).isGreaterThan(SLICE / 2);
    }

    @Test
    void what_several_wait_for_is_asked_for_together() {
        AccountId id = account(BUDGET);
        leases.wants(id, 500);
        leases.wants(id, 700);
        leases.round();

        assertThat(free(id)).isEqualTo(1_200);
    }

    @Test
    void slices_are_smaller_where_others_are() {
        AccountId id = account(BUDGET);
        store.others(id, 5_000);
        leases.wants(id, 1);
        leases.round();
        leases.wants(id, 300);
        leases.round();
        reserve(id, 490);
        leases.wants(id, 0);
        leases.round();

        assertThat(store.last().want()).isBetween(40L, 48L);
    }

    @Test
    void who_waits_is_called_after_each_round_whatever_it_said() {
        AtomicInteger called = new AtomicInteger();
        leases.whenAnswered(called::incrementAndGet);
        leases.round();
        assertThat(called).hasValue(1);
        store.away(true);
        leases.whenAnswered(called::incrementAndGet);
        account(BUDGET);
        leases.wants(account(BUDGET), 5);
        leases.round();
        leases.round();
        assertThat(called).hasValue(2);
    }

    @Test
    void asking_wakes_the_keeper() {
        AtomicInteger woken = new AtomicInteger();
        leases.wakes(woken::incrementAndGet);
        AccountId id = account(BUDGET);

        leases.wants(id, 0);
        assertThat(woken).hasValue(0);
        leases.wants(id, 1);
        leases.whenAnswered(() -> {});
        assertThat(woken).hasValue(2);
    }

    @Test
    void waiting_is_of_no_use_where_the_store_has_just_said_that_there_is_less() {
        AccountId id = account(BUDGET);
        assertThat(leases.mayCome(id, CAP * 2)).as("nothing is known yet").isTrue();
        leases.wants(id, CAP - 100);
        leases.round();

        assertThat(leases.mayCome(id, 100)).isTrue();
        assertThat(leases.mayCome(id, 101)).isFalse();
        assertThat(leases.reach(id)).isEqualTo(CAP);
        pass(Duration.ofMillis(300));
        assertThat(leases.mayCome(id, 101)).as("somebody may have given back").isTrue();
        assertThat(leases.mayCome(new AccountId("x", "month", 0), 1)).isFalse();
    }

    @Test
    void while_the_store_is_away_what_was_granted_is_there_and_no_more() {
        AccountId id = account(BUDGET);
        leases.wants(id, 500);
        leases.round();
        store.away(true);
        leases.wants(id, 5_000);
        leases.round();
        pass(Duration.ofMinutes(30));
        leases.round();
        leases.round();

        assertThat(leases.isReachable()).isFalse();
        assertThat(leases.failures()).isEqualTo(3);
        assertThat(leases.mayCome(id, 1)).isFalse();
        assertThat(leases.reach(id)).isEqualTo(500);
        assertThat(reserve(id, 500)).isTrue();

        store.away(false);
        leases.wants(id, 600);
        leases.round();
        assertThat(leases.isReachable()).isTrue();
        assertThat(reserve(id, 600)).isTrue();
    }

    @Test
    void an_answer_that_is_lost_grants_nothing_and_loses_nothing() {
        AccountId id = account(BUDGET);
        store.silent(true);
        leases.wants(id, 6_000);
        leases.round();
        assertThat(ledger.standing(id)).isEmpty();

        store.silent(false);
        leases.wants(id, 6_000);
        leases.round();
        assertThat(free(id)).isEqualTo(6_000);
    }

    @Test
    void what_lies_idle_is_given_back_and_the_store_hears_what_was_spent() {
        AccountId id = account(BUDGET);
        leases.wants(id, 500);
        leases.round();
        settle(id, 100, 60);
        pass(Duration.ofSeconds(3));

        leases.round();

        assertThat(store.last().held()).isEqualTo(60);
        assertThat(store.last().spent()).isEqualTo(60);
        assertThat(free(id)).isZero();
    }

    @Test
    void a_store_that_may_have_forgotten_is_told_all_that_is_held_before_it_is_asked_for_more() {
        AccountId id = account(BUDGET);
        leases.wants(id, 5_000);
        leases.round();
        reserve(id, 4_000);
        nanos += Duration.ofSeconds(1).toNanos();
        leases.round();
        int claims = store.claims().size();

        store.forgets();
        leases.wants(id, 2_000);
        nanos += Duration.ofSeconds(1).toNanos();
        leases.round();

        assertThat(store.claims().subList(claims, store.claims().size()))
                .extracting(LeaseStore.Claim::held, LeaseStore.Claim::want)
                .startsWith(tuple(5_000L, 0L), tuple(5_000L, 2_000L));
        nanos += Duration.ofSeconds(1).toNanos();
        claims = store.claims().size();
        leases.round();
        assertThat(store.claims()).as("told once").hasSize(claims);
    }

    @Test
    void a_new_term_begins_with_what_is_held() {
        AccountId id = account(BUDGET);
        leases.wants(id, 5_000);
        leases.round();
        reserve(id, 4_000);
        store.endTerm(true);
        nanos += Duration.ofSeconds(1).toNanos();
        leases.round();

        leases.round();

        assertThat(store.last()).extracting(LeaseStore.Claim::held).isEqualTo(4_000L);
    }

    @Test
    void what_lies_idle_is_not_given_back_to_a_store_that_is_away() {
        AccountId id = account(BUDGET);
        leases.wants(id, 500);
        leases.round();
        store.away(true);
        pass(Duration.ofSeconds(3));

        leases.round();

        assertThat(free(id)).isEqualTo(500);
    }

    @Test
    void the_store_is_told_at_times_and_only_what_is_new() {
        AccountId id = account(BUDGET);
        leases.wants(id, 500);
        leases.round();
        settle(id, 100, 60);
        leases.round();
        assertThat(store.last().spent()).isZero();

        pass(Duration.ofMillis(1_100));
        leases.wants(id, 0);
        leases.round();
        assertThat(store.last().spent()).isEqualTo(60);

        int said = store.claims().size();
        pass(Duration.ofMillis(1_100));
        leases.wants(id, 0);
        leases.round();
        assertThat(store.claims()).hasSize(said);
    }

    @Test
    void of_an_earlier_run_what_nobody_asks_for_is_given_back() {
        AccountId old = new AccountId("b", "day", 77);
        ledger.grant(old, 500);
        settle(old, 100, 60);
        pass(Duration.ofMillis(1_100));

        leases.round();

        assertThat(store.last().account()).isEqualTo(old);
        assertThat(store.last().held()).isEqualTo(60);
        assertThat(ledger.standing(old)).isEmpty();
    }

    @Test
    void what_an_earlier_run_spent_counts_though_nobody_asked_for_it_at_first() {
        for (Window window : List.of(Window.Calendar.MONTH, new Window.Total())) {
            Budget budget = budget(window, CAP);
            AccountId id = account(budget);
            ledger.grant(id, 500);
            settle(id, 100, 60);
            leases = leases(true); // the node begins anew
            pass(Duration.ofMillis(1_100));
            leases.round();
            assertThat(store.last().held()).isEqualTo(60);
            int said = store.claims().size();
            pass(Duration.ofMillis(1_100));
            leases.round();
            assertThat(store.claims()).as("it is said once").hasSize(said);

            account(budget);
            leases.wants(id, 100);
            leases.round();

            assertThat(store.last().held()).isEqualTo(60);
            assertThat(store.last().spent()).isEqualTo(60);
            assertThat(ledger.standing(id)).map(Standing::spent).hasValue(60L);
        }
    }

    @Test
    void what_an_earlier_run_left_is_forgotten_when_its_time_is_over() {
        AccountId march = account(BUDGET);
        ledger.grant(march, 500);
        settle(march, 100, 60);
        leases = leases(true);
        pass(Duration.ofMillis(1_100));
        leases.round();
        assertThat(ledger.standing(march)).isPresent();

        pass(Duration.ofHours(2));
        leases.round();

        assertThat(ledger.standing(march)).isEmpty();
    }

    @Test
    void where_lines_may_be_missing_what_the_store_knows_is_given_up() {
        leases = leases(false);
        AccountId id = account(BUDGET);
        store.knows(List.of(new Lease("node", id, 700, 20, 5)));
        leases.wants(id, 100);

        leases.round();

        assertThat(ledger.standing(id)).contains(new Standing(id, 700 + (CAP - 700) / 50, 0, 20, 680));
        assertThat(store.last().held()).isEqualTo(700);
    }

    @Test
    void when_its_term_has_ended_a_node_gives_up_what_it_has_not_spent_and_begins_anew() {
        AccountId id = account(BUDGET);
        leases.wants(id, 500);
        leases.round();
        settle(id, 100, 60);
        store.endTerm(true);

        leases.wants(id, 600);
        leases.round();
        assertThat(free(id)).isZero();

        leases.wants(id, 600);
        leases.round();
        assertThat(store.last().held()).isEqualTo(60);
        assertThat(free(id)).isEqualTo(600);
    }

    @Test
    void a_node_that_was_released_while_it_was_down_has_nothing() {
        AccountId id = account(BUDGET);
        ledger.grant(id, 500);
        store.endTerm(true);

        leases.wants(id, 10);
        leases.round();

        assertThat(store.last().held()).isZero();
    }

    @Test
    void a_new_window_is_another_account_and_the_old_one_is_told_to_its_end() {
        AccountId march = account(BUDGET);
        leases.wants(march, 500);
        leases.round();
        settle(march, 100, 60);
        pass(Duration.ofHours(2));
        AccountId april = account(BUDGET);
        leases.wants(april, 100);

        leases.round();
        leases.round();

        assertThat(april).isNotEqualTo(march);
        assertThat(store.claims())
                .anyMatch(claim -> claim.account().equals(march) && claim.held() == 60 && claim.spent() == 60);
        pass(Duration.ofSeconds(2));
        leases.round();
        assertThat(ledger.standing(march)).isEmpty();
        assertThat(free(april)).isPositive();
    }

    @Test
    void a_store_forgets_what_counts_no_more() {
        AccountId past =
                new AccountId("b", "day", Instant.parse("2026-03-20T00:00:00Z").getEpochSecond());
        AccountId rolling = new AccountId(
                "b", "rolling 30d", Instant.parse("2026-03-20T00:00:00Z").getEpochSecond());
        AccountId all = new AccountId("b", "total", 0);
        store.knows(List.of(
                new Lease("n", past, 1, 1, 0), new Lease("m", past, 1, 1, 0),
                new Lease("n", rolling, 1, 1, 0), new Lease("n", all, 1, 1, 0)));

        leases.round();

        assertThat(store.forgotten()).containsExactly(past);
    }

    @Test
    void somebody_is_told_once_when_a_threshold_is_passed() {
        AccountId id = account(BUDGET);
        leases.wants(id, 5_100);
        leases.round();
        assertThat(alerts).isEmpty(); // granted is not spent

        settle(id, 5_100, 5_100);
        leases.wants(id, 100);
        leases.round();
        leases.wants(id, 100);
        leases.round();
        assertThat(alerts).extracting(Alert::percent).containsExactly(50);

        settle(id, 100, 100);
        leases.wants(id, 4_800);
        leases.round();
        settle(id, 4_700, 4_700);
        leases.wants(id, 1);
        leases.round();
        assertThat(alerts).extracting(Alert::percent).containsExactly(50, 90);
        assertThat(alerts.getLast().gone()).isGreaterThanOrEqualTo(9_000);
    }

    @Test
    void each_of_several_thresholds_that_are_passed_at_once_is_told() {
        AccountId id = account(BUDGET);
        leases.wants(id, 9_500);
        leases.round();
        settle(id, 9_500, 9_500);
        leases.wants(id, 1);
        leases.round();

        assertThat(alerts).extracting(Alert::percent).containsExactly(50, 90);
    }

    @Test
    void a_node_that_leaves_gives_everything_back() {
        AccountId id = account(BUDGET);
        leases.wants(id, 500);
        leases.round();
        settle(id, 100, 60);

        leases.leave();

        assertThat(store.last().held()).isEqualTo(60);
        assertThat(store.last().spent()).isEqualTo(60);
    }

    private AccountId account(Budget budget) {
        return leases.account(budget, budget.caps().getFirst());
    }

    private boolean reserve(AccountId id, long micros) {
        return ledger.reserve(List.of(new Wanted(id, true, micros))) instanceof Answer.Reserved;
    }

    private void settle(AccountId id, long reserved, long spent) {
        Answer answer = ledger.reserve(List.of(new Wanted(id, true, reserved)));
        ledger.settle(((Answer.Reserved) answer).id(), spent);
    }

    private long free(AccountId id) {
        return ledger.standing(id).orElseThrow().free();
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
        now = now.plus(time);
    }

    private static Budget budget(Window window, long micros) {
        return new Budget(
                "b",
                "t",
                "Team",
                new Subject(Level.TEAM, "x"),
                List.of(new Budget.Cap(window, micros)),
                true,
                List.of(50, 90),
                Optional.empty(),
                true);
    }
}
