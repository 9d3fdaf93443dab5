package io.piuptime.gateway.budget.rate;

import static io.piuptime.gateway.budget.rate.Bounds.KEY;
import static io.piuptime.gateway.budget.rate.Bounds.TEAM;
import static io.piuptime.gateway.budget.rate.Bounds.item;
import static io.piuptime.gateway.budget.rate.Bounds.key;
import static io.piuptime.gateway.budget.rate.Bounds.ofModel;
import static io.piuptime.gateway.budget.rate.Bounds.queueing;
import static io.piuptime.model.limit.Measure.CONCURRENT;
import static io.piuptime.model.limit.Measure.REQUESTS;
import static io.piuptime.model.limit.Measure.TOKENS;
import static io.piuptime.model.limit.Measure.TOKENS_IN;
import static io.piuptime.model.limit.Measure.TOKENS_OUT;
import static io.piuptime.model.limit.Window.Calendar.DAY;
import static io.piuptime.model.limit.Window.Calendar.MINUTE;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.gateway.queue.Queue;
import io.piuptime.model.exchange.RefusedException;
import io.piuptime.model.limit.Bound;
import io.piuptime.model.limit.Level;
import io.piuptime.model.limit.Limit;
import io.piuptime.model.limit.Subject;
import io.piuptime.model.limit.Whose;
import io.piuptime.model.limit.Window;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MetersTest {
    private static final Wants ONE = new Wants(1, 100, 50);
    private static final Window TOTAL = new Window.Total();

    private final AtomicLong now =
            new AtomicLong(Instant.parse("2026-02-28T12:00:30Z").toEpochMilli());
    private final Meters meters = new Meters(now::get, new Queue(() -> 0), 1_000);

    @Test
    void refuses_the_request_after_the_last_one_and_says_how_long() {
        Binding bound = Bounds.of(key(REQUESTS, MINUTE, 2));
        taken(bound);
        taken(bound);

        Reached reached = reached(bound);

        assertThat(reached.bound().place()).isEqualTo(KEY);
        assertThat(reached.limit().amount()).isEqualTo(2);
        assertThat(reached.waitMillis()).isEqualTo(30_000);
        now.addAndGet(30_000);
        taken(bound);
    }

    @Test
    void takes_of_all_limits_or_of_none() {
        Binding bound = Bounds.of(
                item(TEAM, REQUESTS, MINUTE, 10),
                key(TOKENS, MINUTE, 1_000),
                key(TOKENS_OUT, DAY, 60),
                key(CONCURRENT, TOTAL, 3));
        taken(bound);

        reached(bound);
        reached(bound);

        assertThat(left(bound, REQUESTS)).isEqualTo(9);
        assertThat(left(bound, TOKENS)).isEqualTo(850);
        assertThat(left(bound, TOKENS_OUT)).isEqualTo(10);
        assertThat(left(bound, CONCURRENT)).isEqualTo(2);
    }

    @Test
    void names_the_limit_that_will_be_reached_for_the_longest() {
        Binding bound = Bounds.of(key(REQUESTS, MINUTE, 1), key(REQUESTS, DAY, 1), key(TOKENS, MINUTE, 1));
        taken(bound);

        assertThat(reached(bound).limit().window()).isEqualTo(DAY);
    }

    @Test
    void what_was_used_takes_the_place_of_what_was_taken() {
        Binding bound = Bounds.of(key(TOKENS_IN, DAY, 1_000), key(TOKENS_OUT, DAY, 1_000), key(TOKENS, DAY, 1_000));

        taken(bound).settle(new Wants(1, 20, 200));

        assertThat(left(bound, TOKENS_IN)).isEqualTo(980);
        assertThat(left(bound, TOKENS_OUT)).isEqualTo(800);
        assertThat(left(bound, TOKENS)).isEqualTo(780);
    }

    @Test
    void settles_once() {
        Binding bound = Bounds.of(key(REQUESTS, DAY, 5), key(CONCURRENT, TOTAL, 5), key(TOKENS, DAY, 1_000));
        Taken taken = taken(bound);

        taken.settle(new Wants(1, 10, 10));
        taken.settle(new Wants(1, 500, 500));
        taken.giveBack();

        assertThat(left(bound, REQUESTS)).isEqualTo(4);
        assertThat(left(bound, CONCURRENT)).isEqualTo(5);
        assertThat(left(bound, TOKENS)).isEqualTo(980);
    }

    @Test
    void what_is_given_back_is_there_again() {
        Binding bound = Bounds.of(key(REQUESTS, DAY, 1), key(CONCURRENT, TOTAL, 1), key(TOKENS, DAY, 150));

        for (int i = 0; i < 100; i++) {
            taken(bound).giveBack();
        }

        taken(bound);
    }

    @Test
    void the_end_of_an_exchange_frees_its_place_and_not_its_request() {
        Binding bound = Bounds.of(key(REQUESTS, DAY, 2), key(CONCURRENT, TOTAL, 1));
        Taken first = taken(bound);
        assertThat(reached(bound).limit().measure()).isEqualTo(CONCURRENT);

        first.settle(ONE);
        taken(bound).settle(ONE);

        assertThat(reached(bound).limit().measure()).isEqualTo(REQUESTS);
    }

    @Test
    void an_exchange_that_wants_more_than_all_gets_in_when_all_is_there() {
        Binding bound = Bounds.of(key(TOKENS, MINUTE, 10));

        taken(bound);

        assertThat(reached(bound).waitMillis()).isEqualTo(30_000);
    }

    @Test
    void an_exchange_that_uses_more_than_there_is_leaves_nothing() {
        Binding bound = Bounds.of(key(TOKENS, MINUTE, 1_000));
        taken(bound).settle(new Wants(1, 5_000, 5_000));

        assertThat(reached(bound).now().all()).allMatch(left -> left.left() == 0);
    }

    @Test
    void what_is_used_after_a_window_ended_counts_in_the_next_beyond_what_was_taken() {
        Binding bound = Bounds.of(key(TOKENS, MINUTE, 1_000));
        Taken early = taken(bound);
        Taken other = taken(bound);
        now.addAndGet(60_000);

        early.settle(new Wants(1, 200, 100));
        other.settle(new Wants(1, 1, 1));

        assertThat(left(bound, TOKENS)).isEqualTo(850);
    }

    @Test
    void a_limit_of_nothing_lets_nobody_in_ever() {
        Reached reached = reached(Bounds.of(key(TOKENS_IN, MINUTE, 0)));

        assertThat(reached.waitMillis()).isEqualTo(-1);
        assertThat(reached.mayWait()).isFalse();
    }

    @Test
    void what_is_allowed_in_all_is_never_there_again() {
        Binding bound = Bounds.of(key(REQUESTS, TOTAL, 1));
        taken(bound);
        now.addAndGet(1_000_000_000_000L);

        assertThat(reached(bound).waitMillis()).isEqualTo(-1);
    }

    @Test
    void a_limit_for_models_counts_those_and_no_others() {
        Binding bound = Bounds.of(ofModel("gpt-*", REQUESTS, DAY, 1), ofModel("o3", REQUESTS, DAY, 1));

        assertThat(meters.take(bound, "gpt-5", ONE, false)).isInstanceOf(Taken.class);
        assertThat(meters.take(bound, "gpt-4", ONE, false)).isInstanceOf(Reached.class);
        assertThat(meters.take(bound, "o3", ONE, false)).isInstanceOf(Taken.class);
        assertThat(meters.take(bound, "o3", ONE, false)).isInstanceOf(Reached.class);
        Taken other = (Taken) meters.take(bound, "claude", ONE, false);
        assertThat(other.now().all()).isEmpty();
        other.giveBack();
    }

    @Test
    void keys_of_one_team_share_its_limit_and_those_of_another_tenant_do_not() {
        Bound team = item(TEAM, REQUESTS, DAY, 1);
        taken(new Binding("acme", List.of(team)));

        reached(new Binding("acme", List.of(team)));

        taken(new Binding("other", List.of(team)));
    }

    @Test
    void a_limit_that_was_changed_goes_on_from_what_is_counted() {
        Binding bound = Bounds.of(key(REQUESTS, DAY, 1));
        taken(bound);
        reached(bound);

        taken(Bounds.of(key(REQUESTS, DAY, 2)));

        reached(Bounds.of(key(REQUESTS, DAY, 2)));
    }

    @Test
    void tells_the_nearest_limit_of_each_measure() {
        Binding bound = Bounds.of(key(REQUESTS, MINUTE, 10), item(TEAM, REQUESTS, DAY, 4), key(TOKENS, DAY, 1_500));

        Remains remains = taken(bound).now();

        assertThat(requireNonNull(remains.of(REQUESTS)).left()).isEqualTo(3);
        assertThat(requireNonNull(remains.of(REQUESTS)).item().subject()).isEqualTo(TEAM);
        assertThat(requireNonNull(remains.of(TOKENS)).resetMillis()).isEqualTo(43_170_000);
        assertThat(remains.of(CONCURRENT)).isNull();
        assertThat(remains.all()).hasSize(2);
    }

    @Test
    void says_whether_those_who_find_it_reached_may_wait() {
        taken(Bounds.of(queueing(REQUESTS, MINUTE, 1)));
        assertThat(reached(Bounds.of(queueing(REQUESTS, MINUTE, 1))).mayWait()).isTrue();

        Binding one = Bounds.of(queueing(REQUESTS, MINUTE, 1), key(REQUESTS, DAY, 1));
        assertThat(reached(one).mayWait()).isTrue();
        Binding both = Bounds.of(queueing(TOKENS, MINUTE, 1), key(TOKENS, DAY, 1));
        taken(both);
        assertThat(reached(both).mayWait()).isFalse();
    }

    @Test
    void forgets_meters_that_count_nothing_any_more() {
        Meters few = new Meters(now::get, new Queue(() -> 0), 10);
        for (int minute = 0; minute < 100; minute++) {
            for (int i = 0; i < 8; i++) {
                used(few, keyed("k" + minute + "-" + i));
            }
            now.addAndGet(60_000);
        }

        assertThat(few.size()).isBetween(8L, 10L);
    }

    @Test
    void refuses_new_limits_when_there_are_too_many_and_forgets_none_that_counts() {
        Meters few = new Meters(now::get, new Queue(() -> 0), 3);
        for (int i = 0; i < 3; i++) {
            few.take(keyed("k" + i), "m", ONE, false);
        }

        assertThatThrownBy(() -> few.take(keyed("k3"), "m", ONE, false))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("3 limits");
        assertThat(few.take(keyed("k0"), "m", ONE, false)).isInstanceOf(Reached.class);
    }

    @Test
    void bound_limits_find_their_meter_again_after_it_was_forgotten() {
        Meters few = new Meters(now::get, new Queue(() -> 0), 2);
        Binding bound = keyed("k0");
        used(few, bound);
        now.addAndGet(60_000);
        used(few, keyed("k1"));
        used(few, keyed("k2"));
        now.addAndGet(60_000);

        assertThat(few.take(bound, "m", ONE, false)).isInstanceOf(Taken.class);
        assertThat(few.take(keyed("k0"), "m", ONE, false)).isInstanceOf(Reached.class);
    }

    @Test
    void each_ones_limit_is_counted_by_itself() {
        taken(Bounds.of(eachUser("ann")));
        reached(Bounds.of(eachUser("ann")));

        taken(Bounds.of(eachUser("bob")));

        Bound elsewhere =
                new Bound(KEY, eachUser("ann").limit()).of(eachUser("ann").subject());
        taken(Bounds.of(elsewhere));
    }

    @Test
    void a_name_that_a_caller_makes_up_is_never_another_limit() {
        Bound all = item(TEAM, REQUESTS, MINUTE, 1);
        taken(Bounds.of(all));

        taken(Bounds.of(eachUser("requests/minute")));
        taken(Bounds.of(eachUser("x/team/t1/requests/minute")));
        taken(Bounds.of(eachUser("/")));
    }

    @Test
    void what_is_written_at_a_model_holds_for_all_tenants_together() {
        Bound model = ofAllTenants(Whose.ALL, 2);
        taken(new Binding("acme", List.of(model)));
        taken(new Binding("other", List.of(model)));

        assertThat(reached(new Binding("third", List.of(model))).bound()).isEqualTo(model);
    }

    @Test
    void end_users_of_two_tenants_are_not_the_same_at_a_model_either() {
        Bound ann = ofAllTenants(new Whose.Each(Level.END_USER, ""), 1).of(new Subject(Level.END_USER, "ann"));
        taken(new Binding("acme", List.of(ann)));
        reached(new Binding("acme", List.of(ann)));

        taken(new Binding("other", List.of(ann)));
    }

    @Test
    void takes_of_a_model_and_of_a_tenant_together_or_of_neither() {
        Bound team = item(TEAM, REQUESTS, DAY, 1);
        Binding both = new Binding("acme", List.of(team, ofAllTenants(Whose.ALL, 10)));
        taken(both).settle(ONE);

        for (int i = 0; i < 20; i++) {
            assertThat(reached(both).bound()).isEqualTo(team);
        }

        Binding others = new Binding("other", List.of(ofAllTenants(Whose.ALL, 10)));
        assertThat(left(others, REQUESTS)).isEqualTo(9);
    }

    @Test
    void a_tenant_that_names_ever_more_end_users_leaves_room_for_others() {
        Meters few = new Meters(now::get, new Queue(() -> 0), 40);
        for (int i = 0; i < 10; i++) {
            used(few, Bounds.of(eachUser("u" + i)));
        }

        assertThatThrownBy(() -> few.take(Bounds.of(eachUser("one more")), "m", ONE, false))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("10 end users");
        assertThat(few.take(Bounds.of(eachUser("u0")), "m", ONE, false)).isInstanceOf(Reached.class);
        used(few, keyed("k"));
        used(few, new Binding("other", List.of(eachUser("u0"))));
        now.addAndGet(60_000);
        for (int i = 0; i < 10; i++) {
            used(few, Bounds.of(eachUser("later " + i)));
        }
    }

    private static Bound eachUser(String name) {
        Limit limit = new Limit(REQUESTS, MINUTE, 1, Optional.empty(), false, new Whose.Each(Level.END_USER, ""));
        return new Bound(TEAM, limit).of(new Subject(Level.END_USER, name));
    }

    private static Bound ofAllTenants(Whose whose, long amount) {
        return new Bound(
                new Subject(Level.MODEL, "m"), new Limit(REQUESTS, DAY, amount, Optional.empty(), false, whose));
    }

    private static void used(Meters meters, Binding bound) {
        Outcome outcome = meters.take(bound, "m", ONE, false);
        assertThat(outcome).isInstanceOf(Taken.class);
        ((Taken) outcome).settle(ONE);
    }

    private static Binding keyed(String id) {
        return Bounds.of(item(new Subject(Level.KEY, id), REQUESTS, MINUTE, 1));
    }

    private Taken taken(Binding bound) {
        Outcome outcome = meters.take(bound, "m", ONE, false);
        assertThat(outcome).isInstanceOf(Taken.class);
        return (Taken) outcome;
    }

    private Reached reached(Binding bound) {
        Outcome outcome = meters.take(bound, "m", ONE, false);
        assertThat(outcome).isInstanceOf(Reached.class);
        return (Reached) outcome;
    }

    /** What is left of a measure, found out without leaving a trace. */
    private long left(Binding bound, io.piuptime.model.limit.Measure measure) {
        Outcome outcome = meters.take(bound, "m", new Wants(0, 0, 0), false);
        return switch (outcome) {
            case Taken taken -> {
                long left = requireNonNull(taken.now().of(measure)).left();
                taken.giveBack();
                yield measure == CONCURRENT ? left + 1 : left;
            }
            case Reached reached -> requireNonNull(reached.now().of(measure)).left();
        };
    }
}
