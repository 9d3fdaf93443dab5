package io.piuptime.gateway.authenticate;

import static io.piuptime.gateway.authenticate.TestKeys.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.piuptime.catalog.CompiledOffer;
import io.piuptime.catalog.Reasoning;
import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.Limits;
import io.piuptime.gateway.Snapshot;
import io.piuptime.gateway.authenticate.standing.Standings;
import io.piuptime.gateway.directory.Directory;
import io.piuptime.gateway.directory.Freshness;
import io.piuptime.model.directory.Change;
import io.piuptime.model.directory.KeyEntry;
import io.piuptime.model.exchange.Caller;
import io.piuptime.model.exchange.Priority;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;
import io.piuptime.model.key.KeyText;
import io.piuptime.observe.TraceContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AuthenticatorTest {
    private final TestKeys keys = new TestKeys();
    private final Directory directory = new Directory();
    private final Authenticator authenticator =
            new Authenticator(new Standings(directory), keys.hasher, new AuthFailures(() -> 0));
    private final KeyText key = keys.text();
    private final KeyEntry entry = keys.entry(key, "laptop");

    @Test
    void finds_the_caller_of_a_valid_key() {
        directory.apply(change(entry));
        assertThat(authenticator.authenticate(Optional.of(key.text()), NOW))
                .isEqualTo(new Caller(key.id(), "laptop", List.of("gpt-*")));
    }

    @Test
    void tells_the_exchange_who_asks_when_its_head_was_read() {
        directory.apply(change(entry));
        Exchange exchange = exchange(Optional.of(key.text()));
        authenticator.opened(exchange);
        assertThat(exchange.caller()).map(Caller::keyId).contains(key.id());
    }

    @Test
    void refuses_an_exchange_without_a_key() {
        Exchange exchange = exchange(Optional.empty());
        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> authenticator.opened(exchange));
        assertThat(exchange.caller()).isEmpty();
    }

    @Test
    void says_where_to_put_a_key_when_none_was_sent() {
        String advice = "No API key was sent: put one in the header 'Authorization: Bearer piup_…'.";
        assertThat(refusal(Optional.empty())).isEqualTo(advice);
        assertThat(refusal(Optional.of(" "))).isEqualTo(advice);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk-proj-abcdefghijklmnop", "sk-ant-api03-xyz"})
    void says_of_a_providers_key_that_its_own_is_expected(String foreign) {
        assertThat(refusal(Optional.of(foreign)))
                .contains("this gateway expects its own key, 'piup_…'")
                .doesNotContain(foreign.substring(3));
    }

    @Test
    void says_of_a_key_of_unknown_form_what_its_own_look_like() {
        assertThat(refusal(Optional.of("AIzaSyCanary")))
                .contains("begin with piup_")
                .doesNotContain("AIza");
        assertThat(key.text()).hasSize(67);
    }

    @Test
    void refuses_a_key_that_was_cut_or_mistyped() {
        directory.apply(change(entry));
        char other = key.text().charAt(30) == 'a' ? 'b' : 'a';
        String mistyped = key.text().substring(0, 30) + other + key.text().substring(31);
        for (String damaged : List.of(mistyped, key.text().substring(0, 60), key.text() + "x", "piup_")) {
            assertThat(refusal(Optional.of(damaged)))
                    .contains("cut or mistyped")
                    .doesNotContain(damaged);
        }
    }

    @Test
    void refuses_a_key_that_nobody_made() {
        assertThat(refusal(Optional.of(keys.text().text()))).isEqualTo("The API key is not known here.");
    }

    @Test
    void cannot_tell_whose_an_unknown_key_is_while_the_store_is_away_and_serves_the_known_ones() {
        directory.apply(change(entry));
        Authenticator behind = behind(Duration.ofHours(24));
        assertThat(behind.authenticate(Optional.of(key.text()), NOW).keyId()).isEqualTo(entry.id());
        for (int i = 0; i < 100; i++) {
            assertThat(catchThrowableOfType(
                                    RefusedException.class,
                                    () -> behind.authenticate(
                                            Optional.of(keys.text().text()), "10.0.0.1", NOW))
                            .refusal())
                    .isInstanceOf(Refusal.StoreAway.class);
        }
        assertThat(catchThrowableOfType(
                                RefusedException.class, () -> behind.authenticate(Optional.of("piup_none"), NOW))
                        .refusal())
                .isInstanceOf(Refusal.Unauthenticated.class);
    }

    @Test
    void lets_nobody_in_while_the_store_is_away_where_no_copy_is_trusted() {
        directory.apply(change(entry));
        assertThat(catchThrowableOfType(
                                RefusedException.class,
                                () -> behind(Duration.ZERO).authenticate(Optional.of(key.text()), NOW))
                        .refusal())
                .isInstanceOf(Refusal.StoreAway.class);
    }

    private Authenticator behind(Duration limit) {
        Freshness freshness = new Freshness(() -> NOW, limit, NOW, _ -> {});
        return new Authenticator(new Standings(directory, freshness), keys.hasher, new AuthFailures(() -> 0));
    }

    @Test
    void refuses_a_known_id_with_another_secret_as_if_it_were_unknown() {
        KeyText forged = keys.text();
        directory.apply(change(
                new KeyEntry(forged.id(), "x", entry.hash(), List.of(), NOW, Optional.empty(), Optional.empty())));
        assertThat(refusal(Optional.of(forged.text()))).isEqualTo("The API key is not known here.");
    }

    @Test
    void refuses_an_expired_key_and_says_since_when() {
        directory.apply(
                change(new KeyEntry(key.id(), "x", entry.hash(), List.of(), NOW, Optional.of(NOW), Optional.empty())));
        assertThat(refusal(Optional.of(key.text()))).isEqualTo("The API key expired at 2026-03-01T12:00:00Z.");
        assertThat(authenticator
                        .authenticate(Optional.of(key.text()), NOW.minusNanos(1))
                        .keyId())
                .isEqualTo(key.id());
    }

    @Test
    void refuses_a_revoked_key_and_says_since_when() {
        directory.apply(change(entry.revoked(NOW)));
        assertThat(refusal(Optional.of(key.text()))).isEqualTo("The API key was revoked at 2026-03-01T12:00:00Z.");
    }

    @Test
    void tells_revocation_only_to_who_holds_the_key() {
        KeyText forged = keys.text();
        directory.apply(change(
                new KeyEntry(forged.id(), "x", entry.hash(), List.of(), NOW, Optional.empty(), Optional.of(NOW))));
        assertThat(refusal(Optional.of(forged.text()))).isEqualTo("The API key is not known here.");
    }

    @Test
    void goes_on_serving_valid_keys_of_an_address_that_failed_too_often() {
        directory.apply(change(entry));
        String message = "";
        for (int i = 0; i <= AuthFailures.BURST; i++) {
            message = refusal(keys.text().text(), "10.0.0.1");
        }
        assertThat(message).contains("too many attempts from this address");
        assertThat(authenticator
                        .authenticate(Optional.of(key.text()), "10.0.0.1", NOW)
                        .keyId())
                .isEqualTo(key.id());
        assertThat(refusal(keys.text().text(), "10.0.0.2")).isEqualTo("The API key is not known here.");
    }

    private static Change change(KeyEntry entry) {
        return new Change(1, entry.kind(), entry.id(), 1, Optional.of(entry));
    }

    private static Exchange exchange(Optional<String> presented) {
        Exchange.Head head = new Exchange.Head(
                "id",
                NOW,
                0,
                "POST",
                "/v1/chat/completions",
                Optional.empty(),
                presented,
                "127.0.0.1",
                Priority.STANDARD,
                TraceContext.start(new Random(1)));
        return new Exchange(
                head, new Snapshot(1, NOW, new CompiledOffer(List.of(), Reasoning.shipped()), Limits.DEFAULT));
    }

    private String refusal(Optional<String> presented) {
        return message(catchThrowableOfType(RefusedException.class, () -> authenticator.authenticate(presented, NOW)));
    }

    private String refusal(String presented, String address) {
        return message(catchThrowableOfType(
                RefusedException.class, () -> authenticator.authenticate(Optional.of(presented), address, NOW)));
    }

    private static String message(RefusedException refused) {
        assertThat(refused.refusal()).isInstanceOf(Refusal.Unauthenticated.class);
        return refused.refusal().message();
    }
}
