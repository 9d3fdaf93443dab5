package io.piuptime.catalog.known;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.catalog.provider.ProviderRow;
import io.piuptime.catalog.row.InvalidRowException;
import io.piuptime.model.catalog.Quirk;
import io.piuptime.model.catalog.RateLimitHeader;
import io.piuptime.model.catalog.Signing;
import io.piuptime.model.catalog.Speech;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.price.PriceText;
import io.piuptime.model.price.Service;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverlayTest {
    private static final Instant NOW = Instant.parse("2026-08-21T12:00:00Z");

    private final Catalogue shipped = Catalogue.shipped();

    @Test
    void adds_a_provider_with_all_that_a_row_can_say() {
        Catalogue catalogue = with("""
                providers:
                  mine:
                    title: My servers
                    docs: https://wiki.example/models
                    aliases: [our-own]
                    signs: api-key
                    keys: [MINE_KEY, MINE_OLD_KEY]
                    settings: {region: [MINE_REGION], api-version: MINE_VERSION}
                    speaks:
                      openai-chat: https://{region}.mine.example/v1
                      anthropic-messages: {base-url: https://mine.example/a, signs: x-api-key, query: {v: "{api-version}"}}
                    quirks: [max-tokens-only, no-n]
                    rate-limits: {requests-left: x-left}
                    regions: [here, there]
                    percents: {batch: 10}
                    prices-of: [openai]
                """);

        ProviderRow mine = catalogue.provider("our-own").orElseThrow();
        assertThat(mine)
                .isEqualTo(new ProviderRow(
                        "mine",
                        "My servers",
                        "https://wiki.example/models",
                        List.of("our-own"),
                        List.of("MINE_KEY", "MINE_OLD_KEY"),
                        false,
                        Map.of("region", List.of("MINE_REGION"), "api-version", List.of("MINE_VERSION")),
                        List.of(
                                new Speech(
                                        Wire.OPENAI_CHAT,
                                        "https://{region}.mine.example/v1",
                                        Signing.API_KEY,
                                        Map.of()),
                                new Speech(
                                        Wire.ANTHROPIC_MESSAGES,
                                        "https://mine.example/a",
                                        Signing.X_API_KEY,
                                        Map.of("v", "{api-version}"))),
                        Set.of(Quirk.MAX_TOKENS_ONLY, Quirk.NO_N),
                        Map.of(RateLimitHeader.REQUESTS_LEFT, "x-left"),
                        List.of("here", "there"),
                        Map.of(Service.BATCH, 10),
                        List.of("openai")));
        assertThat(catalogue.providers())
                .contains(mine)
                .hasSize(shipped.providers().size() + 1);
        assertThat(catalogue.keyedBy(List.of("MINE_OLD_KEY"))).containsExactly(mine);
        assertThat(shipped.provider("mine")).isEmpty();
    }

    @Test
    void a_new_provider_needs_only_to_say_what_it_speaks() {
        ProviderRow mine = with("providers: {mine: {speaks: {openai-chat: http://10.0.0.1:9000/v1}}}")
                .provider("mine")
                .orElseThrow();

        assertThat(mine.title()).isEqualTo("mine");
        assertThat(mine.own().signing()).isEqualTo(Signing.BEARER);
        assertThat(mine.isOpen()).isFalse();
    }

    @Test
    void its_models_cost_what_they_cost_where_its_prices_are() {
        Catalogue catalogue = with("""
                providers:
                  mine: {speaks: {openai-chat: https://mine.example/v1}, prices-of: [openai], percents: {batch: 10}}
                """);

        assertThat(catalogue.find("mine", "gpt-4o").orElseThrow().name()).isEqualTo("mine/gpt-4o");
        assertThat(PriceText.write(catalogue.priceAt("mine", "gpt-4o", NOW).orElseThrow()))
                .startsWith("in=2.5 out=10 read=1.25");
    }

    @Test
    void changes_some_keys_of_a_row_of_ours() {
        ProviderRow ours = shipped.provider("openai").orElseThrow();
        ProviderRow changed = with("providers: {openai: {percents: {batch: 40}}}")
                .provider("openai")
                .orElseThrow();

        assertThat(changed.percents()).isEqualTo(Map.of(Service.BATCH, 40));
        assertThat(changed.speaks()).isEqualTo(ours.speaks());
        assertThat(changed.rateLimits()).isEqualTo(ours.rateLimits());
    }

    @Test
    void a_changed_percent_changes_the_prices_of_all_models() {
        Catalogue catalogue = with("providers: {openai: {percents: {batch: 40}}}");

        assertThat(catalogue.priceAt("openai", "gpt-4o", NOW).orElseThrow().percents())
                .isEqualTo(Map.of(Service.BATCH, 40));
        assertThat(shipped.priceAt("openai", "gpt-4o", NOW).orElseThrow().percents())
                .containsEntry(Service.BATCH, 50);
    }

    @Test
    void adds_a_model_with_all_that_a_row_can_say() {
        KnownModel model = with("""
                models:
                  openai/our-tuned-model:
                    title: Ours
                    names: [ours, "ours-*"]
                    context: 128000
                    input: 120000
                    output: 8000
                    takes: [text, image]
                    gives: text
                    traits: {tools: true, reasoning: false}
                    stage: beta
                    released: 2026-02-01
                    knowledge: 2025-06
                    prices: in=3 out=12 read=1.5 >100000 in=6
                """).find("openai", "ours-2").orElseThrow();

        assertThat(model.name()).isEqualTo("openai/our-tuned-model");
        assertThat(model.title()).isEqualTo("Ours");
        assertThat(model.nature().limits().context()).hasValue(128_000);
        assertThat(model.nature().limits().input()).hasValue(120_000);
        assertThat(model.nature().limits().output()).hasValue(8_000);
        assertThat(model.nature().inputs()).containsExactly(Modality.TEXT, Modality.IMAGE);
        assertThat(model.nature().outputs()).containsExactly(Modality.TEXT);
        assertThat(model.nature().traits()).isEqualTo(Map.of(Trait.TOOLS, true, Trait.REASONING, false));
        assertThat(model.life()).isEqualTo(new Life(Stage.BETA, "2026-02-01", "2025-06"));
        assertThat(PriceText.write(model.prices().at(NOW).orElseThrow()))
                .isEqualTo("in=3 out=12 read=1.5 >100000 in=6 @batch=50% @flex=50%");
    }

    @Test
    void changes_only_the_price_of_a_model_of_ours() {
        KnownModel ours = shipped.find("openai", "gpt-4o").orElseThrow();
        KnownModel changed = with("models: {openai/gpt-4o: {prices: in=1 out=2}}")
                .find("openai", "gpt-4o")
                .orElseThrow();

        assertThat(changed.nature()).isEqualTo(ours.nature());
        assertThat(changed.names()).isEqualTo(ours.names());
        assertThat(PriceText.write(changed.prices().at(NOW).orElseThrow())).startsWith("in=1 out=2 @");
    }

    @Test
    void prices_over_time_are_a_list() {
        Catalogue catalogue = with("""
                models:
                  openai/gpt-4o:
                    prices: [in=1 out=2, from=2026-09-01 in=2 out=4]
                """);

        assertThat(PriceText.write(catalogue.priceAt("openai", "gpt-4o", NOW).orElseThrow()))
                .startsWith("in=1 ");
        assertThat(PriceText.write(catalogue
                        .priceAt("openai", "gpt-4o", Instant.parse("2026-09-01T00:00:00Z"))
                        .orElseThrow()))
                .startsWith("in=2 ");
    }

    @Test
    void one_overlay_takes_the_place_of_another() {
        Catalogue second = with("providers: {first: {speaks: {gemini: https://one.example/v1}}}")
                .with(Overlay.read("two.yaml", "providers: {second: {speaks: {gemini: https://two.example/v1}}}"));

        assertThat(second.provider("first")).isEmpty();
        assertThat(second.provider("second")).isPresent();
    }

    @Test
    void an_empty_file_changes_nothing() {
        assertThat(with("").providers()).isEqualTo(shipped.providers());
        assertThat(with("# only a comment\n").models("openai")).isEqualTo(shipped.models("openai"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "provider: {}|own.yaml.provider: unknown (expected: providers, models)",
                "providers: [a]|own.yaml.providers: a list (expected: a mapping)",
                "providers: {mine: 5}|own.yaml.providers.mine: '5' (expected: a mapping)",
                "providers: {mine: {}}|own.yaml.providers.mine.speaks: absent (expected: a wire format and its base URL)",
                "providers: {mine: {url: x}}|own.yaml.providers.mine.url: unknown (expected: title, docs, aliases,",
                "providers: {My_One: {}}|'My_One' (expected: a name of small letters, digits and -)",
                "providers: {openai: {signs: magic}}|own.yaml.providers.openai.signs: 'magic' (expected: bearer, ",
                "providers: {openai: {quirks: [odd]}}|own.yaml.providers.openai.quirks: 'odd' (expected: max-tokens-only, ",
                "providers: {openai: {speaks: {smoke: https://x.example}}}|speaks.smoke: 'smoke' (expected: openai-chat, ",
                "providers: {openai: {speaks: {gemini: ftp://x.example}}}|speaks.gemini: 'ftp://x.example' (expected: http:// ",
                "providers: {openai: {speaks: {gemini: https://x.example/}}}|path without / at the end",
                "providers: {openai: {speaks: {gemini: not a url}}}|speaks.gemini: 'not a url'",
                "providers: {openai: {speaks: {gemini: {uri: x}}}}|speaks.gemini.uri: unknown (expected: base-url, signs, query)",
                "providers: {openai: {speaks: {gemini: {signs: none}}}}|speaks.gemini.base-url: absent (expected: a text)",
                "providers: {openai: {percents: {batch: 2000}}}|percents.batch: 2000 (expected: 0 to 1000",
                "providers: {openai: {percents: {standard: 50}}}|percents.standard",
                "providers: {openai: {percents: {batch: half}}}|percents.batch: 'half' (expected: a whole number)",
                "providers: {openai: {rate-limits: {left: x}}}|rate-limits.left: 'left' (expected: requests-limit, ",
                "providers: {openai: {title: [a]}}|own.yaml.providers.openai.title: a list (expected: a text)",
                "models: {gpt-4o: {}}|own.yaml.models: 'gpt-4o' (expected: provider/model)",
                "models: {/gpt-4o: {}}|own.yaml.models: '/gpt-4o' (expected: provider/model)",
                "models: {openai/: {}}|own.yaml.models: 'openai/' (expected: provider/model)",
                "models: {nobody/x: {}}|own.yaml.models.nobody/x: no provider 'nobody' (expected: the name of a provider's row)",
                "models: {openai/x: {price: in=1}}|own.yaml.models.openai/x.price: unknown (expected: title, names, ",
                "models: {openai/x: {prices: cheap}}|own.yaml.models.openai/x.prices: price: 'cheap' (expected: a word such as",
                "models: {openai/x: {context: many}}|own.yaml.models.openai/x.context: 'many' (expected: a whole number)",
                "models: {openai/x: {context: 0}}|own.yaml.models.openai/x.context: 0 (expected: >= 1)",
                "models: {openai/x: {takes: [smell]}}|models.openai/x.takes: 'smell' (expected: text, image, ",
                "models: {openai/x: {traits: {tools: maybe}}}|traits.tools: 'maybe' (expected: true or false)",
                "models: {openai/x: {traits: {wings: true}}}|traits.wings: 'wings' (expected: tools, reasoning, ",
                "models: {openai/x: {stage: old}}|models.openai/x.stage: 'old' (expected: alpha, beta, current, deprecated)",
                "providers: {a: {}, a: {}}|own.yaml:1",
                "providers: {|own.yaml:1",
                "- a|own.yaml: a list (expected: a mapping)"
            })
    void refuses_what_is_wrong_with_its_place_and_what_is_expected(String yaml, String message) {
        assertThatThrownBy(() -> with(yaml))
                .isInstanceOf(InvalidRowException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("expected: ");
    }

    private Catalogue with(String yaml) {
        return shipped.with(Overlay.read("own.yaml", yaml));
    }
}
