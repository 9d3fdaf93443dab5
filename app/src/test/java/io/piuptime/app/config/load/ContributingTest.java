package io.piuptime.app.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.app.config.GatewayConfig;
import io.piuptime.app.config.known.OwnRows;
import io.piuptime.app.config.read.ConfigReader;
import io.piuptime.catalog.Offer;
import io.piuptime.catalog.known.Catalogue;
import io.piuptime.catalog.provider.ProviderRow;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Quirk;
import io.piuptime.model.catalog.RateLimitHeader;
import io.piuptime.model.catalog.Secret;
import io.piuptime.model.catalog.Signing;
import io.piuptime.model.catalog.Speech;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.price.PriceText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The example of CONTRIBUTING.md does what stands there. */
class ContributingTest {
    private static final String SECTION = "## Adding a provider is a row";
    private static final String BEGIN = "```yaml\n";
    private static final Map<String, String> ENVIRONMENT = Map.of("ACME_API_KEY", "k", "ACME_REGION", "eu");

    private final GatewayConfig config = new ConfigReader(ENVIRONMENT)
            .read(example().getBytes(StandardCharsets.UTF_8), Path.of("/"))
            .config();

    @Test
    void its_row_alone_makes_a_provider() {
        Offer offer = offer(ENVIRONMENT);
        assertThat(offer.names()).containsExactly("acme/big");
        Provider acme =
                offer.find("acme/anything").orElseThrow().targets().getFirst().provider();
        assertThat(acme.speaks())
                .containsExactly(
                        new Speech(Wire.OPENAI_CHAT, "https://eu.acme.example/v1", Signing.BEARER, Map.of()),
                        new Speech(
                                Wire.ANTHROPIC_MESSAGES,
                                "https://eu.acme.example/anthropic/v1",
                                Signing.X_API_KEY,
                                Map.of()));
        assertThat(acme.apiKey()).contains(new Secret("k"));
        assertThat(acme.habits().quirks()).isEqualTo(Set.of(Quirk.MAX_TOKENS_ONLY, Quirk.NO_DEVELOPER_ROLE));
        assertThat(acme.habits().rateLimits()).isEqualTo(Map.of(RateLimitHeader.REQUESTS_LEFT, "x-acme-remaining"));
        assertThat(offer(Map.of("ACME_REGION", "eu")).names()).isEmpty();
    }

    @Test
    void its_model_has_limits_and_prices_that_change_on_a_day() {
        Catalogue catalogue = OwnRows.of(config).over(Catalogue.shipped());
        assertThat(catalogue.find("acme", "big").orElseThrow().nature().limits().context())
                .hasValue(128_000);
        assertThat(price(catalogue, "2026-12-31T23:59:59Z")).startsWith("in=3 out=12");
        assertThat(price(catalogue, "2027-01-01T00:00:00Z")).startsWith("in=2 out=8");
        assertThat(catalogue.find("acme", "gpt-4o")).isPresent();
    }

    @Test
    void its_change_of_a_row_leaves_the_rest_of_that_row() {
        ProviderRow ours = Catalogue.shipped().provider("mistral").orElseThrow();
        ProviderRow changed =
                OwnRows.of(config).over(Catalogue.shipped()).provider("mistral").orElseThrow();
        assertThat(changed.rateLimits()).isEqualTo(Map.of(RateLimitHeader.REQUESTS_LEFT, "x-left"));
        assertThat(changed.speaks()).isEqualTo(ours.speaks());
        assertThat(changed.quirks()).isEqualTo(ours.quirks());
    }

    private static String price(Catalogue catalogue, String instant) {
        return PriceText.write(
                catalogue.priceAt("acme", "big", Instant.parse(instant)).orElseThrow());
    }

    private Offer offer(Map<String, String> environment) {
        return new SnapshotCompiler(() -> Instant.EPOCH, () -> 1, environment, Optional.empty(), List::of)
                .compile(config)
                .offer();
    }

    private static String example() {
        try {
            String text = Files.readString(Path.of("../CONTRIBUTING.md"));
            int begin = text.indexOf(BEGIN, text.indexOf(SECTION)) + BEGIN.length();
            return text.substring(begin, text.indexOf("```", begin));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
