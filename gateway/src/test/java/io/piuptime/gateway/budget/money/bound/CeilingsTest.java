package io.piuptime.gateway.budget.money.bound;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.price.PriceText;
import io.piuptime.model.price.Tariff;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CeilingsTest {
    private final Ceilings ceilings = new Ceilings();

    @Test
    void a_ceiling_is_made_once_and_anew_for_new_prices() {
        Tariff tariff = tariff("in=1 out=1");
        Tariff later = tariff("in=2 out=1");
        Ceiling first = ceilings.of(target("m"), tariff);

        assertThat(ceilings.of(target("m"), tariff)).isSameAs(first);
        Ceiling second = ceilings.of(target("m"), later);
        assertThat(second).isNotSameAs(first);
        assertThat(ceilings.of(target("m"), later)).isSameAs(second);
        assertThat(ceilings.of(target("n"), later)).isNotSameAs(second);
    }

    @Test
    void names_that_callers_think_up_fill_no_memory() {
        Tariff tariff = tariff("in=1 out=1");
        for (int i = 0; i < Ceilings.MOST; i++) {
            ceilings.of(target("thought-up-" + i), tariff);
        }

        assertThat(ceilings.of(target("one more"), tariff)).isNotSameAs(ceilings.of(target("one more"), tariff));
    }

    private static Tariff tariff(String price) {
        return Tariff.of(PriceText.read(price));
    }

    private static Target target(String model) {
        return new Target(Provider.of("p", Wire.OPENAI_CHAT, URI.create("http://p/v1"), Optional.empty()), model);
    }
}
