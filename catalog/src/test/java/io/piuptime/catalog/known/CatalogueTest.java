package io.piuptime.catalog.known;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.catalog.provider.ProviderRow;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.price.Price;
import io.piuptime.model.price.PriceText;
import io.piuptime.model.price.Service;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {
    private static final Instant NOW = Instant.parse("2026-08-21T12:00:00Z");
    private static final int PROVIDERS_AT_LEAST = 70;
    private static final int MODELS_AT_LEAST = 2_500;

    private final Catalogue catalogue = Catalogue.shipped();

    @Test
    void every_alias_leads_to_its_provider() {
        Catalogue catalogue = Catalogue.shipped();
        for (ProviderRow row : catalogue.providers()) {
            for (String alias : row.aliases()) {
                assertThat(Catalogue.shipped().provider(alias)).contains(row);
            }
        }
    }

    @Test
    void ships_at_least_seventy_providers() {
        assertThat(catalogue.providers()).hasSizeGreaterThanOrEqualTo(PROVIDERS_AT_LEAST);
    }

    @Test
    void ships_at_least_two_and_a_half_thousand_models() {
        assertThat(all()).hasSizeGreaterThanOrEqualTo(MODELS_AT_LEAST);
    }

    @Test
    void every_model_has_an_id_of_its_own_at_its_provider() {
        for (ProviderRow provider : catalogue.providers()) {
            assertThat(catalogue.models(provider.name()))
                    .extracting(KnownModel::id)
                    .as(provider.name())
                    .doesNotHaveDuplicates()
                    .isSorted();
        }
    }

    @Test
    void every_model_is_found_by_its_own_id() {
        for (KnownModel model : all()) {
            assertThat(catalogue.find(model.provider(), model.id())).contains(model);
        }
    }

    @Test
    void no_two_providers_share_a_name_or_an_alias() {
        Set<String> names = new HashSet<>();
        for (ProviderRow row : catalogue.providers()) {
            assertThat(names.add(row.name())).as(row.name()).isTrue();
            row.aliases()
                    .forEach(alias -> assertThat(names.add(alias)).as(alias).isTrue());
        }
    }

    @Test
    void every_setting_in_a_base_url_can_be_set_from_the_environment() {
        for (ProviderRow row : catalogue.providers()) {
            Set<String> needed = new TreeSet<>();
            row.speaks().forEach(speech -> needed.addAll(speech.placeholders()));
            assertThat(row.settings().keySet()).as(row.name()).containsExactlyInAnyOrderElementsOf(needed);
        }
    }

    @Test
    void every_provider_that_asks_for_a_key_says_where_it_may_be() {
        assertThat(catalogue.providers().stream()
                        .filter(row -> !row.isOpen() && row.keys().isEmpty())
                        .map(ProviderRow::name))
                .isEmpty();
    }

    @Test
    void every_provider_whose_prices_count_elsewhere_exists() {
        for (ProviderRow row : catalogue.providers()) {
            row.pricesOf()
                    .forEach(other ->
                            assertThat(catalogue.provider(other)).as(other).isPresent());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "openai, openai",
        "gemini, google",
        "vertex, google-vertex",
        "amazon-bedrock, bedrock",
        "kimi, moonshotai",
        "togetherai, together",
        "grok, xai"
    })
    void a_provider_is_found_by_name_and_alias(String asked, String name) {
        assertThat(catalogue.provider(asked)).map(ProviderRow::name).contains(name);
    }

    @Test
    void an_unknown_provider_is_not_found() {
        assertThat(catalogue.provider("nobody")).isEmpty();
        assertThat(catalogue.provider("")).isEmpty();
        assertThat(catalogue.provider("open")).isEmpty();
        assertThat(catalogue.models("nobody")).isEmpty();
        assertThat(catalogue.find("nobody", "gpt-4o")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "OPENAI_API_KEY, openai",
        "ANTHROPIC_API_KEY, anthropic",
        "GEMINI_API_KEY, google",
        "XAI_API_KEY, xai",
        "AZURE_OPENAI_API_KEY, azure"
    })
    void a_provider_is_found_by_the_variable_that_holds_its_key(String variable, String name) {
        assertThat(catalogue.keyedBy(List.of(variable)))
                .extracting(ProviderRow::name)
                .contains(name);
    }

    @Test
    void a_variable_that_only_contains_a_key_s_name_finds_nothing() {
        assertThat(catalogue.keyedBy(List.of("OPENAI", "API_KEY", "PATH"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "openai, gpt-4o, gpt-4o",
        "openai, GPT-4o, gpt-4o",
        "openai, gpt-4o-2024-05-13, gpt-4o-2024-05-13",
        "openai, gpt-4o-2024-08-06, gpt-4o-2024-08-06",
        "openai, gpt-5.6-luna-2026-07-30, gpt-5.6-luna",
        "openai, gpt-4.1-2025-04-14, gpt-4.1",
        "anthropic, claude-opus-4-8-20260528, claude-opus-4-8",
        "anthropic, claude-3.5-sonnet-v2, claude-3-5-sonnet",
        "google, gemini-2.5-flash-latest, gemini-2.5-flash",
        "google-vertex, claude-sonnet-4@20250514, claude-sonnet-4@20250514",
        "mistral, mistral-large-latest, mistral-large-latest"
    })
    void a_model_is_found_by_id_other_name_pattern_or_without_its_date(String provider, String asked, String id) {
        assertThat(catalogue.find(provider, asked)).map(KnownModel::id).contains(id);
    }

    @Test
    void a_model_that_nobody_knows_is_not_found() {
        assertThat(catalogue.find("openai", "no-such-model")).isEmpty();
        assertThat(catalogue.find("openai", "")).isEmpty();
        assertThat(catalogue.find("openai", "-2024-01-01")).isEmpty();
        assertThat(catalogue.find("openai", "x".repeat(10_000))).isEmpty();
    }

    @Test
    void a_model_is_looked_up_where_the_prices_of_its_provider_are() {
        assertThat(catalogue.models("bedrock-mantle")).isEmpty();
        assertThat(catalogue.find("bedrock-mantle", "openai.gpt-oss-120b")).hasValueSatisfying(model -> {
            assertThat(model.provider()).isEqualTo("bedrock-mantle");
            assertThat(model.prices())
                    .isEqualTo(found("bedrock", "openai.gpt-oss-120b").prices());
        });
    }

    @Test
    void knows_what_a_model_is_like() {
        KnownModel model = found("openai", "gpt-5");

        assertThat(model.title()).isEqualTo("GPT-5");
        assertThat(model.nature().limits().context()).hasValue(400_000);
        assertThat(model.nature().limits().input()).hasValue(272_000);
        assertThat(model.nature().limits().output()).hasValue(128_000);
        assertThat(model.nature().inputs()).containsExactly(Modality.TEXT, Modality.IMAGE);
        assertThat(model.nature().outputs()).containsExactly(Modality.TEXT);
        assertThat(model.nature().has(Trait.REASONING)).contains(true);
        assertThat(model.nature().has(Trait.TEMPERATURE)).contains(false);
        assertThat(model.nature().has(Trait.OPEN_WEIGHTS)).contains(false);
        assertThat(model.life()).isEqualTo(new Life(Stage.CURRENT, "2025-08-07", "2024-09-30"));
    }

    @Test
    void what_is_not_known_of_a_model_stays_open() {
        KnownModel model = found("anthropic", "claude-2");

        assertThat(model.nature().limits().context()).hasValue(200_000);
        assertThat(model.nature().limits().output()).isEmpty();
        assertThat(model.nature().has(Trait.TOOLS)).isEmpty();
        assertThat(model.nature().inputs()).isEmpty();
    }

    @Test
    void knows_which_models_are_deprecated() {
        assertThat(all()).extracting(model -> model.life().stage()).contains(Stage.DEPRECATED, Stage.BETA);
    }

    @Test
    void gives_the_price_of_the_time() {
        assertThat(price("openai", "o3", "2025-06-09T23:59:59Z")).startsWith("in=10 out=40");
        assertThat(price("openai", "o3", "2025-06-10T00:00:00Z")).startsWith("in=2 out=8");
        assertThat(price("anthropic", "claude-sonnet-5", "2026-08-31T23:59:59Z"))
                .startsWith("in=2 out=10");
        assertThat(price("anthropic", "claude-sonnet-5", "2026-09-01T00:00:00Z"))
                .startsWith("in=3 out=15");
    }

    @Test
    void gives_the_price_of_the_hour() {
        assertThat(price("deepseek", "deepseek-chat", "2025-07-01T00:29:59Z")).startsWith("in=0.135 ");
        assertThat(price("deepseek", "deepseek-chat", "2025-07-01T00:30:00Z")).startsWith("in=0.27 ");
        assertThat(price("deepseek", "deepseek-chat", "2025-07-01T16:29:59Z")).startsWith("in=0.27 ");
        assertThat(price("deepseek", "deepseek-chat", "2025-07-01T16:30:00Z")).startsWith("in=0.135 ");
    }

    @Test
    void keeps_tiers_services_and_every_kind_of_token() {
        assertThat(price("google", "gemini-2.5-pro", NOW.toString()))
                .isEqualTo("in=1.25 out=10 read=0.125 >200000 in=2.5 out=15 read=0.25 @batch=50% @flex=50%");
        assertThat(price("anthropic", "claude-opus-4-8", NOW.toString()))
                .isEqualTo("in=5 out=25 read=0.5 write=6.25 write1h=10 search=0.01"
                        + " @fast in=10 out=50 read=1 write=12.5 write1h=20 @batch=50%");
        assertThat(price("google", "gemini-2.5-flash", NOW.toString()))
                .startsWith("in=0.3 out=2.5 read=0.03 audio-in=1 audio-read=0.1");
    }

    @Test
    void a_model_without_a_price_has_none_instead_of_zero() {
        KnownModel model = found("poe", "openai/gpt-5.3-codex-spark");

        assertThat(model.prices().prices()).isEmpty();
        assertThat(catalogue.priceAt("poe", model.id(), NOW)).isEmpty();
    }

    @Test
    void a_free_model_costs_zero() {
        assertThat(price("openrouter", "google/gemma-4-31b-it:free", NOW.toString()))
                .startsWith("in=0 out=0");
    }

    @Test
    void the_discounts_of_a_provider_apply_to_all_of_its_prices() {
        Optional<Price> price = catalogue.priceAt("mistral", "mistral-large-latest", NOW);

        assertThat(price).isPresent();
        assertThat(price.get().percents()).containsEntry(Service.BATCH, 50);
    }

    @Test
    void a_provider_says_where_it_speaks_what() {
        ProviderRow deepseek = catalogue.provider("deepseek").orElseThrow();

        assertThat(deepseek.own().wire()).isEqualTo(Wire.OPENAI_CHAT);
        assertThat(deepseek.speech(Wire.ANTHROPIC_MESSAGES))
                .hasValueSatisfying(
                        speech -> assertThat(speech.baseUrl()).isEqualTo("https://api.deepseek.com/anthropic/v1"));
        assertThat(deepseek.speech(Wire.GEMINI)).isEmpty();
    }

    private KnownModel found(String provider, String id) {
        return catalogue.find(provider, id).orElseThrow();
    }

    private String price(String provider, String id, String instant) {
        return PriceText.write(
                catalogue.priceAt(provider, id, Instant.parse(instant)).orElseThrow());
    }

    private List<KnownModel> all() {
        return catalogue.providers().stream()
                .flatMap(row -> catalogue.models(row.name()).stream())
                .toList();
    }
}
