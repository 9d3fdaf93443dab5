package io.piuptime.app.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.app.config.read.ConfigReader;
import io.piuptime.gateway.Snapshot;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.price.Charge;
import io.piuptime.model.price.TokenCounts;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose prices count: what a thousand tokens of input cost, in millionths of a dollar. */
class PricedRowsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String UNKNOWN = "none";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // at its own address, whatever it is called
                "openai | base-url: https://api.openai.com/v1            | 2500",
                "mine   | base-url: https://api.openai.com/v1            | 2500",
                "azure  | base-url: https://me.openai.azure.com/openai/v1 | 2500",
                // at another address only where the row is written
                "openai | base-url: http://127.0.0.1:8000/v1             | none",
                "openai | base-url: https://api.openai.com.example/v1    | none",
                "mine   | base-url: http://127.0.0.1:8000/v1             | none",
                "mine   | base-url: http://127.0.0.1:8000/v1, row: openai | 2500",
                "mine   | row: openai, api-key: k                        | 2500"
            })
    void a_provider_has_the_prices_of_its_row(String name, String written, String micros) {
        String text = "{providers: {" + name + ": {" + written + "}}, models: {m: {targets: [{provider: " + name
                + ", model: gpt-4o}]}}}";

        assertThat(thousand(compile(text, Map.of()), "m")).isEqualTo(micros);
    }

    @Test
    void a_provider_of_the_environment_has_the_prices_of_its_row() {
        assertThat(thousand(compile("", Map.of("OPENAI_API_KEY", "k")), "gpt-4o"))
                .isEqualTo("2500");
        assertThat(thousand(compile("", Map.of("OPENAI_API_KEY", "k")), "openai/gpt-4o"))
                .isEqualTo("2500");
    }

    @Test
    void a_server_of_the_environment_has_none() {
        Map<String, String> environment = Map.of("OPENAI_API_KEY", "k", "OPENAI_BASE_URL", "http://127.0.0.1:8000/v1");

        assertThat(thousand(compile("", environment), "gpt-4o")).isEqualTo(UNKNOWN);
    }

    @Test
    void the_demo_has_none() {
        assertThat(thousand(compile("", Map.of()), "demo")).isEqualTo(UNKNOWN);
    }

    @Test
    void the_users_own_rows_of_the_catalogue_have_prices() {
        String text = """
                catalogue:
                  providers: {own: {speaks: {openai-chat: "http://own/v1"}, keys: [OWN_KEY]}}
                  models: {own/m: {prices: in=7 out=8}, openai/gpt-4o: {prices: in=9}}
                models:
                  o: {targets: [{provider: own, model: m}]}
                  g: {targets: [{provider: openai, model: gpt-4o}]}
                """;
        Snapshot snapshot = compile(text, Map.of("OPENAI_API_KEY", "k", "OWN_KEY", "k"));

        assertThat(thousand(snapshot, "o")).isEqualTo("7000");
        assertThat(thousand(snapshot, "g")).isEqualTo("9000");
    }

    @Test
    void the_price_of_a_target_counts_before_that_of_its_model_and_that_before_the_catalogue() {
        String text = """
                providers: {p: {base-url: "http://p/v1", row: openai}}
                models:
                  listed: {targets: [{provider: p, model: gpt-4o}]}
                  own: {price: in=1, targets: [{provider: p, model: gpt-4o}]}
                  closer: {price: in=1, targets: [{provider: p, model: gpt-4o, price: in=3}]}
                """;
        Snapshot snapshot = compile(text, Map.of());
        snapshot.tariffs().prepare();

        assertThat(thousand(snapshot, "listed")).isEqualTo("2500");
        assertThat(thousand(snapshot, "own")).isEqualTo("1000");
        assertThat(thousand(snapshot, "closer")).isEqualTo("3000");
    }

    private static String thousand(Snapshot snapshot, String model) {
        Target target = snapshot.offer().find(model).orElseThrow().targets().getFirst();
        return snapshot.tariffs()
                .of(target)
                .charge(TokenCounts.of(1_000, 0), NOW)
                .map(Charge::micros)
                .map(String::valueOf)
                .orElse(UNKNOWN);
    }

    private static Snapshot compile(String text, Map<String, String> environment) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        return new SnapshotCompiler(
                        () -> NOW, () -> 7, environment, Optional.of(URI.create("http://demo/v1")), List::of)
                .compile(new ConfigReader(environment)
                        .read(content, Path.of("/"))
                        .config());
    }
}
