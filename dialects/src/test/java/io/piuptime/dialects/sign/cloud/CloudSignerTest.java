package io.piuptime.dialects.sign.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.piuptime.dialects.sign.ScriptedExchange;
import io.piuptime.dialects.sign.SetClock;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.sign.Draft;
import io.piuptime.gateway.sign.Proof;
import io.piuptime.model.catalog.Habits;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Secret;
import io.piuptime.model.catalog.Signing;
import io.piuptime.model.catalog.Speech;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloudSignerTest {
    private static final Map<String, String> AWS =
            Map.of("access-key-id", "AKIDEXAMPLE", "secret-access-key", "wJalrXUtnFEMI");
    private static final Map<String, String> ENTRA =
            Map.of("tenant-id", "contoso", "client-id", "the-id", "client-secret", "s3cret");
    private static final String TOKEN = "{\"token_type\":\"Bearer\",\"expires_in\":3600,\"access_token\":\"%s\"}";

    private final SetClock clock = new SetClock();
    private final ScriptedExchange exchange = new ScriptedExchange();

    @Test
    void signs_for_aws_with_a_providers_own_keys() {
        Proof proof = signer().waiting(draft(Signing.SIGV4, AWS, "{}"));

        assertThat(proof.query()).isEmpty();
        assertThat(authorization(proof))
                .startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260301/eu-west-3/bedrock/aws4_request")
                .doesNotContain("wJalrXUtnFEMI");
        assertThat(proof.headers()).containsValue("20260301T120000Z");
        assertThat(exchange.asked()).isEmpty();
    }

    @Test
    void a_signature_is_about_the_body_and_the_second() {
        CloudSigner signer = signer();
        Proof first = signer.waiting(draft(Signing.SIGV4, AWS, "{}"));

        assertThat(signer.waiting(draft(Signing.SIGV4, AWS, "{}"))).isEqualTo(first);
        assertThat(signer.waiting(draft(Signing.SIGV4, AWS, "{ }"))).isNotEqualTo(first);
        assertThat(signer.waiting(draft(Signing.SIGV4, AWS, "{", "}"))).isEqualTo(first);
        clock.pass(Duration.ofSeconds(1));
        assertThat(signer.waiting(draft(Signing.SIGV4, AWS, "{}"))).isNotEqualTo(first);
    }

    @Test
    void signs_at_once_when_it_knows_the_keys() {
        CloudSigner signer = signer();
        Draft draft = draft(Signing.SIGV4, AWS, "{}");

        assertThat(signer.atOnce(draft)).isEmpty();
        Proof waited = signer.waiting(draft);
        assertThat(signer.atOnce(draft)).contains(waited);
    }

    @Test
    void sends_a_key_of_bedrocks_own_along() {
        CloudSigner signer = signer();
        Draft draft = draft(Signing.SIGV4, Map.of("api-key", "bedrock-key"), "{}");

        assertThat(signer.waiting(draft).headers()).isEqualTo(Map.of("authorization", "Bearer bedrock-key"));
        assertThat(signer.atOnce(draft)).contains(signer.waiting(draft));
    }

    @Test
    void uses_the_machines_keys_where_a_provider_has_none() {
        CloudSigner signer = new CloudSigner(
                new CloudCredentials(
                        Map.of("AWS_ACCESS_KEY_ID", "AKIDMACHINE", "AWS_SECRET_ACCESS_KEY", "x"), exchange, clock),
                clock);

        assertThat(authorization(signer.waiting(draft(Signing.SIGV4, Map.of(), "{}"))))
                .contains("Credential=AKIDMACHINE/");
    }

    @Test
    void keeps_accounts_apart() {
        CloudSigner signer = signer();
        Map<String, String> other = Map.of("access-key-id", "AKIDOTHER", "secret-access-key", "y");

        assertThat(authorization(signer.waiting(draft(Signing.SIGV4, AWS, "{}"))))
                .contains("AKIDEXAMPLE");
        assertThat(authorization(signer.waiting(draft(Signing.SIGV4, other, "{}"))))
                .contains("AKIDOTHER");
    }

    @Test
    void asks_microsoft_once_and_keeps_the_token() {
        exchange.answer(200, TOKEN.formatted("first"));
        CloudSigner signer = signer();
        Draft draft = draft(Signing.ENTRA, ENTRA, "{}");

        assertThat(signer.atOnce(draft)).isEmpty();
        assertThat(signer.waiting(draft).headers()).isEqualTo(Map.of("authorization", "Bearer first"));
        assertThat(signer.atOnce(draft)).contains(signer.waiting(draft));
        assertThat(exchange.asked()).hasSize(1);
        assertThat(exchange.form()).containsEntry("client_id", "the-id");
    }

    @Test
    void asks_again_when_a_token_has_expired() {
        exchange.answer(200, TOKEN.formatted("first")).answer(200, TOKEN.formatted("second"));
        CloudSigner signer = signer();
        Draft draft = draft(Signing.ENTRA, ENTRA, "{}");
        signer.waiting(draft);

        clock.pass(Duration.ofHours(2));

        assertThat(signer.atOnce(draft)).isEmpty();
        assertThat(signer.waiting(draft).headers()).isEqualTo(Map.of("authorization", "Bearer second"));
    }

    @Test
    void asks_googles_machine_for_a_token() {
        exchange.answer(200, TOKEN.formatted("ya29.x"));

        assertThat(signer().waiting(draft(Signing.GOOGLE_OAUTH, Map.of(), "{}")).headers())
                .isEqualTo(Map.of("authorization", "Bearer ya29.x"));
        assertThat(exchange.last().toString()).contains("metadata.google.internal");
        assertThat(exchange.last().headers()).containsEntry("Metadata-Flavor", "Google");
    }

    @Test
    void a_refused_token_refuses_the_exchange_and_hides_the_secret() {
        exchange.answer(401, "{\"error\":\"invalid_client\"}");

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> signer().waiting(draft(Signing.ENTRA, ENTRA, "{}")))
                .extracting(RefusedException::refusal)
                .isInstanceOfSatisfying(
                        Refusal.UpstreamFailed.class,
                        refusal -> assertThat(refusal.message())
                                .contains("'cloud'")
                                .contains("invalid_client")
                                .doesNotContain("s3cret"));
    }

    @Test
    void a_refusal_is_not_kept() {
        exchange.answer(500, "").answer(200, TOKEN.formatted("later"));
        CloudSigner signer = signer();
        Draft draft = draft(Signing.ENTRA, ENTRA, "{}");
        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> signer.waiting(draft));

        clock.pass(Duration.ofMinutes(5));

        assertThat(signer.waiting(draft).headers()).isEqualTo(Map.of("authorization", "Bearer later"));
    }

    @Test
    void a_missing_credential_is_named() {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> signer().waiting(draft(Signing.ENTRA, Map.of("tenant-id", "t"), "{}")))
                .extracting(e -> e.refusal().message())
                .asString()
                .contains("credential 'client-id' is not set");
    }

    @Test
    void a_key_file_that_is_not_there_refuses_the_exchange(@TempDir Path folder) {
        Map<String, String> file =
                Map.of("credentials-file", folder.resolve("none.json").toString());

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> signer().waiting(draft(Signing.GOOGLE_OAUTH, file, "{}")))
                .extracting(e -> e.refusal().message())
                .asString()
                .contains("file cannot be read");
    }

    @Test
    void a_proof_hides_itself() {
        assertThat(signer().waiting(draft(Signing.SIGV4, AWS, "{}"))).hasToString("Proof[***]");
    }

    // names of headers have no case
    private static String authorization(Proof proof) {
        return proof.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("authorization"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    private CloudSigner signer() {
        return new CloudSigner(new CloudCredentials(Map.of(), exchange, clock), clock);
    }

    private static Draft draft(Signing signing, Map<String, String> credentials, String... body) {
        Map<String, Secret> secrets = new HashMap<>();
        credentials.forEach((name, value) -> secrets.put(name, new Secret(value)));
        Provider provider = new Provider(
                "cloud",
                List.of(new Speech(Wire.BEDROCK_CONVERSE, "https://bedrock.example", signing, Map.of())),
                secrets,
                Map.of("region", "eu-west-3"),
                Habits.NONE,
                Map.of(),
                Provider.Connection.DEFAULT);
        return new Draft(
                new Target(provider, "m"),
                signing,
                URI.create("https://bedrock.example"),
                "/model/m/converse",
                Arrays.stream(body).map(Bytes::utf8).toList());
    }
}
