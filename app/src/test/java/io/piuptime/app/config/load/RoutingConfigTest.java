package io.piuptime.app.config.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.piuptime.app.config.read.ConfigReader;
import io.piuptime.app.config.read.InvalidConfigException;
import io.piuptime.app.config.read.Problem;
import io.piuptime.catalog.Offer;
import io.piuptime.model.catalog.Secret;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.limit.Bound;
import io.piuptime.model.limit.Level;
import io.piuptime.model.limit.Subject;
import io.piuptime.model.routing.Placement;
import io.piuptime.model.routing.Strategy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of weights, priorities, strategies, keys and fallbacks that are written. */
class RoutingConfigTest {
    @Test
    void a_fallback_that_nobody_offers_is_refused_with_its_place() {
        String text = "models: {m: {fallbacks: [m, groq/x, claude], targets: [{provider: p}]}}\n"
                + "providers: {p: {base-url: 'http://p/v1'}}\ndiscovery: {local: false}";
        assertThatExceptionOfType(InvalidConfigException.class)
                .isThrownBy(() -> compile(text))
                .satisfies(refused -> assertThat(refused.problems())
                        .extracting(Problem::text)
                        .satisfiesExactly(
                                itself -> assertThat(itself)
                                        .isEqualTo("models.'m'.fallbacks[0]: 'm' (expected: another model)"),
                                unknown ->
                                        assertThat(unknown).startsWith("models.'m'.fallbacks[1]: 'groq/x' (expected:"),
                                other -> assertThat(other).startsWith("models.'m'.fallbacks[2]: 'claude'")));
    }

    @Test
    void a_fallback_may_be_a_server_on_this_machine_that_is_not_up() {
        String text = "models: {m: {fallbacks: [ollama/llama], targets: [{provider: p}]}}\n"
                + "providers: {p: {base-url: 'http://p/v1'}}";
        assertThat(compile(text).find("m")).isPresent();
    }

    @Test
    void a_provider_with_several_keys_is_a_target_with_each_of_them() {
        Offer offer = compile("""
                        providers: {p: {base-url: 'http://p/v1', api-key: k1, api-keys: [k2, k3]}, q: {base-url: 'http://q/v1'}}
                        models: {m: {targets: [{provider: p, weight: 3}, {provider: q}]}}
                        """);
        List<Target> targets = offer.find("m").orElseThrow().targets();
        assertThat(targets)
                .extracting(
                        target -> target.provider().apiKey().map(Secret::reveal).orElse(""))
                .containsExactly("k1", "k2", "k3", "");
        assertThat(targets)
                .extracting(Target::placement)
                .containsExactly(new Placement(1, 1), new Placement(1, 1), new Placement(1, 1), new Placement(2, 1));
        assertThat(targets.subList(0, 3)).extracting(Target::id).containsOnly("p/m");
    }

    @Test
    void limits_of_a_model_are_those_of_its_row_whatever_its_name() {
        Offer offer = compile("""
                        providers: {p: {base-url: 'http://p/v1'}}
                        models: {"x/*": {aliases: ["y/*"], targets: [{provider: p}], limits: [{measure: tokens, window: day, amount: 9}]}}
                        """);
        List<Bound> limits = offer.find("x/a").orElseThrow().limits();
        assertThat(limits).singleElement().satisfies(limit -> {
            assertThat(limit.place()).isEqualTo(new Subject(Level.MODEL, "x/*"));
            assertThat(limit.limit().id()).isEqualTo("tokens/day");
        });
        assertThat(offer.find("y/b").orElseThrow().limits()).isSameAs(limits);
    }

    @Test
    void targets_go_by_priority_and_without_an_order_share_a_tier() {
        String providers = "providers: {p: {base-url: 'http://p/v1'}, q: {base-url: 'http://q/v1'}}\n";
        Offer offer = compile(providers
                + "models: {a: {targets: [{provider: p, priority: 2}, {provider: q, priority: 1}]},"
                + " b: {strategy: weighted, targets: [{provider: p, weight: 5}, {provider: q}]}}");
        assertThat(offer.find("a").orElseThrow().targets())
                .extracting(Target::id)
                .containsExactly("q/a", "p/a");
        assertThat(offer.find("b").orElseThrow().targets())
                .extracting(Target::placement)
                .containsExactly(new Placement(1, 5), new Placement(1, 1));
        assertThat(offer.find("b").orElseThrow().routing().strategy()).isEqualTo(Strategy.WEIGHTED);
    }

    @Test
    void a_key_written_twice_is_refused_and_not_shown() {
        assertThatExceptionOfType(InvalidConfigException.class)
                .isThrownBy(() -> compile("providers: {p: {base-url: 'http://p/v1', api-key: same, api-keys: [same]}}"))
                .satisfies(refused -> assertThat(refused.problems())
                        .extracting(Problem::text)
                        .containsExactly("providers.p.api-keys[0]: a key once more at line 1, column 68"
                                + " (expected: each of them once)"));
    }

    @Test
    void nothing_to_hash_by_is_refused() {
        assertThatExceptionOfType(InvalidConfigException.class)
                .isThrownBy(() -> compile("{providers: {p: {base-url: 'http://p/v1'}},"
                        + " models: {m: {strategy: hash, hash-by: cookie, targets: [{provider: p}]}}}"))
                .satisfies(refused -> assertThat(refused.problems())
                        .singleElement()
                        .satisfies(problem ->
                                assertThat(problem.text()).startsWith("models.m.hash-by: 'cookie' at line 1")));
    }

    private static Offer compile(String text) {
        return new SnapshotCompiler(() -> Instant.EPOCH, () -> 7, Map.of(), Optional.empty(), List::of)
                .compile(new ConfigReader(Map.of())
                        .read(text.getBytes(StandardCharsets.UTF_8), Path.of("/"))
                        .config())
                .offer();
    }
}
