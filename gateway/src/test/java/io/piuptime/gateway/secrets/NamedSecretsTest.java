package io.piuptime.gateway.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.secrets.Sealer.Place;
import io.piuptime.model.catalog.Secret;
import io.piuptime.model.directory.StoredSecret;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedSecretsTest {
    private final Map<String, StoredSecret> stored = new HashMap<>();
    private KeyRing ring = new KeyRing(List.of(MasterKey.of(new byte[32])));
    private final Sealer sealer = new Sealer(() -> ring, new SecureRandom(), () -> Instant.EPOCH);
    private final NamedSecrets names = new NamedSecrets(id -> Optional.ofNullable(stored.get(id)), sealer);

    @Test
    void finds_a_secret_of_the_default_tenant_by_its_name_and_others_with_the_tenants() {
        put("default", "openai", "one");
        put("acme", "openai", "two");

        assertThat(names.apply("openai").reveal()).isEqualTo("one");
        assertThat(names.apply("acme/openai").reveal()).isEqualTo("two");
        assertThat(names.apply("default/openai").reveal()).isEqualTo("one");
    }

    @Test
    void gives_a_tenants_secret_to_that_tenants_callers_alone() {
        put("default", "openai", "one");
        put("acme", "openai", "two");

        assertThat(names.apply("openai").isFor("acme")).isTrue();
        assertThat(names.apply("acme/openai").isFor("acme")).isTrue();
        assertThat(names.apply("acme/openai").isFor("globex")).isFalse();
        assertThat(names.apply("acme/openai").isFor("default")).isFalse();
        assertThat(names.apply("acme/openai")).isNotEqualTo(new Secret("two"));
    }

    @Test
    void tells_why_a_secret_cannot_be_read() {
        put("default", "openai", "one");
        ring = KeyRing.EMPTY;

        assertThat(names.apply("openai").missing())
                .hasValueSatisfying(
                        why -> assertThat(why).contains("secret 'default:openai' version 1", "this node has: none"));
        assertThat(names.apply("mistral").missing()).contains("there is no secret 'mistral'");
        assertThat(names.apply("mistral").reveal()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "-a", "a-", "a b", "a/b/c", "a/", "ä", "a.b", "a:b"})
    void takes_no_other_names(String name) {
        assertThat(names.apply(name).missing()).isPresent();
        assertThat(NamedSecrets.isName(name)).isFalse();
    }

    private void put(String tenant, String name, String text) {
        String id = NamedSecrets.id(tenant, name);
        stored.put(id, new StoredSecret(id, tenant, name, 1, sealer.seal(new Secret(text), new Place(tenant, id, 1))));
    }
}
