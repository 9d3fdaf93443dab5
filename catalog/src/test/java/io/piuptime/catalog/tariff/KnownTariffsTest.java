package io.piuptime.catalog.tariff;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.catalog.known.Catalogue;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.price.Charge;
import io.piuptime.model.price.PriceText;
import io.piuptime.model.price.Tariff;
import io.piuptime.model.price.TokenCounts;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KnownTariffsTest {
    private static final Instant NOW = Instant.parse("2026-08-21T12:00:00Z");
    private static final TokenCounts THOUSAND = TokenCounts.of(1_000, 0);

    private final Tariffs tariffs = new KnownTariffs(Catalogue.shipped(), Map.of("mine", "openai"));

    @Test
    void a_target_costs_what_the_row_of_its_provider_says() {
        Tariff tariff = tariffs.of(target("mine", "gpt-4o-2024-08-06"));

        assertThat(tariff.charge(THOUSAND, NOW).map(Charge::micros)).contains(2_500L);
        assertThat(tariff.prices().getFirst().text())
                .contains("in=2.5 out=10 read=1.25")
                .contains("@batch=50%");
    }

    @Test
    void it_is_made_once() {
        assertThat(tariffs.of(target("mine", "gpt-4o"))).isSameAs(tariffs.of(target("mine", "gpt-4o")));
    }

    @Test
    void a_price_of_its_own_comes_first() {
        Tariff own = Tariff.of(PriceText.read("in=7"));
        Target target = new Target(provider("mine"), "gpt-4o", Optional.of(own));

        assertThat(tariffs.of(target)).isSameAs(own);
        assertThat(tariffs.of(target("mine", "gpt-4o"))).isNotEqualTo(own);
    }

    @Test
    void nothing_is_known_of_other_providers_and_other_models() {
        assertThat(tariffs.of(target("openai", "gpt-4o"))).isEqualTo(Tariff.UNKNOWN);
        assertThat(tariffs.of(target("mine", "no-such-model"))).isEqualTo(Tariff.UNKNOWN);
        assertThat(Tariffs.NONE.of(target("mine", "gpt-4o"))).isEqualTo(Tariff.UNKNOWN);
    }

    @Test
    void names_that_callers_think_up_fill_no_memory() {
        for (int i = 0; i < KnownTariffs.MOST + 10; i++) {
            assertThat(tariffs.of(target("mine", "thought-up-" + i))).isEqualTo(Tariff.UNKNOWN);
        }

        assertThat(tariffs.of(target("mine", "gpt-4o")).charge(THOUSAND, NOW)).isPresent();
        assertThat(tariffs.of(target("mine", "gpt-4o"))).isNotSameAs(tariffs.of(target("mine", "gpt-4o")));
    }

    private static Target target(String provider, String model) {
        return new Target(provider(provider), model);
    }

    private static Provider provider(String name) {
        return Provider.of(name, Wire.OPENAI_CHAT, URI.create("http://p/v1"), Optional.empty());
    }
}
