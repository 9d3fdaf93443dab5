package io.piuptime.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.load.Engine;
import io.piuptime.gateway.load.Told;
import io.piuptime.model.routing.HashBy;
import io.piuptime.model.routing.Strategy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class ByLoadTest {
    private static final long NOW = Tiers.NOW;

    private final Ranking ranking = new Ranking(new SplittableRandom(7));

    @Test
    void equals_take_turns() {
        List<Candidate> tier = Tiers.weighing(1, 1, 1);
        Tier same = tier(tier);
        List<String> firsts = new ArrayList<>();
        for (int time = 0; time < 6; time++) {
            firsts.add(Tiers.names(ranked(same)).getFirst());
        }
        assertThat(firsts).containsExactly("t0", "t1", "t2", "t0", "t1", "t2");
    }

    @Test
    void what_others_sent_counts_as_much_as_what_was_sent_from_here() {
        List<Candidate> tier = Tiers.weighing(1, 1, 1);
        Told.once(engine(tier, 0), 5, 0, 0, NOW);
        begin(tier.get(1), 3);
        assertThat(order(tier)).containsExactly("t2", "t1", "t0");
    }

    @Test
    void between_two_looks_the_load_does_not_rush_to_one() {
        List<Candidate> tier = Tiers.weighing(1, 1, 1);
        for (int at = 0; at < 3; at++) {
            Told.places(engine(tier, at), 10, 10, NOW);
            Told.once(engine(tier, at), at == 0 ? 0 : 3, 0, 0, NOW);
        }
        Map<String, Integer> sent = send(tier, 12);
        assertThat(sent).containsEntry("t0", 6).containsEntry("t1", 3).containsEntry("t2", 3);
    }

    @Test
    void each_takes_what_its_places_allow() {
        List<Candidate> tier = Tiers.weighing(1, 1, 1);
        Told.places(engine(tier, 0), 16, 16, NOW);
        Told.places(engine(tier, 1), 8, 8, NOW);
        Told.places(engine(tier, 2), 4, 4, NOW);
        Map<String, Integer> sent = send(tier, 28);
        assertThat(sent).containsEntry("t0", 16).containsEntry("t1", 8).containsEntry("t2", 4);
    }

    @Test
    void the_one_with_the_shortest_wait_goes_first_when_none_has_a_place() {
        List<Candidate> tier = Tiers.weighing(1, 1);
        Told.places(engine(tier, 0), 4, 40, NOW);
        Told.places(engine(tier, 1), 4, 10, NOW);
        Told.once(engine(tier, 0), 4, 6, 0, NOW);
        Told.once(engine(tier, 1), 4, 2, 0, NOW);
        assertThat(order(tier)).as("7 at 80 a second, 3 at 20").containsExactly("t0", "t1");
        begin(tier.getFirst(), 8);
        assertThat(order(tier)).as("15 at 80 a second").containsExactly("t1", "t0");
    }

    @Test
    void one_with_a_place_goes_before_the_fastest_without() {
        List<Candidate> tier = Tiers.weighing(1, 1);
        Told.places(engine(tier, 0), 4, 400, NOW);
        Told.places(engine(tier, 1), 4, 1, NOW);
        Told.once(engine(tier, 0), 4, 0, 0, NOW);
        Told.once(engine(tier, 1), 3, 0, 0, NOW);
        assertThat(order(tier)).containsExactly("t1", "t0");
    }

    @Test
    void a_full_cache_is_as_bad_as_full_places() {
        List<Candidate> tier = Tiers.weighing(1, 1, 1);
        for (int at = 0; at < 3; at++) {
            Told.places(engine(tier, at), 10, 10, NOW);
        }
        Told.once(engine(tier, 0), 1, 0, 0.98, NOW);
        Told.once(engine(tier, 1), 1, 0, 0.7, NOW);
        Told.once(engine(tier, 2), 5, 0, 0.2, NOW);
        assertThat(order(tier)).containsExactly("t2", "t1", "t0");
    }

    @Test
    void one_that_never_had_a_queue_goes_before_one_that_has() {
        List<Candidate> tier = Tiers.weighing(1, 1);
        Told.places(engine(tier, 0), 4, 4, NOW);
        Told.once(engine(tier, 0), 4, 1, 0, NOW);
        Told.once(engine(tier, 1), 50, 0, 0, NOW);
        assertThat(order(tier)).containsExactly("t1", "t0");
    }

    @Test
    void one_with_its_first_queue_goes_after_those_without() {
        List<Candidate> tier = Tiers.weighing(1, 1);
        Told.once(engine(tier, 0), 1, 1, 0, NOW);
        Told.once(engine(tier, 1), 9, 0, 0, NOW);
        assertThat(order(tier)).containsExactly("t1", "t0");
    }

    @Test
    void weights_say_what_nobody_has_learned_yet() {
        List<Candidate> tier = Tiers.weighing(4, 2, 1);
        assertThat(send(tier, 14)).containsEntry("t0", 8).containsEntry("t1", 4).containsEntry("t2", 2);
    }

    @Test
    void what_was_told_long_ago_counts_no_more_but_what_was_learned_does() {
        List<Candidate> tier = Tiers.weighing(1, 1);
        long then = NOW - 3_500_000_000L;
        Told.places(engine(tier, 0), 8, 8, then);
        Told.once(engine(tier, 0), 8, 30, 1, then);
        Told.places(engine(tier, 1), 2, 2, then);
        assertThat(send(tier, 10)).containsEntry("t0", 8).containsEntry("t1", 2);
    }

    @Test
    void of_two_that_tell_nothing_the_one_that_answers_sooner_goes_first() {
        List<Candidate> tier = Tiers.weighing(1, 1);
        answers(tier.get(0), 900_000_000L);
        answers(tier.get(1), 100_000_000L);
        assertThat(send(tier, 10).get("t1")).isGreaterThan(6);
    }

    @Test
    void all_that_is_known_goes_into_a_number() {
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 2_000; round++) {
            List<Candidate> tier = Tiers.weighing(0.01 + random.nextDouble(), 100 * random.nextDouble() + 0.01);
            for (Candidate candidate : tier) {
                Engine engine = candidate.engine();
                if (random.nextBoolean()) {
                    Told.places(engine, 1 + random.nextInt(1_000_000), random.nextInt(1_000), NOW);
                }
                if (random.nextBoolean()) {
                    Told.once(engine, random.nextInt(1_000_000), random.nextInt(3), random.nextInt(2), NOW);
                }
                begin(candidate, random.nextInt(3));
            }
            assertThat(DoubleStream.of(ByLoad.scores(tier, new double[2], NOW))
                            .allMatch(score -> score > 0 && score < 1e15))
                    .isTrue();
        }
    }

    /** Sends requests of which none ends. */
    private Map<String, Integer> send(List<Candidate> candidates, int times) {
        Tier tier = tier(candidates);
        Map<String, Integer> sent = new HashMap<>();
        for (int time = 0; time < times; time++) {
            Candidate first = ranked(tier).getFirst();
            begin(first, 1);
            sent.merge(first.target().provider().name(), 1, Integer::sum);
        }
        return sent;
    }

    private List<String> order(List<Candidate> tier) {
        return Tiers.names(ranked(tier(tier)));
    }

    private List<Candidate> ranked(Tier tier) {
        List<Candidate> ranked = new ArrayList<>(tier.candidates());
        ranking.order(ranked, 0, tier, Tiers.asked("k"));
        return ranked;
    }

    private static Tier tier(List<Candidate> candidates) {
        return new Tier(Tiers.model(Strategy.LOAD, HashBy.KEY, candidates).routing(), candidates);
    }

    private static Engine engine(List<Candidate> tier, int at) {
        return tier.get(at).engine();
    }

    private static void begin(Candidate candidate, int times) {
        for (int time = 0; time < times; time++) {
            candidate.health().admitAnyway();
        }
    }

    private static void answers(Candidate candidate, long firstTokenNanos) {
        candidate.health().admitAnyway();
        candidate.health().answered(NOW, NOW, firstTokenNanos);
        candidate.health().released(NOW);
    }
}
