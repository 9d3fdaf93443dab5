package io.piuptime.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class CatalogCommandTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-08-21T12:00:00Z"));

    @TempDir
    private Path folder;

    private record Outcome(int exitCode, String out, String err) {
        JsonNode json() {
            return JsonMapper.shared().readTree(out);
        }
    }

    @Test
    void lists_providers_as_a_table() {
        Outcome outcome = run("catalog", "providers");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).containsPattern("NAME +TITLE +SPEAKS +KEY +MODELS +BASE URL");
        assertThat(outcome.out())
                .containsPattern(
                        "anthropic +Anthropic +anthropic-messages,openai-chat +ANTHROPIC_API_KEY +\\d+ +https://");
    }

    @Test
    void prints_providers_as_one_array() {
        JsonNode providers = run("catalog", "providers", "--json").json();

        assertThat(providers.isArray()).isTrue();
        assertThat(providers.size()).isGreaterThanOrEqualTo(70);
    }

    @Test
    void a_provider_says_all_that_is_known_of_it() {
        JsonNode provider =
                run("catalog", "providers", "--json", "moonshotai-cn").json().get(0);

        assertThat(provider.path("name").asString()).isEqualTo("moonshotai-cn");
        assertThat(provider.path("speaks").get(0).path("dialect").asString()).isEqualTo("openai-chat");
        assertThat(provider.path("speaks").get(1).path("signs").asString()).isEqualTo("x-api-key");
        assertThat(provider.path("keys").get(0).asString()).isEqualTo("MOONSHOT_CN_API_KEY");
        assertThat(provider.path("quirks").get(0).asString()).isEqualTo("max-tokens-only");
        assertThat(provider.path("models").asInt()).isPositive();
        assertThat(provider.has("regions")).isFalse();
    }

    @Test
    void prints_models_as_one_array() {
        JsonNode models = run("catalog", "models", "--json").json();

        assertThat(models.isArray()).isTrue();
        assertThat(models.size()).isGreaterThanOrEqualTo(2_500);
    }

    @Test
    void a_model_says_all_that_is_known_of_it() {
        JsonNode models =
                run("catalog", "models", "--json", "anthropic/claude-sonnet-5").json();

        JsonNode model = models.get(0);
        assertThat(model.path("name").asString()).isEqualTo("anthropic/claude-sonnet-5");
        assertThat(model.path("provider").asString()).isEqualTo("anthropic");
        assertThat(model.path("id").asString()).isEqualTo("claude-sonnet-5");
        assertThat(model.path("context").asLong()).isGreaterThan(100_000);
        assertThat(model.path("takes").get(0).asString()).isEqualTo("text");
        assertThat(model.path("traits").path("tools").asBoolean()).isTrue();
        assertThat(model.path("stage").asString()).isEqualTo("current");
        assertThat(model.path("price").asString()).startsWith("in=2 out=10");
        assertThat(model.path("prices").get(1).path("from").asString()).isEqualTo("2026-09-01");
        assertThat(model.path("prices").get(1).path("price").asString()).startsWith("in=3 out=15");
    }

    @Test
    void a_model_without_a_price_has_none() {
        JsonNode model = run("catalog", "models", "--json", "poe/openai/gpt-5.3-codex-spark")
                .json()
                .get(0);

        assertThat(model.has("price")).isFalse();
        assertThat(model.has("prices")).isFalse();
    }

    @Test
    void shows_models_with_limits_and_prices() {
        assertThat(run("catalog", "models", "openai/gpt-5", "codex").out())
                .containsPattern("MODEL +CONTEXT +OUTPUT +\\$/M IN +\\$/M OUT +TAKES +STAGE")
                .containsPattern("openai/gpt-5-codex +400000 +128000 +1.25 +10 +text,image");
    }

    @Test
    void every_word_of_a_search_must_be_found() {
        assertThat(run("catalog", "models", "--json", "GEMINI", "flash", "google/")
                        .json())
                .isNotEmpty()
                .allSatisfy(model -> assertThat(model.path("name").asString()
                                + model.path("title").asString())
                        .containsIgnoringCase("gemini")
                        .containsIgnoringCase("flash")
                        .containsIgnoringCase("google/"));
    }

    @Test
    void a_provider_is_found_by_its_alias_and_title() {
        assertThat(run("catalog", "providers", "--json", "kimi").out()).contains("\"moonshotai\"");
        assertThat(run("catalog", "providers", "--json", "Kimi For Coding").json())
                .hasSize(1);
        assertThat(run("catalog", "providers", "--json", "workers", "cloudflare")
                        .json())
                .hasSize(1);
    }

    @Test
    void what_nobody_knows_is_an_empty_array() {
        assertThat(run("catalog", "models", "--json", "no-such-model").out()).isEqualTo("[]\n");
        assertThat(run("catalog", "models", "no-such-model").exitCode()).isZero();
    }

    @Test
    void a_user_s_rows_are_put_over_ours() throws IOException {
        Path rows = Files.writeString(folder.resolve("own.yaml"), """
                providers: {mine: {speaks: {openai-chat: "http://10.0.0.1:9000/v1"}}}
                models: {mine/small: {prices: in=1 out=2}}
                """);

        assertThat(run("catalog", "models", "--json", "--rows", rows.toString(), "mine/")
                        .json())
                .hasSize(1)
                .first()
                .satisfies(model -> assertThat(model.path("price").asString()).isEqualTo("in=1 out=2"));
    }

    @Test
    void says_what_is_wrong_with_a_user_s_rows() throws IOException {
        Path rows = Files.writeString(folder.resolve("own.yaml"), "providers: {mine: {url: x}}");

        Outcome wrong = run("catalog", "models", "--rows", rows.toString());
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.err()).contains("own.yaml.providers.mine.url: unknown (expected: title, ");

        Outcome absent =
                run("catalog", "models", "--rows", folder.resolve("none.yaml").toString());
        assertThat(absent.exitCode()).isEqualTo(1);
        assertThat(absent.err()).contains("none.yaml (expected: a readable file");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "catalog; (expected: providers, models)",
                "catalog prices; catalog 'prices': unknown (expected: providers, models)",
                "catalog models --limit 3; --limit: unknown (expected: "
            })
    void refuses_wrong_usage(String line, String message) {
        Outcome outcome = run(line.split(" ", -1));

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains(message);
    }

    private static Outcome run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = new Cli(CLOCK, InputStream.nullInputStream())
                .run(
                        List.of(arguments),
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8),
                        Map.of());
        return new Outcome(exitCode, out.toString(UTF_8), err.toString(UTF_8));
    }
}
