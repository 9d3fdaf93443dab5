package io.piuptime.app.config.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.app.config.known.LocalServer;
import io.piuptime.app.config.read.ConfigReader;
import io.piuptime.app.config.read.InvalidConfigException;
import io.piuptime.catalog.Offer;
import io.piuptime.catalog.OpenAiModels;
import io.piuptime.gateway.Limits;
import io.piuptime.gateway.Snapshot;
import io.piuptime.model.catalog.Habits;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Quirk;
import io.piuptime.model.catalog.RateLimitHeader;
import io.piuptime.model.catalog.Secret;
import io.piuptime.model.catalog.Signing;
import io.piuptime.model.catalog.Speech;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.catalog.Timers;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.routing.Placement;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotCompilerTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final URI DEMO = URI.create("http://127.0.0.1:9/v1");
    private static final String TWO = """
            providers:
              a: {base-url: 'http://a/v1', api-key: key-a, headers: {X-A: '1'}, asks-usage: false, pool: 5, waiting: 6}
              b: {base-url: 'https://b/v1', proxy: 'http://own:1'}
            models:
              mine: {aliases: [fast], targets: [{provider: b, model: gpt-4o}, {provider: a}]}
              "b/*": {targets: [{provider: b, model: "*"}]}
            """;

    @Test
    void a_snapshot_has_a_revision_a_time_and_limits() {
        Snapshot snapshot = compile("limits: {exchanges: 5, uri: 1KiB}", Map.of());
        assertThat(snapshot.revision()).isEqualTo(7);
        assertThat(snapshot.createdAt()).isEqualTo(NOW);
        Limits usual = Limits.DEFAULT;
        assertThat(snapshot.limits())
                .isEqualTo(new Limits(
                        1024,
                        usual.headers(),
                        usual.jsonBody(),
                        usual.streamedBody(),
                        usual.buffers(),
                        usual.streamBuffer(),
                        5,
                        4,
                        usual.connections(),
                        usual.arrival()));
    }

    @Test
    void a_model_has_the_targets_that_the_file_names_in_their_order() {
        Offer offer = compile(TWO, Map.of("HTTPS_PROXY", "http://env:2", "HTTP_PROXY", "http://env:3"))
                .offer();
        Provider a = new Provider(
                "a",
                List.of(new Speech(Wire.OPENAI_CHAT, "http://a/v1", Signing.BEARER, Map.of())),
                Map.of("api-key", new Secret("key-a")),
                Map.of(),
                new Habits(Set.of(Quirk.NO_STREAM_OPTIONS), Map.of()),
                Map.of("X-A", "1"),
                new Provider.Connection(Optional.empty(), Optional.of(URI.create("http://env:3")), 5, 6));
        Provider b = new Provider(
                "b",
                List.of(new Speech(Wire.OPENAI_CHAT, "https://b/v1", Signing.BEARER, Map.of())),
                Map.of(),
                Map.of(),
                Habits.NONE,
                Map.of(),
                new Provider.Connection(Optional.empty(), Optional.of(URI.create("http://own:1")), 1024, 1024));
        assertThat(offer.find("mine").orElseThrow().targets())
                .containsExactly(new Target(b, "gpt-4o"), new Target(a, "mine", Optional.empty(), new Placement(2, 1)));
        assertThat(offer.find("fast")).isEqualTo(offer.find("mine"));
        assertThat(offer.find("b/x").orElseThrow().targets()).containsExactly(new Target(b, "x"));
        assertThat(offer.names()).containsExactly("demo", "fast", "mine");
    }

    @Test
    void a_model_is_strict_if_it_says_so() {
        Offer offer = compile(TWO.replace("mine: {", "mine: {strict: true, "), Map.of())
                .offer();
        assertThat(offer.find("fast").orElseThrow().strict()).isTrue();
        assertThat(offer.find("b/x").orElseThrow().strict()).isFalse();
    }

    @Test
    void without_anything_only_the_demo_is_offered() {
        Offer offer = compile("", Map.of()).offer();
        assertThat(offer.names()).containsExactly("demo");
        assertThat(provider(offer, "demo")).isEqualTo(Provider.of("demo", Wire.OPENAI_CHAT, DEMO, Optional.empty()));
    }

    @Test
    void no_demo_is_offered_where_none_runs_or_the_file_has_its_own() {
        assertThat(compile("", Map.of(), Optional.empty()).offer().names()).isEmpty();
        assertThat(provider(compile(TWO.replace("mine", "demo"), Map.of()).offer(), "demo")
                        .name())
                .isEqualTo("b");
    }

    @Test
    void a_key_in_the_environment_alone_offers_every_openai_model() {
        Offer offer = compile("", Map.of("OPENAI_API_KEY", " sk-1 \n", "HTTPS_PROXY", "proxy:1"))
                .offer();
        Provider provider = provider(offer, "gpt-99-not-yet-known");
        assertThat(provider.baseUrl()).isEqualTo(URI.create("https://api.openai.com/v1"));
        assertThat(provider.apiKey()).contains(new Secret("sk-1"));
        assertThat(provider.connection().proxy()).contains(URI.create("http://proxy:1"));
        assertThat(offer.names()).containsAll(OpenAiModels.shipped().names()).contains("demo");
        assertThat(upstream(offer, "openai/o3")).isEqualTo("o3");
        assertThat(upstream(offer, "ft:gpt-4o:me::1")).isEqualTo("ft:gpt-4o:me::1");
        assertThat(provider(offer, "demo").name()).isEqualTo("demo");
        assertThat(offer.find("claude-opus")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPENAI_BASE_URL", "OPENAI_API_BASE"})
    void a_server_in_the_environment_is_offered_under_any_name(String variable) {
        Offer offer = compile("", Map.of(variable, "http://127.0.0.1:8000/v1/", "HTTP_PROXY", "p:1"))
                .offer();
        assertThat(provider(offer, "llama3.2"))
                .isEqualTo(Provider.of(
                        "openai", Wire.OPENAI_CHAT, URI.create("http://127.0.0.1:8000/v1"), Optional.empty()));
        assertThat(upstream(offer, "openai/gpt-4o")).isEqualTo("openai/gpt-4o");
        assertThat(offer.names()).containsExactly("demo");
    }

    @Test
    void openais_own_address_in_the_environment_changes_nothing() {
        Map<String, String> environment = Map.of("OPENAI_API_KEY", "k", "OPENAI_BASE_URL", "https://api.openai.com/v1");
        assertThat(compile("", environment).offer().find("llama3.2")).isEmpty();
    }

    @Test
    void what_the_file_says_of_openai_goes_before_the_environment() {
        String own = TWO.replace("  a:", "  openai: {base-url: 'http://o/v1'}\n  a:");
        assertThat(compile(own, Map.of("OPENAI_API_KEY", "k")).offer().find("gpt-4o"))
                .isEmpty();
        String same = TWO.replace("mine: {aliases: [fast], ", "'gpt-*': {");
        Offer offer = compile(same, Map.of("OPENAI_API_KEY", "k")).offer();
        assertThat(provider(offer, "gpt-5").name()).isEqualTo("b");
        assertThat(provider(offer, "o3").name()).isEqualTo("openai");
    }

    @Test
    void a_wildcard_of_the_file_towards_openai_lists_what_is_known() {
        String text = "{providers: {o: {base-url: 'https://api.openai.com/v1'}}, "
                + "models: {'o/*': {targets: [{provider: o, model: '*'}]}}}";
        assertThat(compile(text, Map.of()).offer().names()).contains("o/gpt-4o").doesNotContain("gpt-4o");
    }

    @Test
    void a_timer_of_the_model_goes_before_the_one_for_all_and_that_before_the_default() {
        Offer offer = compile(
                        TWO.replace("aliases: [fast]", "timers: {total: 1m}") + "timers: {total: 2m, connect: 9s}\n",
                        Map.of())
                .offer();
        Timers mine = offer.find("mine").orElseThrow().timers();
        assertThat(mine.total()).isEqualTo(Duration.ofMinutes(1));
        assertThat(mine.connect()).isEqualTo(Duration.ofSeconds(9));
        assertThat(mine.firstToken()).isEqualTo(Timers.DEFAULT.firstToken());
        assertThat(offer.find("b/x").orElseThrow().timers().total()).isEqualTo(Duration.ofMinutes(2));
        assertThat(offer.find("demo").orElseThrow().timers().total()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void the_silence_of_a_model_that_does_not_reason_is_short_unless_it_is_set() {
        assertThat(silence(TWO, "b/gpt-4o")).isEqualTo(Duration.ofSeconds(15));
        assertThat(silence(TWO, "b/o3")).isEqualTo(Duration.ofMinutes(2));
        assertThat(silence(TWO + "timers: {between-events: 40s}\n", "b/gpt-4o")).isEqualTo(Duration.ofSeconds(40));
        String own = TWO.replace("\"b/*\": {", "\"b/*\": {timers: {between-events: 50s}, ");
        assertThat(silence(own, "b/gpt-4o")).isEqualTo(Duration.ofSeconds(50));
    }

    @Test
    void a_variable_that_makes_no_sense_is_told_without_showing_it() {
        assertThatThrownBy(() -> compile("", Map.of("OPENAI_API_KEY", "can\nary")))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessage("environment variable OPENAI_API_KEY: '***' "
                        + "(expected: a key without spaces and control characters)");
        for (String url : new String[] {"canary", "ftp://canary", "http://canary@h", "http://h?canary", "http://a b"}) {
            assertThatThrownBy(() -> compile("", Map.of("OPENAI_BASE_URL", url)))
                    .hasMessage("environment variable OPENAI_BASE_URL: not an address "
                            + "(expected: such as http://127.0.0.1:8000/v1, without credentials)");
        }
    }

    private static Duration silence(String text, String model) {
        return compile(text, Map.of())
                .offer()
                .find(model)
                .orElseThrow()
                .timers()
                .betweenEvents();
    }

    private static Provider provider(Offer offer, String model) {
        return offer.find(model).orElseThrow().targets().getFirst().provider();
    }

    @Test
    void a_provider_of_the_catalogue_needs_only_its_key() {
        Offer offer = compile("providers: {anthropic: {api-key: mine}}", Map.of("HTTPS_PROXY", "proxy:1"))
                .offer();
        Provider provider = provider(offer, "anthropic/claude-not-yet-known");
        assertThat(provider.baseUrl()).isEqualTo(URI.create("https://api.anthropic.com/v1"));
        assertThat(provider.apiKey()).contains(new Secret("mine"));
        assertThat(provider.connection().proxy()).contains(URI.create("http://proxy:1"));
        assertThat(upstream(offer, "anthropic/claude-opus-4-8")).isEqualTo("claude-opus-4-8");
        assertThat(offer.names()).contains("anthropic/claude-opus-4-8", "demo");
    }

    @Test
    void its_key_may_be_in_the_environment_and_its_name_another() {
        Offer offer = compile("""
                        providers: {work: {row: groq}}
                        models: {fast: {targets: [{provider: work, model: llama-3.1-8b-instant}]}}
                        """, Map.of("GROQ_API_KEY", "env")).offer();
        assertThat(provider(offer, "fast"))
                .isEqualTo(provider(offer, "work/llama-3.1-8b-instant"))
                .satisfies(work -> {
                    assertThat(work.name()).isEqualTo("work");
                    assertThat(work.apiKey()).contains(new Secret("env"));
                    assertThat(work.baseUrl()).isEqualTo(URI.create("https://api.groq.com/openai/v1"));
                });
        assertThat(provider(offer, "groq/x").name()).isEqualTo("groq");
    }

    @Test
    void a_key_of_the_environment_goes_to_no_address_but_the_catalogue_s() {
        Offer offer = compile("""
                        providers: {groq: {base-url: 'http://elsewhere/v1'}}
                        models: {m: {targets: [{provider: groq}]}}
                        """, Map.of("GROQ_API_KEY", "env")).offer();
        assertThat(provider(offer, "m").apiKey()).isEmpty();
        assertThat(offer.find("groq/x")).isEmpty();
    }

    @Test
    void keys_in_the_environment_alone_offer_every_model_of_their_providers() {
        Offer offer = compile("", Map.of("MISTRAL_API_KEY", "m", "DEEPSEEK_API_KEY", "d"))
                .offer();
        assertThat(provider(offer, "mistral/mistral-large-latest").apiKey()).contains(new Secret("m"));
        assertThat(provider(offer, "mistral/x").asksUsage()).isFalse();
        assertThat(upstream(offer, "deepseek/deepseek-chat")).isEqualTo("deepseek-chat");
        assertThat(offer.names()).contains("deepseek/deepseek-chat", "mistral/mistral-large-latest");
        assertThat(offer.find("groq/x")).isEmpty();
    }

    @Test
    void a_target_may_name_a_provider_that_is_not_written_when_its_key_is_there() {
        Offer offer = compile(
                        "models: {fast: {targets: [{provider: groq, model: a}, {provider: ollama, model: b}]}}",
                        Map.of("GROQ_API_KEY", "k"))
                .offer();
        assertThat(offer.find("fast").orElseThrow().targets())
                .extracting(Target::id)
                .containsExactly("groq/a", "ollama/b");
        assertThat(provider(offer, "fast")).isEqualTo(provider(offer, "groq/x"));
        assertThat(offer.find("ollama/b")).isEmpty();
    }

    @Test
    void a_model_of_the_file_counts_before_those_of_a_provider() {
        Offer offer = compile("""
                        providers: {groq: {}, other: {base-url: 'http://other/v1'}}
                        models:
                          "groq/*": {targets: [{provider: other, model: "*"}]}
                        """, Map.of()).offer();
        assertThat(provider(offer, "groq/x").name()).isEqualTo("other");
    }

    @Test
    void what_is_written_goes_before_the_row_and_the_rest_of_the_row_stays() {
        Provider provider = provider(
                compile("""
                        providers:
                          mistral:
                            base-url: http://127.0.0.1:9/mistral/v1
                            api-key: k
                            quirks: [no-n]
                            rate-limits: {requests-left: x-left}
                            headers: {X-Team: a}
                        models: {m: {targets: [{provider: mistral}]}}
                        """, Map.of("MISTRAL_API_KEY", "not-for-that-address")).offer(), "m");

        assertThat(provider.own())
                .isEqualTo(new Speech(Wire.OPENAI_CHAT, "http://127.0.0.1:9/mistral/v1", Signing.BEARER, Map.of()));
        assertThat(provider.apiKey()).contains(new Secret("k"));
        assertThat(provider.habits().quirks()).isEqualTo(Set.of(Quirk.NO_N));
        assertThat(provider.habits().rateLimits()).containsEntry(RateLimitHeader.REQUESTS_LEFT, "x-left");
        assertThat(provider.headers()).isEqualTo(Map.of("X-Team", "a"));
    }

    @Test
    void a_row_keeps_its_signing_and_headers_of_limits_at_another_address() {
        Provider provider = provider(
                compile("""
                        providers: {anthropic: {base-url: 'http://127.0.0.1:9/v1'}}
                        models: {m: {targets: [{provider: anthropic}]}}
                        """, Map.of("ANTHROPIC_API_KEY", "not-for-that-address"))
                        .offer(),
                "m");

        assertThat(provider.own().wire()).isEqualTo(Wire.ANTHROPIC_MESSAGES);
        assertThat(provider.own().signing()).isEqualTo(Signing.X_API_KEY);
        assertThat(provider.speech(Wire.OPENAI_CHAT).orElseThrow().baseUrl()).isEqualTo("http://127.0.0.1:9/v1");
        assertThat(provider.credentials()).isEmpty();
        assertThat(provider.habits().rateLimits())
                .containsEntry(RateLimitHeader.TOKENS_LEFT, "anthropic-ratelimit-tokens-remaining");
    }

    @Test
    void a_provider_of_bedrock_carries_region_and_credentials() {
        Map<String, String> environment = Map.of(
                "AWS_REGION", "eu-west-1",
                "AWS_ACCESS_KEY_ID", "id",
                "AWS_SECRET_ACCESS_KEY", "secret");
        Provider provider = provider(compile("", environment).offer(), "bedrock/amazon.nova-lite-v1:0");

        assertThat(provider.own())
                .isEqualTo(new Speech(
                        Wire.BEDROCK_CONVERSE,
                        "https://bedrock-runtime.eu-west-1.amazonaws.com",
                        Signing.SIGV4,
                        Map.of()));
        assertThat(provider.speech(Wire.BEDROCK_ANTHROPIC)).isPresent();
        assertThat(provider.settings()).isEqualTo(Map.of("region", "eu-west-1"));
        assertThat(provider.credentials())
                .isEqualTo(Map.of("access-key-id", new Secret("id"), "secret-access-key", new Secret("secret")));
        assertThat(provider.apiKey()).isEmpty();
    }

    @Test
    void vertex_in_the_region_global_has_no_region_in_its_host() {
        String text = "providers: {google-vertex: {settings: {project: p, region: %s}}}";
        assertThat(provider(compile(text.formatted("global"), Map.of()).offer(), "google-vertex/gemini-x")
                        .speech(Wire.VERTEX_ANTHROPIC)
                        .orElseThrow()
                        .baseUrl())
                .isEqualTo("https://aiplatform.googleapis.com/v1/projects/p/locations/global/publishers/anthropic");
        assertThat(provider(compile(text.formatted("us-east5"), Map.of()).offer(), "google-vertex/gemini-x")
                        .own()
                        .baseUrl())
                .isEqualTo(
                        "https://us-east5-aiplatform.googleapis.com/v1/projects/p/locations/us-east5/publishers/google");
    }

    @Test
    void azure_by_deployment_has_its_version_in_the_query_and_the_model_in_its_path() {
        String text = "providers: {azure-deployments: {settings: {resource: r, api-version: 2026-01-01}, api-key: k}}";
        Speech speech =
                provider(compile(text, Map.of()).offer(), "azure-deployments/d").own();
        assertThat(speech.query()).isEqualTo(Map.of("api-version", "2026-01-01"));
        assertThat(speech.signing()).isEqualTo(Signing.API_KEY);
        assertThat(speech.url("d")).isEqualTo(URI.create("https://r.openai.azure.com/openai/deployments/d"));
    }

    @Test
    void one_dialect_can_be_asked_for() {
        Provider provider = provider(
                compile("providers: {anthropic: {dialect: openai-chat}}", Map.of())
                        .offer(),
                "anthropic/x");
        assertThat(provider.speaks())
                .containsExactly(
                        new Speech(Wire.OPENAI_CHAT, "https://api.anthropic.com/v1", Signing.BEARER, Map.of()));
    }

    @Test
    void a_row_of_ones_own_is_a_provider_like_any_other() {
        String text = """
                catalogue:
                  providers:
                    mine:
                      keys: [MINE_KEY]
                      by-key: true
                      settings: {region: [MINE_REGION]}
                      speaks:
                        openai-chat: "https://{region}.mine.example/v1"
                        gemini: {base-url: "https://mine.example/g", signs: query}
                      quirks: [max-tokens-only]
                  models:
                    mine/big: {context: 1000}
                """;
        Map<String, String> environment = Map.of("MINE_KEY", "k", "MINE_REGION", "eu");
        Offer offer = compile(text, environment).offer();
        assertThat(offer.names()).contains("mine/big");
        assertThat(provider(offer, "mine/big").speaks())
                .containsExactly(
                        new Speech(Wire.OPENAI_CHAT, "https://eu.mine.example/v1", Signing.BEARER, Map.of()),
                        new Speech(Wire.GEMINI, "https://mine.example/g", Signing.QUERY, Map.of()));
        assertThat(provider(offer, "mine/big").habits().quirks()).isEqualTo(Set.of(Quirk.MAX_TOKENS_ONLY));
        assertThat(compile(text, Map.of()).offer().find("mine/big")).isEmpty();
    }

    @Test
    void a_model_of_ones_own_is_listed_at_a_provider_that_is_there() {
        String text = "{catalogue: {models: {groq/ours: {context: 1}}}, providers: {groq: {api-key: k}}}";
        assertThat(compile(text, Map.of()).offer().names()).contains("groq/ours");
    }

    @Test
    void a_server_found_here_is_offered_unless_the_file_has_its_name() {
        LocalServer found =
                new LocalServer("ollama", "ollama", URI.create("http://127.0.0.1:9/v1"), List.of("llama3.2:latest"));
        Offer offer = compile("", List.of(found));
        assertThat(offer.names()).containsExactly("demo", "ollama/llama3.2:latest");
        assertThat(provider(offer, "ollama/other").baseUrl()).isEqualTo(URI.create("http://127.0.0.1:9/v1"));
        assertThat(provider(offer, "ollama/other").own().signing()).isEqualTo(Signing.NONE);
        assertThat(provider(offer, "ollama/other").habits().quirks()).contains(Quirk.REASONING_FIELD);
        assertThat(compile("providers: {ollama: {base-url: 'http://o/v1'}}", List.of(found))
                        .find("ollama/x"))
                .isEmpty();
    }

    @Test
    void a_target_may_name_a_server_found_here() {
        LocalServer found = new LocalServer("vllm", "vllm", URI.create("http://127.0.0.1:9/v1"), List.of("m"));
        Offer offer = compile("models: {fast: {targets: [{provider: vllm, model: m}]}}", List.of(found));
        assertThat(provider(offer, "fast").baseUrl()).isEqualTo(URI.create("http://127.0.0.1:9/v1"));
    }

    private static Offer compile(String text, List<LocalServer> found) {
        return new SnapshotCompiler(() -> NOW, () -> 7, Map.of(), Optional.of(DEMO), () -> found)
                .compile(new ConfigReader(Map.of())
                        .read(text.getBytes(StandardCharsets.UTF_8), Path.of("/"))
                        .config())
                .offer();
    }

    private static String upstream(Offer offer, String model) {
        return offer.find(model).orElseThrow().targets().getFirst().upstreamModel();
    }

    private static Snapshot compile(String text, Map<String, String> environment) {
        return compile(text, environment, Optional.of(DEMO));
    }

    private static Snapshot compile(String text, Map<String, String> environment, Optional<URI> demo) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        return new SnapshotCompiler(() -> NOW, () -> 7, environment, demo, List::of)
                .compile(new ConfigReader(environment)
                        .read(content, Path.of("/"))
                        .config());
    }
}
