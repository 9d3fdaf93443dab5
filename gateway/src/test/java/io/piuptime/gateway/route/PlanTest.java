package io.piuptime.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.health.Fault;
import io.piuptime.gateway.health.Health;
import io.piuptime.gateway.health.HealthKey;
import io.piuptime.gateway.health.rates.Allowance;
import io.piuptime.gateway.health.rates.RateLimitReader;
import io.piuptime.gateway.load.Engine;
import io.piuptime.gateway.queue.Queue;
import io.piuptime.model.ability.Abilities;
import io.piuptime.model.catalog.Habits;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.catalog.Wire;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PlanTest {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;
    private static final long DEADLINE = 600 * SECOND;
    private static final long UNSAID = -1;

    private final Health health = new Health(100, () -> 0, new Queue(() -> 0));
    private long now = 5 * SECOND;

    @ParameterizedTest(name = "{0} that asks for {1} ms, {2} others left in other tiers: {3}")
    @CsvSource({
        "RATE, 2000, 1, again after 2000",
        "RATE, 3000, 1, again after 3000",
        "RATE, 3001, 1, next",
        "RATE, -1, 1, next",
        "RATE, -1, 0, stop",
        "RATE, 10000, 0, again after 10000",
        "RATE, 10001, 0, stop",
        "OVERLOADED, 1500, 1, again after 1500",
        "OVERLOADED, -1, 1, again after 250",
        "OVERLOADED, 20000, 1, next",
        "SERVER, -1, 1, again after 250",
        "SERVER, -1, 0, again after 250",
        "SERVER, 2000, 1, again after 2000",
        "SERVER, 60000, 0, stop",
        "BROKEN, -1, 1, again after 250",
        "BROKEN, -1, 0, again after 250",
        "GARBAGE, -1, 1, again after 250",
        "UNREACHABLE, -1, 1, next",
        "UNREACHABLE, -1, 0, again after 250",
        "SILENT, -1, 1, next",
        "SILENT, -1, 0, stop",
        "SILENT, 1000, 0, stop",
        "MONEY, 1000, 1, next",
        "MONEY, -1, 0, stop",
        "CREDENTIAL, -1, 1, next",
        "CREDENTIAL, -1, 0, stop",
        "CONTEXT_LENGTH, -1, 1, next",
        "CONTEXT_LENGTH, -1, 0, stop",
        "UNKNOWN_MODEL, -1, 1, next",
        "UNKNOWN_MODEL, -1, 0, stop",
        "CONTENT, -1, 1, stop",
        "REQUEST, -1, 1, stop",
        "REQUEST, 1000, 0, stop"
    })
    void a_failure_moves(Fault fault, long retryAfterMillis, int others, String expected) {
        List<Candidate> candidates = tiers(1 + others);
        Plan plan = new Plan(candidates, false, true);
        plan.first(now);

        Move move = fails(plan, candidates.getFirst(), fault, retryAfterMillis < 0 ? UNSAID : retryAfterMillis * MILLI);

        assertThat(told(move, candidates)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(names = {"RATE", "OVERLOADED", "SERVER", "BROKEN", "GARBAGE", "SILENT", "UNREACHABLE"})
    void a_target_of_the_same_tier_stands_in_at_once(Fault fault) {
        List<Candidate> candidates = List.of(candidate("a", 0, 0), candidate("b", 0, 0), candidate("c", 1, 0));
        Plan plan = new Plan(candidates, false, true);
        plan.first(now);

        assertThat(told(fails(plan, candidates.getFirst(), fault, SECOND), candidates))
                .isEqualTo("next");
    }

    @Test
    void a_target_of_the_same_tier_that_is_broken_stands_in_for_nobody() {
        List<Candidate> candidates = List.of(candidate("a", 0, 0), candidate("b", 0, 0), candidate("c", 1, 0));
        breaks(candidates.get(1));
        Plan plan = new Plan(candidates, false, true);
        plan.first(now);

        assertThat(told(fails(plan, candidates.getFirst(), Fault.SERVER, UNSAID), candidates))
                .isEqualTo("again after 250");
        now += 250 * MILLI;
        assertThat(fails(plan, candidates.getFirst(), Fault.SERVER, UNSAID))
                .isEqualTo(new Move.Ask(candidates.get(2), 0));
    }

    @Test
    void a_target_is_asked_again_once() {
        List<Candidate> candidates = tiers(2);
        Plan plan = new Plan(candidates, false, true);
        plan.first(now);

        assertThat(told(fails(plan, candidates.getFirst(), Fault.SERVER, UNSAID), candidates))
                .isEqualTo("again after 250");
        assertThat(told(fails(plan, candidates.getFirst(), Fault.SERVER, UNSAID), candidates))
                .isEqualTo("next");
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void three_attempts_are_all_there_are(Fault fault) {
        List<Candidate> candidates = tiers(9);
        Plan plan = new Plan(candidates, true, true);
        Candidate asked = Tiers.asked(plan.first(now));
        int attempts = 1;
        while (attempts <= 9 && fails(plan, asked, fault, UNSAID) instanceof Move.Ask next) {
            attempts++;
            asked = next.candidate();
            now += next.afterNanos();
        }

        assertThat(attempts).isEqualTo(fault == Fault.REQUEST ? 1 : 3);
    }

    @Test
    void a_wait_beyond_the_deadline_is_not_waited() {
        List<Candidate> candidates = tiers(2);
        Plan plan = new Plan(candidates, false, true);
        plan.first(now);
        candidates.getFirst().health().failed(now, now, Fault.RATE, 2 * SECOND);

        assertThat(plan.after(Fault.RATE, 2 * SECOND, now, 2 * SECOND)).isEqualTo(new Move.Ask(candidates.get(1), 0));
    }

    @Test
    void what_a_content_filter_refused_is_asked_of_others_where_the_model_says_so() {
        List<Candidate> candidates = tiers(2);
        Plan plan = new Plan(candidates, true, true);
        plan.first(now);

        assertThat(told(fails(plan, candidates.getFirst(), Fault.CONTENT, UNSAID), candidates))
                .isEqualTo("next");
    }

    @Test
    void what_is_too_long_goes_to_a_larger_window_or_to_one_that_is_not_known() {
        Candidate small = candidate("small", 0, 8_000);
        List<Candidate> candidates =
                List.of(small, candidate("same", 1, 8_000), candidate("large", 2, 9_000), candidate("unknown", 3, 0));
        Plan plan = new Plan(candidates, false, true);
        plan.first(now);

        assertThat(fails(plan, small, Fault.CONTEXT_LENGTH, UNSAID)).isEqualTo(new Move.Ask(candidates.get(2), 0));
        assertThat(fails(plan, candidates.get(2), Fault.CONTEXT_LENGTH, UNSAID))
                .isEqualTo(new Move.Ask(candidates.get(3), 0));
    }

    @Test
    void the_first_that_is_well_is_asked_first() {
        List<Candidate> candidates = tiers(3);
        breaks(candidates.get(0));
        candidates.get(1).health().failed(now, now, Fault.CREDENTIAL, UNSAID);

        assertThat(new Plan(candidates, false, true).first(now)).isEqualTo(new Move.Ask(candidates.get(2), 0));
    }

    @Test
    void of_those_that_are_all_broken_the_one_that_is_back_first_is_asked() {
        List<Candidate> candidates = tiers(3);
        candidates.get(0).health().failed(now, now, Fault.MONEY, UNSAID);
        candidates.get(1).health().failed(now, now, Fault.CREDENTIAL, UNSAID);
        breaks(candidates.get(2));

        assertThat(new Plan(candidates, false, true).first(now)).isEqualTo(new Move.Ask(candidates.get(2), 0));
    }

    @Test
    void that_one_was_asked_although_none_was_well_is_told() {
        List<Candidate> candidates = tiers(2);
        Plan before = new Plan(candidates, false, true);
        before.first(now);
        assertThat(before.isPanic()).isFalse();
        candidates.forEach(this::breaks);
        Plan plan = new Plan(candidates, false, true);
        plan.first(now);
        assertThat(plan.isPanic()).isTrue();
        plan.after(Fault.SERVER, UNSAID, now, DEADLINE);
        assertThat(plan.isPanic()).as("after it failed").isTrue();
    }

    @Test
    void one_that_turned_many_away_is_passed_over_only_for_one_that_is_well_and_has_room() {
        List<Candidate> candidates = tiers(2);
        overloads(candidates.get(0));
        assertThat(new Plan(candidates, false, true).first(now)).isEqualTo(new Move.Ask(candidates.get(1), 0));
        fills(candidates.get(1));
        assertThat(new Plan(candidates, false, true).first(now)).isEqualTo(new Move.Ask(candidates.get(0), 0));
        candidates.get(1).health().released(now);
        breaks(candidates.get(1));
        assertThat(new Plan(candidates, false, true).first(now)).isEqualTo(new Move.Ask(candidates.get(0), 0));
    }

    @Test
    void of_two_that_turned_many_away_the_last_is_asked() {
        List<Candidate> candidates = tiers(2);
        candidates.forEach(this::overloads);
        assertThat(new Plan(candidates, false, true).first(now)).isEqualTo(new Move.Ask(candidates.get(1), 0));
    }

    @Test
    void who_yields_asks_none_that_turned_many_away_and_waits_where_another_is_full() {
        List<Candidate> candidates = tiers(2);
        overloads(candidates.get(0));
        fills(candidates.get(1));
        assertThat(new Plan(candidates, false, true, true).first(now))
                .isEqualTo(new Move.Wait(List.of(candidates.get(1).health().line())));
        assertThat(new Plan(candidates.subList(0, 1), false, true, true).first(now))
                .isEqualTo(new Move.Stop());
    }

    @Test
    void who_yields_is_no_trickle_of_one_that_pauses_after_it_turned_many_away() {
        List<Candidate> candidates = tiers(1);
        overloads(candidates.getFirst());
        candidates.getFirst().health().admitAnyway();
        candidates.getFirst().health().failed(now, now, Fault.RATE, 5 * SECOND);
        assertThat(new Plan(candidates, false, true, true).first(now)).isEqualTo(new Move.Stop());
        assertThat(new Plan(candidates, false, true).first(now)).isEqualTo(new Move.Ask(candidates.getFirst(), 0));
    }

    @Test
    void who_yields_asks_the_soonest_where_none_is_well() {
        List<Candidate> candidates = tiers(1);
        breaks(candidates.getFirst());
        assertThat(new Plan(candidates, false, true, true).first(now))
                .isEqualTo(new Move.Ask(candidates.getFirst(), 0));
    }

    @Test
    void of_one_tier_those_near_their_limits_come_after_the_well_ones_and_those_that_pause_last() {
        List<Candidate> tier = List.of(candidate("near", 0, 0), candidate("pausing", 0, 0), candidate("well", 0, 0));
        Candidate next = candidate("next", 1, 0);
        tier.get(0).health().heard(now, new Allowance(0.09, 60_000 * MILLI));
        tier.get(1).health().admitAnyway();
        tier.get(1).health().failed(now, now, Fault.RATE, 5_000 * MILLI);
        Plan plan = new Plan(List.of(tier.get(0), tier.get(1), tier.get(2), next), false, true);
        assertThat(plan.first(now)).isEqualTo(new Move.Ask(tier.get(2), 0));
        assertThat(fails(plan, tier.get(2), Fault.SILENT, UNSAID)).isEqualTo(new Move.Ask(tier.get(0), 0));
        assertThat(fails(plan, tier.get(0), Fault.SILENT, UNSAID))
                .as("single requests get through a pause")
                .isEqualTo(new Move.Ask(tier.get(1), 0));
    }

    @Test
    void nobody_is_asked_twice_at_the_same_time_by_a_dead_plan() {
        List<Candidate> candidates = tiers(2);
        breaks(candidates.get(1));
        Plan plan = new Plan(candidates, false, true);
        plan.first(now);
        candidates.getFirst().health().failed(now, now, Fault.SILENT, UNSAID);

        assertThat(plan.after(Fault.SILENT, UNSAID, now, DEADLINE)).isEqualTo(new Move.Stop());
    }

    @Test
    void a_target_in_a_short_pause_is_asked_when_nobody_else_is_left_but_not_by_many() {
        List<Candidate> candidates = tiers(2);
        candidates.get(1).health().failed(now, now, Fault.RATE, 2 * SECOND);
        assertThat(candidates.get(1).health().admit(now, true))
                .as("its trickle")
                .isTrue();
        int asked = 0;
        for (int i = 0; i < 20; i++) {
            Plan plan = new Plan(candidates, false, true);
            plan.first(now);
            asked += plan.after(Fault.SILENT, UNSAID, now, DEADLINE) instanceof Move.Ask ? 1 : 0;
        }

        assertThat(asked).isEqualTo(3);
    }

    @Test
    void a_target_in_a_long_pause_is_left_alone() {
        List<Candidate> candidates = tiers(2);
        candidates.get(1).health().failed(now, now, Fault.RATE, 60 * SECOND);
        assertThat(candidates.get(1).health().admit(now, true))
                .as("its trickle")
                .isTrue();
        Plan plan = new Plan(candidates, false, true);
        plan.first(now);

        assertThat(fails(plan, candidates.getFirst(), Fault.SILENT, UNSAID)).isEqualTo(new Move.Stop());
    }

    @Test
    void repeats_stay_within_their_budget() {
        List<Candidate> candidates = tiers(2);
        int again = 0;
        for (int i = 0; i < 20; i++) {
            Plan plan = new Plan(candidates, false, true);
            plan.first(now);
            Move move = plan.after(Fault.SERVER, UNSAID, now, DEADLINE);
            again += told(move, candidates).startsWith("again") ? 1 : 0;
        }

        assertThat(again).isEqualTo(3);
    }

    /** The end of an attempt as it is told: to the health, then to the plan. */
    @Test
    void beside_the_first_the_next_is_asked_that_would_do_and_counts_as_an_attempt() {
        List<Candidate> candidates = tiers(4);
        Plan plan = new Plan(candidates, false, true);
        plan.first(now);

        assertThat(plan.beside(now, candidates.get(2)::equals)).contains(candidates.get(2));
        plan.goesOnWith(candidates.get(2));
        assertThat(fails(plan, candidates.get(2), Fault.SILENT, UNSAID)).isEqualTo(new Move.Ask(candidates.get(1), 0));
        assertThat(fails(plan, candidates.get(1), Fault.SILENT, UNSAID)).isInstanceOf(Move.Stop.class);
    }

    @Test
    void nobody_is_asked_beside_who_is_broken_or_when_all_attempts_are_made() {
        List<Candidate> candidates = tiers(4);
        breaks(candidates.get(1));
        Plan plan = new Plan(candidates, false, true);
        plan.first(now);
        assertThat(plan.beside(now, candidates.get(1)::equals)).isEmpty();
        fails(plan, candidates.getFirst(), Fault.SILENT, UNSAID);
        assertThat(plan.beside(now, _ -> true)).contains(candidates.get(3));
        assertThat(plan.beside(now, _ -> true)).isEmpty();
    }

    @Test
    void nobody_is_asked_beside_who_is_full() {
        List<Candidate> candidates = tiers(2);
        candidates.get(1).health().bound(1);
        candidates.get(1).health().admitAnyway();
        Plan plan = new Plan(candidates, false, true);
        plan.first(now);
        assertThat(plan.beside(now, _ -> true)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void what_everybody_would_say_is_the_answer(Fault fault) {
        Plan plan = new Plan(tiers(2), true, true);
        assertThat(plan.isAnswer(fault)).isEqualTo(fault == Fault.REQUEST);
        assertThat(new Plan(tiers(2), false, true).isAnswer(fault))
                .isEqualTo(fault == Fault.REQUEST || fault == Fault.CONTENT);
    }

    private Move fails(Plan plan, Candidate asked, Fault fault, long retryAfterNanos) {
        asked.health().failed(now, now, fault, retryAfterNanos);
        return plan.after(fault, retryAfterNanos, now, DEADLINE);
    }

    private void breaks(Candidate candidate) {
        for (int i = 0; i < 5; i++) {
            assertThat(candidate.health().admit(now, true)).isTrue();
            candidate.health().failed(now, now, Fault.SERVER, UNSAID);
        }
    }

    /** It turns everything away, and says to come back at once. */
    private void overloads(Candidate candidate) {
        for (int i = 0; i < 20; i++) {
            candidate.health().admitAnyway();
            candidate.health().failed(now, now, Fault.RATE, 0);
        }
    }

    private void fills(Candidate candidate) {
        candidate.health().bound(7);
        for (int i = 0; i < 7; i++) {
            candidate.health().admitAnyway();
        }
    }

    private static String told(Move move, List<Candidate> candidates) {
        return switch (move) {
            case Move.Stop _ -> "stop";
            case Move.Wait _ -> "wait";
            case Move.Ask ask
            when ask.candidate().equals(candidates.getFirst()) -> "again after " + ask.afterNanos() / MILLI;
            case Move.Ask ask -> {
                assertThat(ask).isEqualTo(new Move.Ask(candidates.get(1), 0));
                yield "next";
            }
        };
    }

    private List<Candidate> tiers(int count) {
        List<Candidate> candidates = new ArrayList<>();
        for (int tier = 0; tier < count; tier++) {
            candidates.add(candidate("t" + tier, tier, 0));
        }
        return candidates;
    }

    private Candidate candidate(String name, int tier, long window) {
        URI address = URI.create("http://" + name);
        Provider provider = Provider.of(name, Wire.OPENAI_CHAT, address, Optional.empty());
        return new Candidate(
                new Target(provider, "m"),
                health.of(new HealthKey(address.toString(), "m", "k")),
                new Engine(),
                new RateLimitReader(Habits.NONE),
                tier,
                new Abilities(0, 0, window, 0));
    }
}
