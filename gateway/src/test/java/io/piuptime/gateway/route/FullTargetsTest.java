package io.piuptime.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.health.Fault;
import io.piuptime.gateway.queue.Line;
import io.piuptime.gateway.queue.Queue;
import io.piuptime.gateway.queue.Ticket;
import io.piuptime.gateway.queue.Waiter;
import io.piuptime.model.exchange.Priority;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a plan does about targets that have as many requests as they take. */
class FullTargetsTest {
    private static final long NOW = Tiers.NOW;
    private static final long DEADLINE = 600_000_000_000L;
    private static final int PLACES = 7;

    @Test
    void one_that_is_full_is_passed_over() {
        List<Candidate> tier = Tiers.weighing(1, 1);
        fills(tier.get(0));
        assertThat(plan(tier).first(NOW)).isEqualTo(new Move.Ask(tier.get(1), 0));
    }

    @Test
    void while_all_are_full_there_is_a_wait_for_those_that_are_well() {
        List<Candidate> tier = Tiers.weighing(1, 1, 1);
        tier.forEach(FullTargetsTest::fills);
        breaks(tier.get(1));
        Plan plan = plan(tier);
        assertThat(plan.first(NOW)).isEqualTo(new Move.Wait(List.of(line(tier.get(0)), line(tier.get(2)))));
        tier.get(2).health().released(NOW);
        assertThat(plan.called(NOW)).isEqualTo(new Move.Ask(tier.get(2), 0));
    }

    @Test
    void one_that_pauses_and_is_full_is_not_waited_for() {
        List<Candidate> tier = Tiers.weighing(1, 1);
        fills(tier.get(0));
        breaks(tier.get(0));
        fills(tier.get(1));
        assertThat(plan(tier).first(NOW)).isEqualTo(new Move.Wait(List.of(line(tier.get(1)))));
    }

    @Test
    void full_ones_do_not_hide_that_nobody_is_well() {
        List<Candidate> tier = Tiers.weighing(1);
        fills(tier.getFirst());
        breaks(tier.getFirst());
        assertThat(plan(tier).first(NOW)).isEqualTo(new Move.Ask(tier.getFirst(), 0));
    }

    @Test
    void who_was_not_called_does_not_go_before_those_who_wait() {
        List<Candidate> tier = Tiers.weighing(1);
        Line line = line(tier.getFirst());
        new Queue(() -> NOW).join(new Ticket(Priority.STANDARD, "caller", "m", NOW, new Nobody()), List.of(line), 1);
        Plan plan = plan(tier);
        assertThat(plan.first(NOW)).isEqualTo(new Move.Wait(List.of(line)));
        assertThat(plan.called(NOW)).isEqualTo(new Move.Ask(tier.getFirst(), 0));
    }

    @Test
    void a_failure_moves_on_to_a_wait_where_the_others_are_full() {
        List<Candidate> tier = Tiers.weighing(1, 1);
        fills(tier.get(1));
        Plan plan = plan(tier);
        plan.first(NOW);
        tier.get(0).health().failed(NOW, NOW, Fault.SILENT, -1);
        assertThat(plan.after(Fault.SILENT, -1, NOW, DEADLINE)).isEqualTo(new Move.Wait(List.of(line(tier.get(1)))));
        tier.get(1).health().released(NOW);
        assertThat(plan.called(NOW)).isEqualTo(new Move.Ask(tier.get(1), 0));
    }

    private static Plan plan(List<Candidate> tier) {
        return new Plan(tier, false, true);
    }

    private static Line line(Candidate candidate) {
        return candidate.health().line();
    }

    private static void fills(Candidate candidate) {
        candidate.health().bound(PLACES);
        for (int i = 0; i < PLACES; i++) {
            candidate.health().admitAnyway();
        }
    }

    private static void breaks(Candidate candidate) {
        for (int i = 0; i < 5; i++) {
            assertThat(candidate.health().admit(NOW, true)).isTrue();
            candidate.health().failed(NOW, NOW, Fault.SERVER, -1);
        }
    }

    private static final class Nobody implements Waiter {
        @Override
        public void called() {
            throw new AssertionError("called (expected: not called)");
        }

        @Override
        public void displaced() {
            throw new AssertionError("displaced (expected: not displaced)");
        }
    }
}
