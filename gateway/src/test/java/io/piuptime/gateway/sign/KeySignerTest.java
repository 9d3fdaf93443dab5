package io.piuptime.gateway.sign;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.Bytes;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Secret;
import io.piuptime.model.catalog.Signing;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.catalog.Wire;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class KeySignerTest {
    private static final Proof OTHER = new Proof(Map.of("authorization", "by others"), "");

    private final KeySigner signer = new KeySigner(new Signer() {
        @Override
        public Optional<Proof> atOnce(Draft draft) {
            return Optional.empty();
        }

        @Override
        public Proof waiting(Draft draft) {
            return OTHER;
        }
    });

    @ParameterizedTest
    @CsvSource({
        "BEARER,         authorization,  Bearer sk-1/+ é",
        "AUTHORIZATION,  authorization,  sk-1/+ é",
        "X_API_KEY,      x-api-key,      sk-1/+ é",
        "X_GOOG_API_KEY, x-goog-api-key, sk-1/+ é",
        "API_KEY,        api-key,        sk-1/+ é"
    })
    void puts_the_key_where_its_provider_looks_for_it(Signing signing, String header, String value) {
        Proof proof = signer.atOnce(draft(signing, true)).orElseThrow();

        assertThat(proof.headers()).isEqualTo(Map.of(header, value));
        assertThat(proof.query()).isEmpty();
        assertThat(signer.waiting(draft(signing, true))).isEqualTo(proof);
    }

    @Test
    void puts_the_key_into_the_query_encoded() {
        Proof proof = signer.atOnce(draft(Signing.QUERY, true)).orElseThrow();

        assertThat(proof.headers()).isEmpty();
        assertThat(proof.query()).isEqualTo("key=sk-1%2F%2B+%C3%A9");
    }

    @ParameterizedTest
    @EnumSource(
            value = Signing.class,
            names = {"SIGV4", "GOOGLE_OAUTH", "ENTRA"})
    void asks_another_signer_for_what_no_key_can_prove(Signing signing) {
        assertThat(signer.atOnce(draft(signing, true))).isEmpty();
        assertThat(signer.waiting(draft(signing, true))).isSameAs(OTHER);
    }

    @ParameterizedTest
    @EnumSource(
            value = Signing.class,
            names = {"BEARER", "AUTHORIZATION", "X_API_KEY", "X_GOOG_API_KEY", "API_KEY", "QUERY", "NONE"})
    void proves_nothing_without_a_key(Signing signing) {
        assertThat(signer.atOnce(draft(signing, false))).contains(Proof.NONE);
        assertThat(signer.waiting(draft(signing, false))).isEqualTo(Proof.NONE);
    }

    @Test
    void sends_no_key_along_where_none_is_wanted() {
        assertThat(signer.atOnce(draft(Signing.NONE, true))).contains(Proof.NONE);
    }

    @Test
    void a_proof_hides_itself() {
        assertThat(signer.waiting(draft(Signing.BEARER, true)).toString()).doesNotContain("sk-1");
    }

    private static Draft draft(Signing signing, boolean key) {
        URI base = URI.create("https://api.example/v1");
        Optional<Secret> secret = key ? Optional.of(new Secret("sk-1/+ é")) : Optional.empty();
        Target target = new Target(Provider.of("p", Wire.OPENAI_CHAT, base, secret), "m");
        return new Draft(target, signing, base, "", List.of(Bytes.EMPTY));
    }
}
