package io.piuptime.model.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProviderTest {
    private static final Speech CHAT =
            new Speech(Wire.OPENAI_CHAT, "https://a.example/openai", Signing.BEARER, Map.of());
    private static final Speech MESSAGES =
            new Speech(Wire.ANTHROPIC_MESSAGES, "https://a.example/v1", Signing.X_API_KEY, Map.of());

    @Test
    void speaks_its_own_format_first_and_others_elsewhere() {
        Provider provider = provider(List.of(MESSAGES, CHAT), Map.of());
        assertThat(provider.own()).isEqualTo(MESSAGES);
        assertThat(provider.speech(Wire.OPENAI_CHAT)).contains(CHAT);
        assertThat(provider.speech(Wire.GEMINI)).isEmpty();
        assertThat(provider.baseUrl()).isEqualTo(URI.create("https://a.example/openai"));
        assertThat(provider(List.of(MESSAGES), Map.of()).baseUrl()).isEqualTo(URI.create("https://a.example/v1"));
    }

    @Test
    void is_asked_for_usage_unless_it_cannot_be() {
        assertThat(Provider.of("a", Wire.OPENAI_CHAT, URI.create("http://a"), Optional.empty())
                        .asksUsage())
                .isTrue();
        Habits habits = new Habits(Set.of(Quirk.NO_STREAM_OPTIONS), Map.of());
        assertThat(new Provider("a", List.of(CHAT), Map.of(), Map.of(), habits, Map.of(), Provider.Connection.DEFAULT)
                        .asksUsage())
                .isFalse();
    }

    @Test
    void one_of_a_key_signs_as_its_format_usually_does_and_without_a_key_not_at_all() {
        Secret key = new Secret("k");
        Provider keyed = Provider.of("a", Wire.GEMINI, URI.create("http://a"), Optional.of(key));
        assertThat(keyed.own().signing()).isEqualTo(Signing.X_GOOG_API_KEY);
        assertThat(keyed.apiKey()).contains(key);
        Provider open = Provider.of("a", Wire.GEMINI, URI.create("http://a"), Optional.empty());
        assertThat(open.own().signing()).isEqualTo(Signing.NONE);
        assertThat(open.apiKey()).isEmpty();
    }

    @Test
    void refuses_to_speak_nothing() {
        assertThatThrownBy(() -> provider(List.of(), Map.of()))
                .hasMessage("wire formats of provider 'a': 0 (expected: >= 1)");
    }

    @Test
    void refuses_an_address_with_a_setting_left_open() {
        assertThatThrownBy(() -> provider(List.of(CHAT.at("https://{region}.a.example")), Map.of()))
                .hasMessage("address 'https://{region}.a.example' of provider 'a' (expected: settings for region)");
        assertThat(provider(List.of(CHAT.at("https://a.example/{model}")), Map.of())
                        .own()
                        .url("m"))
                .isEqualTo(URI.create("https://a.example/m"));
    }

    @Test
    void refuses_a_credential_that_no_signing_takes() {
        Map<String, Secret> region = Map.of("region", new Secret("canary"));
        assertThatThrownBy(() -> provider(List.of(CHAT.signed(Signing.ENTRA)), region))
                .hasMessage("credential 'region' of provider 'a' (expected: client-id, client-secret, tenant-id)");
        assertThatThrownBy(() -> provider(List.of(CHAT.signed(Signing.NONE)), region))
                .hasMessage("credential 'region' of provider 'a' (expected: none)");
    }

    @Test
    void does_not_show_its_secrets() {
        assertThat(provider(List.of(CHAT), Map.of(Provider.API_KEY, new Secret("canary")))
                        .toString())
                .doesNotContain("canary");
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void every_format_has_a_usual_signing_and_a_name(Wire wire) {
        assertThat(wire.usualSigning()).isNotEqualTo(Signing.NONE);
        assertThat(wire.id()).matches("[a-z]+(-[a-z]+)?");
    }

    @Test
    void a_signing_knows_what_is_enough() {
        assertThat(Signing.SIGV4.suffices(Set.of("access-key-id"))).isFalse();
        assertThat(Signing.SIGV4.suffices(Set.of("access-key-id", "secret-access-key")))
                .isTrue();
        assertThat(Signing.SIGV4.suffices(Set.of("api-key"))).isTrue();
        assertThat(Signing.ENTRA.suffices(Set.of("tenant-id", "client-id"))).isFalse();
        assertThat(Signing.GOOGLE_OAUTH.suffices(Set.of("credentials-file"))).isTrue();
        assertThat(Signing.NONE.suffices(Set.of())).isTrue();
        assertThat(Signing.QUERY.suffices(Set.of())).isFalse();
        assertThat(Signing.QUERY.isByKey()).isTrue();
        assertThat(Signing.SIGV4.isByKey()).isFalse();
        assertThat(Signing.NONE.isByKey()).isFalse();
    }

    private static Provider provider(List<Speech> speaks, Map<String, Secret> credentials) {
        return new Provider("a", speaks, credentials, Map.of(), Habits.NONE, Map.of(), Provider.Connection.DEFAULT);
    }

    @Test
    void is_for_nobody_elses_callers_with_a_tenants_credential() {
        Provider provider =
                Provider.of("p", Wire.OPENAI_CHAT, URI.create("https://a.test/v1"), Optional.of(new Secret("k")));
        assertThat(provider.isFor("acme")).isTrue();
        Provider owned = provider.withKey(new Secret("k").of("acme"));
        assertThat(owned.isFor("acme")).isTrue();
        assertThat(owned.isFor("default")).isFalse();
        assertThat(owned).isNotEqualTo(provider);
    }
}
