package io.piuptime.gateway.route;

import static io.piuptime.model.ability.Ability.AUDIO;
import static io.piuptime.model.ability.Ability.IMAGES;
import static io.piuptime.model.ability.Ability.TOOLS;
import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.ability.Abilities;
import io.piuptime.model.ability.Ability;
import io.piuptime.model.ability.Needs;
import io.piuptime.model.catalog.Routing;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FitTest {
    private final Candidate unknown = Tiers.able("unknown", Abilities.UNKNOWN);
    private final Candidate blind = Tiers.able("blind", Abilities.of(List.of(TOOLS), List.of(IMAGES), 0, 0));
    private final Candidate small = Tiers.able("small", new Abilities(IMAGES.bit(), 0, 1_000, 100));
    private final Candidate large = Tiers.able("large", new Abilities(IMAGES.bit(), 0, 9_000, 900));
    private final List<Candidate> all = List.of(blind, small, unknown, large);

    @Test
    void who_needs_nothing_may_go_to_anybody() {
        assertThat(fit(Needs.NONE, "")).containsExactly("blind", "small", "unknown", "large");
    }

    @Test
    void only_those_are_left_out_that_certainly_cannot() {
        assertThat(fit(new Needs(IMAGES.bit(), 0, 0), "")).containsExactly("small", "unknown", "large");
        assertThat(fit(new Needs(AUDIO.bit() | TOOLS.bit(), 0, 0), ""))
                .containsExactly("blind", "small", "unknown", "large");
    }

    @Test
    void a_prompt_goes_where_it_may_fit() {
        assertThat(fit(new Needs(0, 1_000, 0), "")).containsExactly("blind", "small", "unknown", "large");
        assertThat(fit(new Needs(0, 1_001, 0), "")).containsExactly("blind", "unknown", "large");
        assertThat(fit(new Needs(IMAGES.bit(), 9_001, 0), "")).containsExactly("unknown");
    }

    @Test
    void a_caller_that_asks_for_a_longer_window_is_not_held_to_the_usual_one() {
        Needs needs = new Needs(IMAGES.bit(), 100_000, 0);

        assertThat(fit(needs, "x,context-1m-2025-08-07")).containsExactly("small", "unknown", "large");
        assertThat(fit(needs, "other-2025-08-07")).containsExactly("unknown");
    }

    @Test
    void those_come_last_that_answer_at_less_length_than_is_wanted() {
        assertThat(fit(new Needs(0, 0, 100), "")).containsExactly("blind", "small", "unknown", "large");
        assertThat(fit(new Needs(0, 0, 101), "")).containsExactly("blind", "unknown", "large", "small");
        assertThat(fit(new Needs(0, 0, 901), "")).containsExactly("blind", "unknown", "small", "large");
        assertThat(fit(new Needs(IMAGES.bit(), 1_001, 901), "")).containsExactly("unknown", "large");
    }

    @Test
    void whoever_fits_the_least_fits_all() {
        Random random = new Random(20261121);
        for (int i = 0; i < 20_000; i++) {
            List<Tier> tiers = List.of(tier(random), tier(random), tier(random));
            Abilities least = Fit.least(tiers);
            Needs needs = new Needs(random.nextInt(64), random.nextInt(5), random.nextInt(5));
            boolean fitsAll = tiers.stream()
                    .flatMap(tier -> tier.candidates().stream())
                    .map(Candidate::abilities)
                    .allMatch(abilities -> needs.fits(abilities) && needs.isLongEnough(abilities));
            assertThat(needs.fits(least) && needs.isLongEnough(least)).isEqualTo(fitsAll);
        }
    }

    private List<String> fit(Needs needs, String beta) {
        Abilities least = Fit.least(List.of(new Tier(Routing.DEFAULT, all)));
        Fit fit = Fit.of(needs, least, header -> header.equals("anthropic-beta") ? beta : "");
        List<Candidate> left = new ArrayList<>();
        fit.add(all, left);
        fit.order(left);
        return Tiers.names(left);
    }

    private Tier tier(Random random) {
        List<Candidate> candidates = new ArrayList<>();
        for (int count = random.nextInt(3); count > 0; count--) {
            int lacks = random.nextInt(1 << Ability.values().length) & random.nextInt(64) & random.nextInt(64);
            candidates.add(new Candidate(
                    unknown.target(),
                    unknown.health(),
                    unknown.engine(),
                    unknown.limits(),
                    0,
                    new Abilities(0, lacks, random.nextInt(5), random.nextInt(5))));
        }
        return new Tier(Routing.DEFAULT, candidates);
    }
}
