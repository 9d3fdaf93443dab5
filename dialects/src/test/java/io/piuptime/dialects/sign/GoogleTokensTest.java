package io.piuptime.dialects.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.gateway.Bytes;
import io.piuptime.model.catalog.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoogleTokensTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REPLY =
            "{\"access_token\":\"ya29.first\",\"expires_in\":3599,\"token_type\":\"Bearer\"}";

    private final SetClock clock = new SetClock();
    private KeyFile keyFile;
    private GoogleServiceAccount account;

    @BeforeAll
    void makes_an_account() throws GeneralSecurityException {
        keyFile = new KeyFile("RSA");
        account = GoogleServiceAccount.read(keyFile.json());
    }

    @Test
    void reads_a_key_file() {
        assertThat(account.email()).isEqualTo("me@p-1.iam.gserviceaccount.com");
        assertThat(account.project()).contains("p-1");
        assertThat(account.keyId()).contains("k-1");
        assertThat(account.tokenUri()).hasToString(KeyFile.TOKEN_URI);
        assertThat(account).hasToString("GoogleServiceAccount[me@p-1.iam.gserviceaccount.com]");
    }

    @Test
    void exchanges_a_signed_assertion_for_a_token() throws GeneralSecurityException {
        ScriptedExchange google = new ScriptedExchange().answer(200, REPLY);

        Expiring<Secret> token = tokens(google).obtain();

        assertThat(token.value().reveal()).isEqualTo("ya29.first");
        assertThat(token.expires()).isEqualTo(clock.instant().plusSeconds(3599));
        assertThat(google.last()).hasToString("POST " + KeyFile.TOKEN_URI);
        assertThat(google.last().headers()).containsEntry("Content-Type", "application/x-www-form-urlencoded");
        assertThat(google.form()).containsEntry("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
        String[] parts = google.form().getOrDefault("assertion", "").split("\\.", -1);
        assertThat(json(parts[0])).isEqualTo(JSON.readTree("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"k-1\"}"));
        assertThat(json(parts[1]))
                .isEqualTo(JSON.readTree("{\"iss\":\"me@p-1.iam.gserviceaccount.com\",\"scope\":\""
                        + GoogleTokens.CLOUD_PLATFORM + "\",\"aud\":\"" + KeyFile.TOKEN_URI + "\",\"iat\":"
                        + clock.instant().getEpochSecond() + ",\"exp\":"
                        + (clock.instant().getEpochSecond() + 3600) + "}"));
        Signature check = Signature.getInstance("SHA256withRSA");
        check.initVerify(keyFile.publicKey());
        check.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(check.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    }

    @Test
    void asks_for_the_next_token_five_minutes_before_the_first_ends() {
        SetClock own = new SetClock();
        ScriptedExchange google = new ScriptedExchange()
                .answer(200, REPLY)
                .answer(200, "{\"access_token\":\"ya29.second\",\"expires_in\":3599}");
        Refreshed<Secret> held =
                new Refreshed<>(new GoogleTokens(account, GoogleTokens.CLOUD_PLATFORM, google, own), own);

        assertThat(held.current().reveal()).isEqualTo("ya29.first");
        own.pass(Duration.ofSeconds(3298));
        assertThat(held.current().reveal()).isEqualTo("ya29.first");
        own.pass(Duration.ofSeconds(1));
        assertThat(held.current().reveal()).isEqualTo("ya29.second");
        assertThat(google.asked()).hasSize(2);
    }

    @Test
    void says_what_google_answered_without_what_it_quotes() {
        assertThatThrownBy(() -> tokens(new ScriptedExchange()
                                .answer(400, "{\"error\":\"invalid_grant\",\"error_description\":\"bad: eyJhbG\"}"))
                        .obtain())
                .isInstanceOf(NoCredentialsException.class)
                .hasMessage("token from oauth2.googleapis.com: status 400, invalid_grant (expected: 200)");
        assertThatThrownBy(() ->
                        tokens(new ScriptedExchange().answer(502, "<html>")).obtain())
                .hasMessage("token from oauth2.googleapis.com: status 502 (expected: 200)");
        assertThatThrownBy(() -> tokens(new ScriptedExchange()).obtain())
                .hasMessage("token from oauth2.googleapis.com: no answer");
    }

    @Test
    void refuses_answers_without_a_token_or_its_end() {
        for (String reply : new String[] {
            "",
            "[]",
            "{\"access_token\":\"x\"}",
            "{\"expires_in\":10}",
            "{\"access_token\":\"\",\"expires_in\":10}",
            "{\"access_token\":\"x\",\"expires_in\":-1}",
            "{\"access_token\":\"x\",\"expires_in\":10} x"
        }) {
            assertThatThrownBy(() ->
                            tokens(new ScriptedExchange().answer(200, reply)).obtain())
                    .as(reply)
                    .hasMessageContaining("an answer without it (expected: access_token and expires_in)");
        }
    }

    @Test
    void no_life_is_believed_that_nobody_gives() {
        ScriptedExchange google =
                new ScriptedExchange().answer(200, "{\"access_token\":\"x\",\"expires_in\":999999999999999999}");

        assertThat(tokens(google).obtain().expires()).isEqualTo(SetClock.START.plus(Duration.ofDays(30)));
    }

    @Test
    void asks_the_machine_it_runs_on() {
        ScriptedExchange metadata = new ScriptedExchange().answer(200, REPLY);

        Expiring<Secret> token = new GoogleMachineTokens(metadata, clock).obtain();

        assertThat(token.value().reveal()).isEqualTo("ya29.first");
        assertThat(metadata.last().method()).isEqualTo("GET");
        assertThat(metadata.last().uri().getHost()).isEqualTo("metadata.google.internal");
        assertThat(metadata.last().headers()).isEqualTo(Map.of("Metadata-Flavor", "Google"));
    }

    @Test
    void refuses_key_files_that_are_none_without_showing_them() throws GeneralSecurityException {
        String ofAnotherKind = new KeyFile("EC").pem();
        assertRefused(Bytes.utf8("no json"), "service account: no JSON (expected: a key file)");
        assertRefused(
                KeyFile.json("authorized_user", keyFile.pem(), KeyFile.TOKEN_URI),
                "service account: another type of file (expected: service_account)");
        assertRefused(
                Bytes.utf8("{\"type\":\"service_account\"}"),
                "service account: without client_email (expected: a text)");
        for (String pem : new String[] {"c2VjcmV0", ofAnotherKind, keyFile.pem().replace('M', '!')}) {
            assertRefused(
                    KeyFile.json("service_account", pem, KeyFile.TOKEN_URI),
                    "service account: private_key is none (expected: RSA in PKCS#8 PEM)");
        }
    }

    @Test
    void sends_no_assertion_to_where_others_can_read_it() {
        for (String uri : new String[] {
            "http://oauth2.googleapis.com/token", "ftp://x/", "https:///token", "https://a@b/", "not a uri", "https:x"
        }) {
            assertRefused(
                    KeyFile.json("service_account", keyFile.pem(), uri),
                    "token_uri: not trusted with a secret (expected: an https address)");
        }
        assertThat(GoogleServiceAccount.read(
                                KeyFile.json("service_account", keyFile.pem(), "http://127.0.0.1:8080/token"))
                        .tokenUri())
                .hasPort(8080);
    }

    private GoogleTokens tokens(TokenExchange exchange) {
        return new GoogleTokens(account, GoogleTokens.CLOUD_PLATFORM, exchange, clock);
    }

    private static void assertRefused(Bytes json, String message) {
        assertThatThrownBy(() -> GoogleServiceAccount.read(json))
                .isInstanceOf(NoCredentialsException.class)
                .hasMessage(message)
                .hasNoCause();
    }

    private static JsonNode json(String base64) {
        return JSON.readTree(Base64.getUrlDecoder().decode(base64));
    }
}
