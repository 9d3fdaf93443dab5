package io.piuptime.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.catalog.CompiledOffer;
import io.piuptime.catalog.Offering;
import io.piuptime.catalog.Reasoning;
import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.Limits;
import io.piuptime.gateway.RequestFacts;
import io.piuptime.gateway.Snapshot;
import io.piuptime.gateway.health.Health;
import io.piuptime.gateway.load.Engines;
import io.piuptime.gateway.queue.Queue;
import io.piuptime.model.ability.Abilities;
import io.piuptime.model.ability.Ability;
import io.piuptime.model.ability.Needs;
import io.piuptime.model.catalog.Model;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Routing;
import io.piuptime.model.catalog.StreamRecovery;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.catalog.Timers;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.exchange.Priority;
import io.piuptime.model.routing.Condition;
import io.piuptime.model.routing.Placement;
import io.piuptime.observe.TraceContext;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CandidatesTest {
    private static final Needs IMAGE = new Needs(Ability.IMAGES.bit(), 0, 0);

    private final Health health = new Health(100, () -> 0, new Queue(() -> 0));
    private final Engines engines = new Engines();
    private final Candidates candidates = new Candidates(health, engines, new SplittableRandom(1));

    @Test
    void targets_of_one_tier_take_turns_and_tiers_keep_their_order() {
        Snapshot snapshot = offering(model("m", List.of(), target("a", 1), target("b", 1), target("c", 2)));
        assertThat(names(of("m", snapshot))).containsExactly("a", "b", "c");
        assertThat(names(of("m", snapshot))).containsExactly("b", "a", "c");
        assertThat(of("m", snapshot)).extracting(Candidate::tier).containsExactly(0, 0, 1);
    }

    @Test
    void fallbacks_follow_in_tiers_of_their_own() {
        Snapshot snapshot = offering(
                model("m", List.of("second", "third"), target("a", 1)),
                model("second", List.of("m"), target("b", 1), target("c", 1)),
                model("third", List.of(), target("d", 1)));
        List<Candidate> found = of("m", snapshot);
        assertThat(names(found)).containsExactly("a", "b", "c", "d");
        assertThat(found).extracting(Candidate::tier).containsExactly(0, 1, 1, 2);
    }

    @Test
    void models_have_turns_of_their_own() {
        Snapshot snapshot = offering(
                model("one", List.of(), target("a", 1), target("b", 1)),
                model("other", List.of(), target("a", 1), target("b", 1)));
        assertThat(Stream.of("one", "other", "one", "other")
                        .map(name -> names(of(name, snapshot)).getFirst()))
                .containsExactly("a", "a", "b", "b");
    }

    @Test
    void what_is_known_of_a_target_is_known_in_every_model() {
        Snapshot snapshot =
                offering(model("one", List.of(), target("a", 1)), model("other", List.of(), target("a", 1)));
        assertThat(of("one", snapshot).getFirst().health())
                .isSameAs(of("other", snapshot).getFirst().health());
    }

    @Test
    void the_list_is_the_exchanges_own() {
        Snapshot snapshot = offering(model("m", List.of(), target("a", 1)));
        of("m", snapshot).clear();
        assertThat(of("m", snapshot)).hasSize(1);
    }

    @Test
    void another_configuration_has_other_targets_under_the_same_name() {
        assertThat(names(of("m", offering(model("m", List.of(), target("a", 1))))))
                .containsExactly("a");
        assertThat(names(of("m", offering(model("m", List.of(), target("b", 1))))))
                .containsExactly("b");
    }

    @Test
    void another_configuration_of_a_fallback_is_seen() {
        Offering first = model("m", List.of("second"), target("a", 1));
        assertThat(names(of("m", offering(first, model("second", List.of(), target("b", 1))))))
                .containsExactly("a", "b");
        assertThat(names(of("m", offering(first, model("second", List.of(), target("c", 1))))))
                .containsExactly("a", "c");
    }

    @Test
    void health_that_was_forgotten_is_found_anew_after_a_swap() {
        Snapshot snapshot = offering(model("m", List.of(), target("a", 1)));
        Candidate before = of("m", snapshot).getFirst();
        health.keep(Set.of());
        assertThat(of("m", snapshot).getFirst().health()).as("bound").isSameAs(before.health());
        candidates.swapped();
        assertThat(of("m", snapshot).getFirst().health()).isNotSameAs(before.health());
        assertThat(health.size()).isOne();
    }

    @Test
    void names_that_a_wildcard_stands_for_are_models_of_their_own() {
        Snapshot snapshot = offering(new Offering(
                "gpt-*",
                List.of(),
                List.of(target("a", 1, "gpt-*"), target("b", 1, "gpt-*")),
                Timers.DEFAULT,
                false,
                List.of()));
        assertThat(names(of("gpt-1", snapshot))).containsExactly("a", "b");
        assertThat(names(of("gpt-2", snapshot))).containsExactly("a", "b");
        assertThat(names(of("gpt-1", snapshot))).containsExactly("b", "a");
        assertThat(of("gpt-2", snapshot))
                .extracting(one -> one.target().upstreamModel())
                .containsOnly("gpt-2");
    }

    @Test
    void a_target_whose_condition_does_not_hold_is_no_candidate() {
        Snapshot snapshot = offering(model(
                "m",
                List.of(),
                when(target("a", 1), facts -> facts.header("x-team").isPresent()),
                target("b", 1),
                when(target("c", 2), facts -> facts.model().equals("m"))));
        for (int turn = 0; turn < 3; turn++) {
            assertThat(names(of("m", snapshot))).containsExactly("b", "c");
        }
    }

    @Test
    void conditions_are_asked_anew_for_each_exchange() {
        AtomicBoolean open = new AtomicBoolean();
        Snapshot snapshot = offering(model("m", List.of(), when(target("a", 1), _ -> open.get()), target("b", 2)));
        assertThat(names(of("m", snapshot))).containsExactly("b");
        open.set(true);
        assertThat(names(of("m", snapshot))).containsExactly("a", "b");
    }

    @Test
    void a_condition_is_asked_once_for_each_target_of_an_exchange() {
        AtomicInteger asked = new AtomicInteger();
        Condition counted = _ -> asked.incrementAndGet() > 0;
        Snapshot snapshot =
                offering(model("m", List.of(), when(target("a", 1), counted), when(target("b", 1), counted)));
        of("m", snapshot);
        assertThat(asked).hasValue(2);
    }

    @Test
    void a_fallback_stands_in_for_a_model_none_of_whose_conditions_holds() {
        Snapshot snapshot = offering(
                model("m", List.of("second"), when(target("a", 1), _ -> false)),
                model("second", List.of(), when(target("b", 1), _ -> true), when(target("c", 1), _ -> false)));
        assertThat(names(of("m", snapshot))).containsExactly("b");
    }

    @Test
    void there_may_be_no_candidate_at_all() {
        Snapshot snapshot = offering(model("m", List.of(), when(target("a", 1), _ -> false)));
        assertThat(of("m", snapshot)).isEmpty();
    }

    @Test
    void conditions_of_wildcards_are_kept_for_the_names_that_they_stand_for() {
        Snapshot snapshot = offering(model(
                "gpt-*",
                List.of(),
                when(target("a", 1, "gpt-*"), facts -> facts.model().equals("gpt-1")),
                target("b", 2, "gpt-*")));
        assertThat(names(of("gpt-1", snapshot))).containsExactly("a", "b");
        assertThat(names(of("gpt-2", snapshot))).containsExactly("b");
    }

    @Test
    void those_are_left_out_that_cannot_do_what_is_needed_fallbacks_too() {
        Snapshot snapshot = offering(
                model("m", List.of("second", "third"), blind("a"), target("b", 1)),
                model("second", List.of(), blind("c")),
                model("third", List.of(), target("d", 1)));

        assertThat(names(of("m", snapshot))).containsExactly("a", "b", "c", "d");
        assertThat(names(of("m", snapshot, IMAGE))).containsExactly("b", "d");
    }

    @Test
    void where_all_of_a_models_own_are_left_out_its_fallbacks_are_asked_at_once() {
        Snapshot snapshot =
                offering(model("m", List.of("second"), blind("a")), model("second", List.of(), target("b", 1)));

        assertThat(names(of("m", snapshot, IMAGE))).containsExactly("b");
    }

    @Test
    void where_nobody_can_it_is_said_why() {
        Snapshot snapshot = offering(model("m", List.of("second"), blind("a")), model("second", List.of(), blind("b")));
        Exchange exchange = exchange("m", snapshot, IMAGE);

        assertThat(candidates.of(exchange, _ -> "", Tiers.NOW)).isEmpty();
        assertThat(candidates.nobody(exchange, _ -> "").message()).contains("a/m lacks images; b/m lacks images");
    }

    @Test
    void those_that_are_left_take_turns_among_themselves() {
        Snapshot snapshot = offering(model("m", List.of(), target("a", 1), blind("b"), target("c", 1)));

        assertThat(Stream.generate(() -> names(of("m", snapshot, IMAGE)).getFirst())
                        .limit(4))
                .containsExactly("a", "c", "a", "c");
    }

    private static Target blind(String provider) {
        Target target = target(provider, 1);
        Abilities own = Abilities.of(List.of(), List.of(Ability.IMAGES), 0, 0);
        return new Target(target.provider(), target.upstreamModel(), Optional.empty(), target.placement(), own);
    }

    private List<Candidate> of(String name, Snapshot snapshot) {
        return of(name, snapshot, Needs.NONE);
    }

    private List<Candidate> of(String name, Snapshot snapshot, Needs needs) {
        return candidates.of(exchange(name, snapshot, needs), _ -> "", Tiers.NOW);
    }

    private static Exchange exchange(String name, Snapshot snapshot, Needs needs) {
        Model model = snapshot.offer().find(name).orElseThrow();
        Exchange exchange = new Exchange(
                new Exchange.Head(
                        "id",
                        Tiers.AT,
                        Tiers.NOW,
                        "POST",
                        "/v1/chat/completions",
                        Optional.empty(),
                        Optional.empty(),
                        "127.0.0.1",
                        Priority.STANDARD,
                        TraceContext.start(new Random(1))),
                snapshot);
        exchange.read(new RequestFacts(name, 0, 0, false, false, Optional.empty(), RequestFacts.Objects.NONE, needs));
        exchange.routed(model);
        return exchange;
    }

    private static Snapshot offering(Offering... offerings) {
        return new Snapshot(
                1, Tiers.AT, new CompiledOffer(Arrays.asList(offerings), Reasoning.shipped()), Limits.DEFAULT);
    }

    private static Offering model(String name, List<String> fallbacks, Target... targets) {
        return new Offering(
                name,
                List.of(),
                Arrays.asList(targets),
                Timers.DEFAULT,
                false,
                List.of(),
                new Routing(fallbacks, StreamRecovery.ERROR, false),
                false);
    }

    private static Target target(String name, int tier) {
        return target(name, tier, "m");
    }

    private static Target target(String name, int tier, String model) {
        Provider provider = Provider.of(name, Wire.OPENAI_CHAT, URI.create("http://" + name + "/v1"), Optional.empty());
        return new Target(provider, model, Optional.empty(), new Placement(tier, 1));
    }

    private static Target when(Target target, Condition condition) {
        Placement placement = target.placement();
        return new Target(
                target.provider(),
                target.upstreamModel(),
                target.ownTariff(),
                new Placement(placement.tier(), placement.weight(), Optional.of(condition)));
    }

    private static List<String> names(List<Candidate> found) {
        return Tiers.names(found);
    }
}
