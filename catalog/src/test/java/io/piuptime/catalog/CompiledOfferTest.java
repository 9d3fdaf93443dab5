package io.piuptime.catalog;

import static io.piuptime.catalog.Rows.aliased;
import static io.piuptime.catalog.Rows.known;
import static io.piuptime.catalog.Rows.offer;
import static io.piuptime.catalog.Rows.row;
import static io.piuptime.catalog.Rows.targets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.model.catalog.Model;
import io.piuptime.model.catalog.Routing;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.catalog.Timers;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class CompiledOfferTest {
    @Test
    void finds_a_model_by_its_exact_name_and_keeps_the_order_of_targets() {
        assertThat(offer(row("mine", "gpt-5", "o3")).find("mine"))
                .contains(new Model("mine", targets("gpt-5", "o3"), Timers.DEFAULT));
    }

    @Test
    void finds_by_an_alias_the_model_that_it_stands_for() {
        assertThat(offer(aliased("mine", List.of("fast"), "gpt-5")).find("fast").map(Model::name))
                .contains("mine");
    }

    @Test
    void finds_nothing_for_a_name_that_nothing_covers() {
        CompiledOffer offer = offer(row("mine", "gpt-5"), row("gpt-*", "gpt-*"));
        assertThat(offer.find("o3")).isEmpty();
        assertThat(offer.find("Mine")).isEmpty();
        assertThat(offer.find("gpt")).isEmpty();
        assertThat(offer.find("")).isEmpty();
    }

    @Test
    void an_exact_name_wins_over_an_alias_wildcard_and_a_wildcard() {
        CompiledOffer offer = offer(row("gpt-*", "gpt-*"), row("gpt-4o", "gpt-4o-2024-11-20"));
        assertThat(upstream(offer, "gpt-4o")).isEqualTo("gpt-4o-2024-11-20");
        assertThat(upstream(offer, "gpt-4o-mini")).isEqualTo("gpt-4o-mini");
    }

    @Test
    void the_wildcard_with_the_longest_literal_part_wins() {
        CompiledOffer offer = offer(
                row("*", "any"),
                row("gpt-*", "short"),
                row("gpt-4o-*", "long"),
                row("*-mini", "end"),
                row("g*i", "two"));
        assertThat(upstream(offer, "gpt-4o-mini")).isEqualTo("long");
        assertThat(upstream(offer, "gpt-5-mini")).isEqualTo("end");
        assertThat(upstream(offer, "gpt-5")).isEqualTo("short");
        assertThat(upstream(offer, "g-i")).isEqualTo("two");
        assertThat(upstream(offer, "else")).isEqualTo("any");
    }

    @Test
    void the_longer_beginning_breaks_a_tie() {
        assertThat(upstream(offer(row("a*bc", "end"), row("ab*c", "beginning")), "abc-abc"))
                .isEqualTo("beginning");
    }

    @Test
    void what_the_star_matched_takes_the_place_of_the_upstream_star() {
        CompiledOffer offer = offer(row("openai/*", "*"), row("eu/*/x", "y/*:free"));
        assertThat(offer.find("openai/o3").map(Model::name)).contains("openai/o3");
        assertThat(upstream(offer, "openai/o3")).isEqualTo("o3");
        assertThat(upstream(offer, "openai/a/b")).isEqualTo("a/b");
        assertThat(upstream(offer, "eu/o3/x")).isEqualTo("y/o3:free");
    }

    @Test
    void a_wildcard_target_without_a_star_always_asks_for_the_same_model() {
        assertThat(upstream(offer(row("claude-*", "gpt-5")), "claude-x")).isEqualTo("gpt-5");
    }

    @Test
    void a_star_may_match_nothing_unless_nothing_would_be_asked_for() {
        CompiledOffer offer = offer(row("o1*", "o1*"), row("openai/*", "*"));
        assertThat(upstream(offer, "o1")).isEqualTo("o1");
        assertThat(offer.find("openai/")).isEmpty();
    }

    @Test
    void an_alias_with_a_star_stands_for_the_name_with_the_same_text() {
        CompiledOffer offer = offer(aliased("openai/*", List.of("oai:*"), "*"));
        assertThat(offer.find("oai:o3").map(Model::name)).contains("openai/o3");
        assertThat(upstream(offer, "oai:o3")).isEqualTo("o3");
        assertThat(offer(aliased("one", List.of("one-*"), "o3"))
                        .find("one-2026")
                        .map(Model::name))
                .contains("one");
    }

    @Test
    void lists_names_aliases_and_the_known_names_of_wildcards_in_order() {
        CompiledOffer offer = offer(
                aliased("mine", List.of("fast"), "gpt-5"),
                known("gpt-*", List.of("gpt-5", "o3"), "gpt-*"),
                known("openai/*", List.of("o3"), "*"),
                row("x-*", "*"));
        assertThat(offer.names()).containsExactly("fast", "gpt-5", "mine", "openai/o3");
        assertThat(upstream(offer, "openai/o3")).isEqualTo("o3");
    }

    @Test
    void a_known_name_goes_to_the_closest_wildcard_like_any_other() {
        CompiledOffer offer = offer(known("gpt-*", List.of("gpt-5-mini"), "gpt-*"), row("gpt-5-*", "closer"));
        assertThat(upstream(offer, "gpt-5-mini")).isEqualTo("closer");
    }

    @Test
    void shortens_the_silence_of_models_not_known_to_reason_only_where_it_is_not_set() {
        Offering fixed = new Offering("set", List.of(), targets("gpt-4o"), Timers.DEFAULT, false, List.of());
        CompiledOffer offer = offer(fixed, row("mixed", "gpt-4o", "o3"), row("*", "*"));
        assertThat(silence(offer, "gpt-4o")).isEqualTo(Duration.ofSeconds(15));
        assertThat(silence(offer, "o3")).isEqualTo(Duration.ofMinutes(2));
        assertThat(silence(offer, "mixed")).isEqualTo(Duration.ofMinutes(2));
        assertThat(silence(offer, "set")).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void a_row_makes_every_model_of_its_strict() {
        List<String> aliases = List.of("other");
        Offering exact = new Offering(
                "one", aliases, targets("gpt-4o"), Timers.DEFAULT, false, List.of(), Routing.DEFAULT, true);
        Offering open =
                new Offering("x/*", List.of(), targets("*"), Timers.DEFAULT, false, List.of(), Routing.DEFAULT, true);
        CompiledOffer offer = offer(exact, open, row("free", "gpt-4o"));
        assertThat(List.of("one", "other", "x/o3"))
                .allMatch(name -> offer.find(name).orElseThrow().strict());
        assertThat(offer.find("free").orElseThrow().strict()).isFalse();
    }

    @Test
    void tells_every_provider_and_every_timers_that_a_name_can_lead_to() {
        Timers own = new Reasoning(List.of()).shortened(Timers.DEFAULT);
        Offering fixed = new Offering("set", List.of(), targets("gpt-5"), own, false, List.of());
        assertThat(offer(fixed).timers()).containsExactly(own);
        assertThat(offer(row("o3", "o3")).timers()).containsExactly(Timers.DEFAULT);
        CompiledOffer open = offer(row("*", "*"));
        assertThat(open.timers())
                .containsExactlyInAnyOrder(
                        open.find("o3").orElseThrow().timers(),
                        open.find("gpt-4o").orElseThrow().timers());
        assertThat(open.providers()).containsExactly(Rows.PROVIDER);
        assertThat(offer().providers()).isEmpty();
        assertThat(offer().timers()).isEmpty();
    }

    @Test
    void refuses_a_name_that_is_offered_twice() {
        assertThatThrownBy(() -> offer(row("a", "x"), aliased("b", List.of("a"), "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("name 'a' (expected: offered once)");
    }

    @Test
    void refuses_rows_that_mean_nothing() {
        assertThatThrownBy(() -> row("mine", "*"))
                .hasMessage("target 'openai/*' of model 'mine' (expected: no *, as the model's name has none)");
        assertThatThrownBy(() -> row("mine")).hasMessage("targets of model 'mine': 0 (expected: >= 1)");
        assertThatThrownBy(() -> row("", "x")).hasMessage("name of a model: '' (expected: a text)");
    }

    @Test
    void every_name_made_from_a_wildcard_is_found_and_gives_back_what_was_put_in() {
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        for (int round = 0; round < 2_000; round++) {
            String before = text(random, 4);
            String after = text(random, 4);
            String middle = text(random, 6) + "x";
            CompiledOffer offer = offer(row(before + "*" + after, "up/*"));
            assertThat(upstream(offer, before + middle + after)).isEqualTo("up/" + middle);
        }
    }

    @Test
    void the_answer_agrees_with_trying_every_row() {
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        for (int round = 0; round < 500; round++) {
            List<String> names = random.ints(6, 0, 1 << 20)
                    .mapToObj(seed -> text(random, 2) + (seed % 3 == 0 ? "" : "*") + text(random, 2))
                    .filter(name -> !name.isEmpty())
                    .distinct()
                    .toList();
            CompiledOffer offer = new CompiledOffer(
                    names.stream()
                            .map(name -> row(name, "to:" + name.replace('*', '+')))
                            .toList(),
                    Reasoning.shipped());
            String asked = text(random, 5) + "a";
            assertThat(offer.find(asked).map(model -> model.targets().getFirst().upstreamModel()))
                    .as("%s among %s", asked, names)
                    .isEqualTo(tried(asked, names));
        }
    }

    private static Optional<String> tried(String asked, List<String> names) {
        if (names.contains(asked)) {
            return Optional.of("to:" + asked);
        }
        return names.stream()
                .filter(name -> name.contains("*"))
                .filter(name -> asked.matches(name.replace("*", ".*")))
                .max(Comparator.comparingInt(String::length).thenComparingInt(name -> name.indexOf('*')))
                .map(name -> "to:" + name.replace('*', '+'));
    }

    private static String text(RandomGenerator random, int most) {
        StringBuilder text = new StringBuilder();
        random.ints(random.nextInt(most + 1), 'a', 'c').forEach(letter -> text.append((char) letter));
        return text.toString();
    }

    private static String upstream(Offer offer, String name) {
        return offer.find(name).orElseThrow().targets().stream()
                .findFirst()
                .map(Target::upstreamModel)
                .orElseThrow();
    }

    private static Duration silence(Offer offer, String name) {
        return offer.find(name).orElseThrow().timers().betweenEvents();
    }
}
