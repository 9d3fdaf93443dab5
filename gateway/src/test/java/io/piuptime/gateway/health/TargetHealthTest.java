package io.piuptime.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.health.rates.Allowance;
import io.piuptime.gateway.queue.Queue;
import io.piuptime.gateway.queue.Ticket;
import io.piuptime.gateway.queue.Waiter;
import io.piuptime.model.exchange.Priority;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a target by what its attempts met. */
class TargetHealthTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000L;
    private static final long MINUTE = 60 * SECOND;
    private static final long UNKNOWN = -1;

    private final CredentialHealth credential = new CredentialHealth();
    private final Breaker breaker = new Breaker(() -> 0);
    private final Queue queue = new Queue(() -> 0);
    private final TargetHealth target =
            new TargetHealth(breaker, credential, new AdaptiveLimit(), queue.line(), () -> 0);
    private long now = 17;

    @Test
    void is_ready_and_counts_what_is_under_way() {
        assertThat(target.standing(now)).isEqualTo(Standing.READY);
        long first = begin();
        long second = begin();
        assertThat(target.inFlight()).isEqualTo(2);
        target.answered(first, now, MILLI);
        assertThat(target.inFlight()).as("answered, still streaming").isEqualTo(2);
        target.released(first);
        target.failed(second, now, Fault.BROKEN, UNKNOWN);
        assertThat(target.inFlight()).isZero();
    }

    @ParameterizedTest(name = "one {0}, Retry-After {1} s: {2} for {3} s")
    @CsvSource({
        "RATE, 7, COOLING, 7",
        "RATE, -1, COOLING, 1",
        "OVERLOADED, 7, COOLING, 7",
        "OVERLOADED, -1, COOLING, 1",
        "SERVER, 7, COOLING, 7",
        "SERVER, -1, READY, 0",
        "UNREACHABLE, -1, READY, 0",
        "BROKEN, -1, READY, 0",
        "SILENT, -1, READY, 0",
        "GARBAGE, -1, READY, 0",
        "MONEY, -1, COOLING, 600",
        "MONEY, 1, COOLING, 600",
        "CREDENTIAL, -1, DEAD, 300",
        "CONTEXT_LENGTH, -1, READY, 0",
        "CONTENT, -1, READY, 0",
        "UNKNOWN_MODEL, -1, READY, 0",
        "REQUEST, 9, READY, 0"
    })
    void one_fault_leads_to(Fault fault, long retryAfter, Standing standing, long seconds) {
        target.failed(begin(), now, fault, retryAfter < 0 ? UNKNOWN : retryAfter * SECOND);
        assertThat(target.standing(now)).isEqualTo(standing);
        assertThat(target.readyAt(now) - now).isEqualTo(seconds * SECOND);
        assertThat(target.inFlight()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void five_of_a_fault_open_the_breaker_if_it_counts_against_the_target(Fault fault) {
        for (int i = 0; i < 5; i++) {
            now += 5;
            target.admitAnyway();
            target.failed(now, now, fault, UNKNOWN);
        }
        assertThat(breaker.closed()).isNotEqualTo(fault.countsAgainstTarget());
    }

    @ParameterizedTest
    @EnumSource
    void a_probe_that_fails_keeps_it_open_and_one_without_a_verdict_lets_the_next_probe(Fault fault) {
        open();
        now = target.readyAt(now);
        target.failed(begin(), now, fault, UNKNOWN);
        assertThat(breaker.closed()).isFalse();
        now += MILLI;
        assertThat(breaker.readyAt(now) == now).isNotEqualTo(fault.failsProbe());
    }

    @Test
    void an_open_target_takes_one_small_probe_and_is_ready_when_that_is_answered() {
        open();
        assertThat(target.standing(now)).isEqualTo(Standing.OPEN);
        assertThat(target.admit(now, true)).isFalse();
        assertThat(target.inFlight()).isZero();
        now = target.readyAt(now);
        assertThat(target.admit(now, false)).as("a large one").isFalse();
        long probe = begin();
        assertThat(target.admit(now + 1, true)).isFalse();
        now += 100 * MILLI;
        target.answered(probe, now, 100 * MILLI);
        assertThat(target.standing(now)).as("before its stream ends").isEqualTo(Standing.READY);
        target.released(probe);
        assertThat(target.inFlight()).isZero();
    }

    @Test
    void a_caller_that_leaves_costs_a_target_nothing() {
        for (int i = 0; i < 100; i++) {
            now += MILLI;
            target.released(begin());
        }
        assertThat(target.standing(now)).isEqualTo(Standing.READY);
        open();
        now = target.readyAt(now);
        target.released(begin());
        now += MILLI;
        assertThat(target.admit(now, true)).isTrue();
    }

    @Test
    void a_cooling_target_takes_one_request_at_a_time() {
        target.failed(begin(), now, Fault.RATE, 10 * SECOND);
        now += MILLI;
        long trickle = begin();
        now += MILLI;
        assertThat(target.admit(now, true)).isFalse();
        target.answered(trickle, now, MILLI);
        assertThat(target.admit(now, true)).isFalse();
        target.released(trickle);
        assertThat(target.admit(now, true)).isTrue();
    }

    @Test
    void a_refused_probe_holds_no_place_in_the_trickle() {
        open();
        target.admitAnyway();
        target.failed(now, now, Fault.RATE, 30 * SECOND);
        assertThat(target.admit(now + 1, true)).as("the breaker is open").isFalse();
        now += 2 * SECOND;
        assertThat(target.admit(now, true)).isTrue();
    }

    @Test
    void a_dead_credential_is_asked_by_one_request_in_five_minutes() {
        target.failed(begin(), now, Fault.CREDENTIAL, UNKNOWN);
        now += MINUTE;
        assertThat(target.admit(now, true)).isFalse();
        now += 4 * MINUTE;
        target.failed(begin(), now, Fault.CREDENTIAL, UNKNOWN);
        now += MILLI;
        assertThat(target.admit(now, true)).isFalse();
        now += 5 * MINUTE;
        long asks = begin();
        target.answered(asks, now, MILLI);
        target.released(asks);
        assertThat(target.standing(now)).isEqualTo(Standing.READY);
    }

    @Test
    void a_timeout_never_condemns_a_credential() {
        for (int i = 0; i < 100; i++) {
            now += MILLI;
            target.admitAnyway();
            target.failed(now, now, Fault.SILENT, UNKNOWN);
        }
        assertThat(credential.standing()).isEqualTo(Standing.READY);
    }

    @Test
    void the_last_target_can_be_asked_whatever_its_standing_and_an_answer_heals_it() {
        open();
        now += MILLI;
        target.admitAnyway();
        target.answered(now, now, MILLI);
        target.released(now);
        assertThat(target.standing(now)).isEqualTo(Standing.READY);
    }

    @Test
    void a_used_up_limit_cools_before_a_request_is_turned_away() {
        target.heard(now, new Allowance(0.5, MINUTE));
        assertThat(target.standing(now)).isEqualTo(Standing.READY);
        target.heard(now, new Allowance(0, MINUTE));
        assertThat(target.standing(now)).isEqualTo(Standing.COOLING);
        assertThat(target.readyAt(now) - now).isEqualTo(6 * SECOND);
    }

    @Test
    void load_is_the_time_to_the_first_token_by_the_requests_under_way() {
        assertThat(target.load(now)).isZero();
        long first = begin();
        target.answered(first, now, 100 * MILLI);
        assertThat(target.load(now)).isEqualTo(200.0 * MILLI);
        begin();
        assertThat(target.load(now)).isEqualTo(300.0 * MILLI);
    }

    @Test
    void is_full_with_as_many_under_way_as_it_has_shown_to_take() {
        for (int i = 0; i < 25; i++) {
            begin();
        }
        assertThat(target.full()).isFalse();
        target.failed(now, now, Fault.OVERLOADED, UNKNOWN);
        assertThat(target.full()).as("24 of 22").isTrue();
        target.released(now);
        target.released(now);
        assertThat(target.full()).as("22 of 22").isTrue();
        target.released(now);
        assertThat(target.full()).isFalse();
    }

    @Test
    void is_full_with_as_many_under_way_as_it_may_take() {
        target.bound(2);
        begin();
        assertThat(target.full()).isFalse();
        begin();
        assertThat(target.full()).isTrue();
        target.unbound();
        assertThat(target.full()).isFalse();
    }

    @Test
    void whole_answers_tell_how_fast_it_is_only_where_none_is_streamed() {
        long first = begin();
        target.answeredWhole(first, now, 9_000 * MILLI);
        assertThat(target.firstTokenNanos(now)).isEqualTo(9_000.0 * MILLI);
        target.answered(first, now, 100 * MILLI);
        assertThat(target.firstTokenNanos(now)).isEqualTo(100.0 * MILLI);
    }

    @Test
    void who_waits_is_called_when_a_place_is_free() {
        target.bound(1);
        long first = begin();
        List<String> calls = new ArrayList<>();
        queue.join(new Ticket(Priority.STANDARD, "k", "m", now, waiter(calls)), List.of(target.line()), 1);
        target.callIfRoom();
        assertThat(calls).isEmpty();
        target.released(first);
        assertThat(calls).containsExactly("called");
        assertThat(target.full()).as("the place is kept for it").isTrue();
    }

    private static Waiter waiter(List<String> calls) {
        return new Waiter() {
            @Override
            public void called() {
                calls.add("called");
            }

            @Override
            public void displaced() {
                calls.add("displaced");
            }
        };
    }

    private void open() {
        for (int i = 0; i < 5; i++) {
            target.admitAnyway();
            target.failed(now, now, Fault.SERVER, UNKNOWN);
        }
        assertThat(target.standing(now)).isEqualTo(Standing.OPEN);
    }

    private long begin() {
        assertThat(target.admit(now, true)).isTrue();
        return now;
    }
}
