package io.piuptime.app.config.known;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.piuptime.catalog.known.Catalogue;
import io.piuptime.catalog.provider.ProviderRow;
import io.piuptime.model.catalog.Quirk;
import io.piuptime.model.catalog.Secret;
import io.piuptime.model.catalog.Signing;
import io.piuptime.model.catalog.Speech;
import io.piuptime.model.catalog.Wire;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownProvidersTest {
    private static final int BEST_KNOWN = 20;

    @ParameterizedTest
    @CsvSource({
        "anthropic, https://api.anthropic.com/v1",
        "google, https://generativelanguage.googleapis.com/v1beta",
        "gemini, https://generativelanguage.googleapis.com/v1beta",
        "cohere, https://api.cohere.com/v2",
        "mistral, https://api.mistral.ai/v1",
        "groq, https://api.groq.com/openai/v1",
        "ollama, http://127.0.0.1:11434/v1"
    })
    void a_provider_is_reached_where_the_catalogue_says(String name, String url) {
        assertThat(known(Map.of()).reach(name, Wanted.NOTHING))
                .isInstanceOfSatisfying(
                        Reach.Known.class,
                        reach -> assertThat(reach.speaks().getFirst().baseUrl()).isEqualTo(url));
    }

    @Test
    void the_first_key_that_is_set_counts() {
        assertThat(key("google", Map.of("GOOGLE_API_KEY", "second", "GEMINI_API_KEY", " first\n")))
                .contains(new Secret("first"));
        assertThat(key("google", Map.of("GOOGLE_API_KEY", "second", "GEMINI_API_KEY", "  ")))
                .contains(new Secret("second"));
        assertThat(key("google", Map.of("OPENAI_API_KEY", "another's"))).isEmpty();
    }

    @Test
    void a_key_that_no_header_can_carry_is_none() {
        assertThat(key("groq", Map.of("GROQ_API_KEY", "one\ntwo"))).isEmpty();
        assertThat(key("groq", Map.of("GROQ_API_KEY", "ké"))).isEmpty();
    }

    @Test
    void settings_come_from_the_configuration_before_the_environment() {
        KnownProviders known = known(Map.of("SNOWFLAKE_ACCOUNT", "theirs"));

        assertThat(url(known, "snowflake", Map.of()))
                .isEqualTo("https://theirs.snowflakecomputing.com/api/v2/cortex/v1");
        assertThat(url(known, "snowflake", Map.of("account", "ours")))
                .isEqualTo("https://ours.snowflakecomputing.com/api/v2/cortex/v1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example/x?", "a@b", "a/b", "a#b", "a b", "", "ü", "a:80"})
    void a_setting_cannot_lead_elsewhere(String account) {
        assertThat(known(Map.of("SNOWFLAKE_ACCOUNT", account)).reach("snowflake", Wanted.NOTHING))
                .isEqualTo(new Reach.Missing(
                        "no setting 'account'", "settings: {account: …} or the environment's SNOWFLAKE_ACCOUNT"));
        assertThat(known(Map.of()).reach("snowflake", settings(Map.of("account", account))))
                .isInstanceOf(Reach.Missing.class);
    }

    @Test
    void a_provider_that_refuses_stream_options_is_not_asked_for_usage() {
        assertThat(((Reach.Known) known(Map.of()).reach("mistral", Wanted.NOTHING))
                        .habits()
                        .quirks())
                .contains(Quirk.NO_STREAM_OPTIONS);
        assertThat(((Reach.Known) known(Map.of()).reach("groq", Wanted.NOTHING))
                        .habits()
                        .quirks())
                .doesNotContain(Quirk.NO_STREAM_OPTIONS);
    }

    @Test
    void a_name_that_nobody_has_is_missing_and_the_nearest_is_told() {
        assertThat(known(Map.of()).reach("mistrall", Wanted.NOTHING))
                .isEqualTo(new Reach.Missing(
                        "nothing",
                        "an address, as the catalogue has no provider 'mistrall' (did you mean 'mistral'?)"));
    }

    @Test
    void a_key_alone_switches_a_well_known_provider_on() {
        assertThat(known(Map.of("ANTHROPIC_API_KEY", "a", "XAI_API_KEY", "x", "PATH", "/bin"))
                        .switchedOn())
                .extracting(Reach.Known::row, reach -> reach.speaks().getFirst(), Reach.Known::credentials)
                .containsExactly(
                        tuple(
                                "anthropic",
                                new Speech(
                                        Wire.ANTHROPIC_MESSAGES,
                                        "https://api.anthropic.com/v1",
                                        Signing.X_API_KEY,
                                        Map.of()),
                                Map.of("api-key", new Secret("a"))),
                        tuple(
                                "xai",
                                new Speech(Wire.OPENAI_CHAT, "https://api.x.ai/v1", Signing.BEARER, Map.of()),
                                Map.of("api-key", new Secret("x"))));
    }

    @Test
    void other_variables_switch_nothing_on() {
        assertThat(known(Map.of()).switchedOn()).isEmpty();
        assertThat(known(Map.of("ANTHROPIC_API_KEY", " ", "GITHUB_TOKEN", "g", "SOME_KEY", "s"))
                        .switchedOn())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ANTHROPIC_BASE_URL", "ANTHROPIC_API_BASE"})
    void a_key_beside_an_address_of_its_own_is_not_sent_elsewhere(String address) {
        Map<String, String> environment = Map.of("ANTHROPIC_API_KEY", "a", address, "http://127.0.0.1:9");

        assertThat(known(environment).switchedOn()).isEmpty();
        assertThat(known(environment).ready("anthropic")).isEmpty();
        assertThat(key("anthropic", environment)).isEmpty();
    }

    @Test
    void a_provider_is_ready_when_its_key_is_there_or_none_is_needed() {
        assertThat(known(Map.of()).ready("groq")).isEmpty();
        assertThat(known(Map.of("GROQ_API_KEY", "k")).ready("groq"))
                .map(Reach.Known::row)
                .contains("groq");
        assertThat(known(Map.of()).ready("ollama"))
                .map(Reach.Known::credentials)
                .contains(Map.of());
        assertThat(known(Map.of()).ready("nobody")).isEmpty();
    }

    @Test
    void twenty_providers_can_be_switched_on_by_a_key() {
        assertThat(Catalogue.shipped().providers().stream()
                        .filter(ProviderRow::byKey)
                        .filter(row -> !known(Map.of(row.keys().getFirst(), "k"))
                                .switchedOn()
                                .isEmpty()))
                .hasSizeGreaterThanOrEqualTo(BEST_KNOWN);
    }

    @Test
    void names_the_models_that_are_known() {
        assertThat(known(Map.of()).models("anthropic")).contains("claude-opus-4-8");
        assertThat(known(Map.of()).models("nobody")).isEmpty();
    }

    private static Optional<Secret> key(String row, Map<String, String> environment) {
        return ((Reach.Known) known(environment).reach(row, Wanted.NOTHING))
                .credentials().values().stream().findFirst();
    }

    private static String url(KnownProviders known, String row, Map<String, String> settings) {
        return ((Reach.Known) known.reach(row, settings(settings)))
                .speaks()
                .getFirst()
                .baseUrl();
    }

    private static Wanted settings(Map<String, String> settings) {
        return new Wanted(
                Optional.empty(), Optional.empty(), Optional.empty(), settings, Map.of(), Optional.empty(), Map.of());
    }

    private static KnownProviders known(Map<String, String> environment) {
        return new KnownProviders(Catalogue.shipped(), environment);
    }
}
