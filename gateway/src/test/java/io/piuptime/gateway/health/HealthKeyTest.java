package io.piuptime.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Secret;
import io.piuptime.model.catalog.Wire;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HealthKeyTest {
    @Test
    void is_the_same_for_the_same_provider_and_credential() {
        assertThat(HealthKey.of(provider("a", "sk-1"))).isEqualTo(HealthKey.of(provider("a", "sk-1")));
    }

    @Test
    void another_secret_or_another_name_is_another() {
        assertThat(HealthKey.of(provider("a", "sk-1")))
                .isNotEqualTo(HealthKey.of(provider("a", "sk-2")))
                .isNotEqualTo(HealthKey.of(provider("b", "sk-1")));
    }

    @Test
    void tells_models_apart_and_finds_back_to_all_of_them() {
        HealthKey all = HealthKey.of(provider("a", "sk-1"));

        assertThat(all.upstreamModel()).isEqualTo(HealthKey.ANY_MODEL);
        assertThat(all.ofModel("m")).isNotEqualTo(all.ofModel("n"));
        assertThat(all.ofModel("m").ofAnyModel()).isEqualTo(all);
    }

    @Test
    void does_not_hold_the_secret() {
        assertThat(HealthKey.of(provider("a", "sk-1234567890")).toString()).doesNotContain("1234567890");
    }

    private static Provider provider(String name, String key) {
        return Provider.of(name, Wire.OPENAI_CHAT, URI.create("http://h/v1"), Optional.of(new Secret(key)));
    }
}
