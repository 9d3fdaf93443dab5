package io.piuptime.app.config.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.piuptime.app.config.read.ConfigReader;
import io.piuptime.app.config.read.InvalidConfigException;
import io.piuptime.app.config.read.Problem;
import io.piuptime.catalog.Offer;
import io.piuptime.model.catalog.Target;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of conditions that are written. */
class ConditionConfigTest {
    private static final String PROVIDERS =
            "providers: {p: {base-url: 'http://p/v1', api-key: k1, api-keys: [k2]}, q: {base-url: 'http://q/v1'}}\n";

    @Test
    void a_wrong_condition_is_told_with_its_place_and_what_was_expected() {
        assertThat(problems("""
                        models:
                          m:
                            targets:
                              - {provider: p, when: "request.byte > 10"}
                              - provider: q
                                when: request.bytes
                              - provider: q
                                when: |
                                  request.stream &&
                                    request.headers["Authorization"] != ""
                        """))
                .containsExactly(
                        "models.m.targets[0].when: 'request.byte > 10': unknown name 'request.byte' at its character 1"
                                + " at line 5, column 29 (did you mean 'request.bytes'?)",
                        "models.m.targets[1].when: 'request.bytes': a condition of 'int' at line 7, column 15"
                                + " (expected: one that is true or false)",
                        "models.m.targets[2].when: 'request.stream &&?  request.headers[\"Authorization\"] != \"\"?':"
                                + " header 'Authorization' at line 9, column 15 (expected: its name in lower case)");
    }

    @Test
    void something_else_than_a_text_is_no_condition() {
        assertThat(problems("models: {m: {targets: [{provider: p, when: [a]}]}}"))
                .singleElement()
                .satisfies(problem -> assertThat(problem)
                        .startsWith("models.m.targets[0].when: a list at line 2, column 44")
                        .contains("(expected: "));
    }

    @Test
    void every_key_of_a_provider_has_the_condition_of_its_target() {
        List<Target> targets = compile(
                        PROVIDERS + "models: {m: {targets: [{provider: p, when: request.stream}, {provider: q}]}}")
                .find("m")
                .orElseThrow()
                .targets();
        assertThat(targets)
                .extracting(target -> target.placement().when().isPresent())
                .containsExactly(true, true, false);
    }

    @Test
    void names_of_a_wildcard_have_its_conditions() {
        Offer offer = compile(
                PROVIDERS + "models: {'p/*': {targets: [{provider: p, model: '*', when: 'request.bytes > 9'}]}}");
        assertThat(offer.find("p/x").orElseThrow().targets())
                .allSatisfy(target -> assertThat(target.placement().when()).isPresent());
    }

    private static List<String> problems(String models) {
        InvalidConfigException[] caught = new InvalidConfigException[1];
        assertThatExceptionOfType(InvalidConfigException.class)
                .isThrownBy(() -> compile(PROVIDERS + models))
                .satisfies(refused -> caught[0] = refused);
        return caught[0].problems().stream().map(Problem::text).toList();
    }

    private static Offer compile(String text) {
        return new SnapshotCompiler(() -> Instant.EPOCH, () -> 7, Map.of(), Optional.empty(), List::of)
                .compile(new ConfigReader(Map.of())
                        .read(text.getBytes(StandardCharsets.UTF_8), Path.of("/"))
                        .config())
                .offer();
    }
}
