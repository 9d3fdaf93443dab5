package io.piuptime.gateway.route;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.piuptime.gateway.health.rates.Allowance;
import io.piuptime.model.catalog.Model;
import io.piuptime.model.routing.HashBy;
import io.piuptime.model.routing.Strategy;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RankingTest {
    private static final int DRAWS = 10_000;
    private static final long SECOND = 1_000_000_000L;

    private final Ranking ranking = new Ranking(new SplittableRandom(7));
    private final IdentityHashMap<Model, Tier.Turn> turns = new IdentityHashMap<>();

    @ParameterizedTest
    @EnumSource(names = {"ORDERED", "ROUND_ROBIN"})
    void each_has_its_turn(Strategy strategy) {
        List<Candidate> tier = Tiers.weighing(1, 9, 1);
        Model model = Tiers.model(strategy, tier);
        assertThat(IntStream.range(0, 6).mapToObj(_ -> first(tier, model, "k")))
                .containsExactly("t0", "t1", "t2", "t0", "t1", "t2");
        assertThat(Tiers.names(ranked(tier, model, "k"))).containsExactly("t0", "t1", "t2");
        assertThat(Tiers.names(ranked(tier, model, "k"))).containsExactly("t1", "t2", "t0");
    }

    @ParameterizedTest(name = "weights {0} and {1}: share {2}")
    @CsvSource({"1, 1, 0.5", "3, 1, 0.75", "1, 9, 0.1", "0.5, 1.5, 0.25"})
    void weights_are_shares(double one, double other, double share) {
        List<Candidate> tier = Tiers.weighing(one, other);
        assertThat(shares(tier, Strategy.WEIGHTED).get("t0")).isCloseTo(share, within(0.015));
    }

    @Test
    void a_weight_falls_with_what_is_left_of_the_rate_limit() {
        List<Candidate> tier = Tiers.weighing(1, 1);
        tier.getFirst().health().heard(Tiers.NOW, new Allowance(0.25, 60 * SECOND));
        assertThat(shares(tier, Strategy.WEIGHTED).get("t0")).isCloseTo(0.2, within(0.015));
    }

    @Test
    void fewest_under_way_go_first_by_weight() {
        List<Candidate> tier = Tiers.weighing(1, 4, 1);
        begin(tier.get(0), 2);
        begin(tier.get(1), 4);
        begin(tier.get(2), 3);
        assertThat(Tiers.names(ranked(tier, Tiers.model(Strategy.LEAST_IN_FLIGHT, tier), "k")))
                .containsExactly("t1", "t0", "t2");
    }

    @Test
    void those_with_as_many_under_way_have_their_turns() {
        List<Candidate> tier = Tiers.weighing(1, 1, 1);
        assertThat(shares(tier, Strategy.LEAST_IN_FLIGHT).values())
                .allSatisfy(share -> assertThat(share).isCloseTo(1.0 / 3, within(0.001)));
    }

    @Test
    void of_two_at_random_the_faster_goes_first() {
        List<Candidate> tier = Tiers.weighing(1, 1, 1);
        answers(tier.get(0), 900_000_000L);
        answers(tier.get(1), 300_000_000L);
        answers(tier.get(2), 600_000_000L);
        Map<String, Double> shares = shares(tier, Strategy.FASTEST);
        assertThat(shares.get("t1")).as("wins both of its pairs").isCloseTo(2.0 / 3, within(0.015));
        assertThat(shares.get("t2")).as("wins one of two").isCloseTo(1.0 / 3, within(0.015));
        assertThat(shares).doesNotContainKey("t0");
    }

    @Test
    void one_of_which_nothing_is_known_is_tried_by_one_at_a_time() {
        List<Candidate> tier = Tiers.weighing(1, 1);
        answers(tier.get(0), 300_000_000L);
        Model model = Tiers.model(Strategy.FASTEST, tier);
        assertThat(first(tier, model, "k")).isEqualTo("t1");
        begin(tier.get(1), 1);
        assertThat(first(tier, model, "k")).isEqualTo("t0");
    }

    @Test
    void the_cheapest_goes_first_and_one_without_a_known_price_last() {
        List<Candidate> tier = new ArrayList<>(List.of(
                Tiers.candidate("unknown", 1, ""),
                Tiers.candidate("dear", 1, "in=3 out=9"),
                Tiers.candidate("cheap", 1, "in=1 out=5"),
                Tiers.candidate("chatty", 1, "in=0.9 out=6")));
        Model model = Tiers.model(Strategy.CHEAPEST, tier);
        for (int draw = 0; draw < 5; draw++) {
            assertThat(Tiers.names(ranked(tier, model, "k"))).containsExactly("cheap", "chatty", "dear", "unknown");
        }
    }

    @Test
    void the_same_goes_to_the_same_and_each_has_its_share() {
        List<Candidate> tier = Tiers.weighing(1, 1, 2);
        Model model = Tiers.model(Strategy.HASH, tier);
        Map<String, Double> shares = shares(tier, Strategy.HASH);
        assertThat(shares.get("t0")).isCloseTo(0.25, within(0.015));
        assertThat(shares.get("t2")).isCloseTo(0.5, within(0.015));
        assertThat(first(tier, model, "k1")).isEqualTo(first(tier, model, "k1"));
    }

    @Test
    void a_lost_target_moves_its_own_share_and_nothing_else() {
        List<Candidate> all = Tiers.weighing(1, 2, 3, 1);
        List<Candidate> left = new ArrayList<>(all);
        left.remove(1);
        Model model = Tiers.model(Strategy.HASH, all);
        for (int draw = 0; draw < DRAWS; draw++) {
            List<String> before = Tiers.names(ranked(all, model, "k" + draw));
            String after = first(left, model, "k" + draw);
            assertThat(after).isEqualTo(before.getFirst().equals("t1") ? before.get(1) : before.getFirst());
        }
    }

    @Test
    void a_header_tells_apart_and_without_it_the_key() {
        List<Candidate> tier = Tiers.weighing(1, 1, 1, 1, 1, 1, 1, 1);
        Model byHeader = Tiers.model(Strategy.HASH, HashBy.read("header X-Session"), tier);
        Model byKey = Tiers.model(Strategy.HASH, tier);
        Asked asked = Tiers.asked("k");
        Asked sameKey = new Asked(
                asked.now(), asked.at(), asked.tariffs(), "k", "", name -> name.equals("x-session") ? "s7" : "");
        assertThat(first(tier, byHeader, "k")).isEqualTo(first(tier, byKey, "k"));
        List<Candidate> copy = new ArrayList<>(tier);
        ranking.order(copy, 0, tier(byHeader), sameKey);
        assertThat(Tiers.names(copy).getFirst()).isEqualTo(first(tier, byHeader, "s7"));
    }

    @Test
    void whom_it_is_for_tells_apart_and_without_a_user_the_key() {
        List<Candidate> tier = Tiers.weighing(1, 1, 1, 1, 1, 1, 1, 1);
        Model byUser = Tiers.model(Strategy.HASH, HashBy.USER, tier);
        Asked asked = Tiers.asked("k");
        Asked ofUser = new Asked(asked.now(), asked.at(), asked.tariffs(), "k", "u7", name -> "");
        assertThat(first(tier, byUser, "k")).isEqualTo(first(tier, Tiers.model(Strategy.HASH, tier), "k"));
        List<Candidate> copy = new ArrayList<>(tier);
        ranking.order(copy, 0, tier(byUser), ofUser);
        assertThat(Tiers.names(copy).getFirst()).isEqualTo(first(tier, byUser, "u7"));
    }

    @Test
    void credentials_of_one_target_share_what_is_hashed() {
        List<Candidate> tier = new ArrayList<>(
                List.of(Tiers.candidate("one", 1, ""), Tiers.candidate("one", 1, ""), Tiers.candidate("one", 1, "")));
        Model model = Tiers.model(Strategy.HASH, tier);
        long distinct = IntStream.range(0, 100)
                .mapToObj(draw -> ranked(tier, model, "k" + draw).getFirst().health())
                .distinct()
                .count();
        assertThat(distinct).isEqualTo(3);
    }

    @Test
    void what_stands_before_the_tier_stays() {
        List<Candidate> candidates = Tiers.weighing(1, 1, 1);
        Model model = Tiers.model(Strategy.ROUND_ROBIN, candidates);
        ranking.order(candidates, 1, tier(model), Tiers.asked("k"));
        ranking.order(candidates, 1, tier(model), Tiers.asked("k"));
        assertThat(Tiers.names(candidates)).containsExactly("t0", "t2", "t1");
    }

    private Map<String, Double> shares(List<Candidate> tier, Strategy strategy) {
        Model model = Tiers.model(strategy, tier);
        return IntStream.range(0, DRAWS)
                .mapToObj(draw -> first(tier, model, "k" + draw))
                .collect(groupingBy(name -> name, counting()))
                .entrySet()
                .stream()
                .collect(toMap(Map.Entry::getKey, entry -> entry.getValue() / (double) DRAWS));
    }

    private String first(List<Candidate> tier, Model model, String key) {
        return Tiers.names(ranked(tier, model, key)).getFirst();
    }

    private List<Candidate> ranked(List<Candidate> tier, Model model, String key) {
        List<Candidate> copy = new ArrayList<>(tier);
        ranking.order(copy, 0, tier(model), Tiers.asked(key));
        return copy;
    }

    private Tier tier(Model model) {
        return new Tier(model.routing(), List.of(), turns.computeIfAbsent(model, _ -> new Tier.Turn()));
    }

    private static void begin(Candidate candidate, int count) {
        for (int at = 0; at < count; at++) {
            candidate.health().admitAnyway();
        }
    }

    private static void answers(Candidate candidate, long nanos) {
        candidate.health().admitAnyway();
        candidate.health().answered(Tiers.NOW, Tiers.NOW, nanos);
        candidate.health().released(Tiers.NOW);
    }
}
