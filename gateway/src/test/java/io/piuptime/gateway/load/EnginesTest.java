package io.piuptime.gateway.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.catalog.Target;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EnginesTest {
    private static final URI METRICS = URI.create("http://a:1/metrics");

    private final Engines engines = new Engines();

    @Test
    void a_model_on_an_engine_is_the_same_whichever_provider_asks() {
        Engine engine = Providers.seen(engines, target("http://a:1/v1", "m"));
        assertThat(Providers.seen(engines, target("http://a:1/v1", "m"))).isSameAs(engine);
        assertThat(Providers.seen(
                        engines,
                        new Target(
                                Providers.of("http://b:1/v1", Optional.of(METRICS.toString()), Optional.empty()), "m")))
                .isSameAs(engine);
        assertThat(Providers.seen(engines, target("http://a:1/v1", "n"))).isNotSameAs(engine);
        assertThat(Providers.seen(engines, target("http://b:1/v1", "m"))).isNotSameAs(engine);
    }

    @Test
    void names_without_end_are_not_kept() {
        Engine first = Providers.seen(engines, target("http://a:1/v1", "m0"));
        for (int model = 1; model < 256; model++) {
            Providers.seen(engines, target("http://a:1/v1", "m" + model));
        }
        Engine beyond = Providers.seen(engines, target("http://a:1/v1", "x"));
        assertThat(Providers.seen(engines, target("http://a:1/v1", "x")))
                .isSameAs(beyond)
                .isSameAs(engines.unseen())
                .isNotSameAs(first);
        assertThat(Providers.seen(engines, target("http://a:1/v1", "m0"))).isSameAs(first);
        assertThat(models()).hasSize(256).contains("m0", "m255");
    }

    @Test
    void those_that_are_not_kept_are_forgotten() {
        Engine kept = Providers.seen(engines, target("http://a:1/v1", "m"));
        Engine lost = Providers.seen(engines, target("http://b:1/v1", "m"));
        engines.keep(Set.of(METRICS));
        assertThat(Providers.seen(engines, target("http://a:1/v1", "m"))).isSameAs(kept);
        assertThat(Providers.seen(engines, target("http://b:1/v1", "m"))).isNotSameAs(lost);
    }

    @Test
    void an_address_that_nobody_asked_for_has_no_engines() {
        assertThat(models()).isEmpty();
    }

    private List<String> models() {
        List<String> models = new ArrayList<>();
        engines.each(METRICS, (model, _) -> models.add(model));
        return models;
    }

    private static Target target(String baseUrl, String model) {
        return new Target(Providers.at(baseUrl), model);
    }
}
