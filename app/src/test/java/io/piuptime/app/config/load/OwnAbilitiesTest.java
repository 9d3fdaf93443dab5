package io.piuptime.app.config.load;

import static io.piuptime.model.ability.Ability.AUDIO;
import static io.piuptime.model.ability.Ability.IMAGES;
import static io.piuptime.model.ability.Ability.TOOLS;
import static io.piuptime.model.ability.Ability.VIDEO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.piuptime.app.config.read.ConfigReader;
import io.piuptime.app.config.read.InvalidConfigException;
import io.piuptime.app.config.read.Problem;
import io.piuptime.gateway.Snapshot;
import io.piuptime.model.ability.Abilities;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a configuration says that targets can do. */
class OwnAbilitiesTest {
    private static final String OWN_SERVER = "providers: {p: {base-url: 'http://p/v1'}}\ndiscovery: {local: false}\n";

    @Test
    void of_a_server_of_ones_own_nothing_is_known_but_what_is_written() {
        assertThat(of(OWN_SERVER + "models: {gpt-4o: {targets: [{provider: p}]}}", "gpt-4o"))
                .isEqualTo(Abilities.UNKNOWN);
        assertThat(of(
                        OWN_SERVER + "models: {m: {targets: [{provider: p, context-window: 32768, max-output: 4096,"
                                + " abilities: [tools, images], lacks: [audio]}]}}",
                        "m"))
                .isEqualTo(Abilities.of(List.of(TOOLS, IMAGES), List.of(AUDIO), 32_768, 4_096));
    }

    @Test
    void it_holds_for_what_a_wildcard_matches() {
        assertThat(of(OWN_SERVER + "models: {'a/*': {targets: [{provider: p, lacks: [tools]}]}}", "a/b"))
                .isEqualTo(Abilities.of(List.of(), List.of(TOOLS), 0, 0));
    }

    @Test
    void the_catalogue_is_known_and_overruled_by_what_is_written() {
        String provider = "providers: {openai: {api-key: k}}\n";

        Abilities known = of(provider + "models: {m: {targets: [{provider: openai, model: gpt-4o}]}}", "m");
        Abilities both = of(
                provider + "models: {m: {targets: [{provider: openai, model: gpt-4o, context-window: 7,"
                        + " abilities: [audio], lacks: [images]}]}}",
                "m");

        assertThat(known.window()).isEqualTo(128_000);
        assertThat(known.lacks()).isEqualTo(AUDIO.bit() | VIDEO.bit());
        assertThat(both.window()).isEqualTo(7);
        assertThat(both.output()).isEqualTo(known.output());
        assertThat(both.lacks()).isEqualTo(IMAGES.bit() | VIDEO.bit());
    }

    @Test
    void what_is_in_both_lists_is_refused_with_its_place() {
        String text = OWN_SERVER
                + "models: {m: {targets: [{provider: p, abilities: [tools], lacks: [images, tools], max-output: 0}]}}";

        assertThatExceptionOfType(InvalidConfigException.class)
                .isThrownBy(() -> compile(text))
                .satisfies(refused -> assertThat(refused.problems())
                        .extracting(Problem::text)
                        .anySatisfy(problem -> assertThat(problem)
                                .startsWith("models.m.targets[0].lacks[1]: 'tools' at line 3")
                                .endsWith("(expected: what does not stand under abilities too)"))
                        .anySatisfy(problem -> assertThat(problem)
                                .startsWith("models.m.targets[0].max-output: '0' at line 3")
                                .endsWith("(expected: a whole number, at least 1)"))
                        .hasSize(2));
    }

    private static Abilities of(String text, String model) {
        Snapshot snapshot = compile(text);
        return snapshot.abilities()
                .of(snapshot.offer().find(model).orElseThrow().targets().getFirst());
    }

    private static Snapshot compile(String text) {
        return new SnapshotCompiler(() -> Instant.EPOCH, () -> 1, Map.of(), Optional.empty(), List::of)
                .compile(new ConfigReader(Map.of())
                        .read(text.getBytes(StandardCharsets.UTF_8), Path.of("/"))
                        .config());
    }
}
