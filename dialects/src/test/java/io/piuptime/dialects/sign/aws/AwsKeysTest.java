package io.piuptime.dialects.sign.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.dialects.aws.sigv4.AwsCredentials;
import io.piuptime.dialects.sign.NoCredentialsException;
import io.piuptime.dialects.sign.Refreshed;
import io.piuptime.dialects.sign.ScriptedExchange;
import io.piuptime.dialects.sign.SetClock;
import io.piuptime.model.catalog.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AwsKeysTest {
    private static final String KEYS = "{\"RoleArn\":\"r\",\"AccessKeyId\":\"ASIA1\",\"SecretAccessKey\":\"secret-1\","
            + "\"Token\":\"token-1\",\"Expiration\":\"2026-03-01T18:00:00Z\"}";
    private static final AwsCredentials OF_ROLE =
            new AwsCredentials("ASIA1", new Secret("secret-1"), Optional.of(new Secret("token-1")));

    private final SetClock clock = new SetClock();
    private final ScriptedExchange exchange = new ScriptedExchange();

    @TempDir
    private Path folder;

    @Test
    void takes_the_keys_that_the_environment_holds() {
        AwsCredentials keys = keys(Map.of("AWS_ACCESS_KEY_ID", "AKIA1", "AWS_SECRET_ACCESS_KEY", " secret-1 "));

        assertThat(keys).isEqualTo(new AwsCredentials("AKIA1", new Secret("secret-1"), Optional.empty()));
        assertThat(keys(Map.of(
                        "AWS_ACCESS_KEY_ID", "ASIA1",
                        "AWS_SECRET_ACCESS_KEY", "secret-1",
                        "AWS_SESSION_TOKEN", "token-1")))
                .isEqualTo(OF_ROLE);
        assertThat(exchange.asked()).isEmpty();
    }

    @Test
    void prefers_a_key_of_bedrock_s_own_to_signing() {
        Map<String, String> variables = Map.of(
                "AWS_BEARER_TOKEN_BEDROCK", "ABSK1", "AWS_ACCESS_KEY_ID", "AKIA1", "AWS_SECRET_ACCESS_KEY", "secret-1");

        assertThat(found(variables).bedrock()).contains(new BedrockAccess.Bearer(new Secret("ABSK1")));
        assertThat(found(Map.of("HOME", folder.toString())).bedrock())
                .hasValueSatisfying(access -> assertThat(access).isInstanceOf(BedrockAccess.Signed.class));
    }

    @Test
    void finds_none_where_all_ways_are_shut() {
        assertThat(found(Map.of("AWS_EC2_METADATA_DISABLED", "true")).keys()).isEmpty();
        assertThat(found(Map.of("AWS_EC2_METADATA_DISABLED", "TRUE", "AWS_ACCESS_KEY_ID", "alone"))
                        .bedrock())
                .isEmpty();
    }

    @Test
    void takes_a_profile_of_the_shared_file() throws IOException {
        Path file = Files.writeString(folder.resolve("keys"), """
                # made by hand
                [default]
                aws_access_key_id = AKIA1
                aws_secret_access_key=secret/1=
                [ other ]
                ; a comment = x
                AWS_ACCESS_KEY_ID=ASIA1
                aws_secret_access_key = secret-1
                aws_session_token = token-1
                region = eu-west-1
                [sso]
                sso_session = x
                """);
        Map<String, String> variables = Map.of("AWS_SHARED_CREDENTIALS_FILE", file.toString());

        assertThat(keys(variables)).isEqualTo(new AwsCredentials("AKIA1", new Secret("secret/1="), Optional.empty()));
        assertThat(keys(with(variables, "AWS_PROFILE", "other"))).isEqualTo(OF_ROLE);
        assertThatThrownBy(() -> keys(with(variables, "AWS_PROFILE", "sso")))
                .isInstanceOf(NoCredentialsException.class)
                .hasMessage("AWS profile sso: without keys (expected: aws_access_key_id and aws_secret_access_key)");
        assertThatThrownBy(() -> keys(with(variables, "AWS_PROFILE", "nobody"))).hasMessageContaining("nobody");
    }

    @Test
    void looks_at_the_shared_file_again_after_a_while() throws IOException {
        Path file = Files.createDirectories(folder.resolve(".aws")).resolve("credentials");
        Files.writeString(file, "[default]\naws_access_key_id=AKIA1\naws_secret_access_key=s\n");
        Refreshed<AwsCredentials> held =
                found(Map.of("HOME", folder.toString())).keys().orElseThrow();

        assertThat(held.current().accessKeyId()).isEqualTo("AKIA1");
        Files.writeString(file, "[default]\naws_access_key_id=AKIA2\naws_secret_access_key=s\n");
        clock.pass(Duration.ofMinutes(4));
        assertThat(held.current().accessKeyId()).isEqualTo("AKIA1");
        clock.pass(Duration.ofMinutes(1));
        assertThat(held.current().accessKeyId()).isEqualTo("AKIA2");
    }

    @Test
    void says_that_the_file_of_an_asked_for_profile_is_missing() {
        assertThatThrownBy(() -> keys(Map.of("AWS_PROFILE", "x", "HOME", folder.toString())))
                .hasMessage("AWS_SHARED_CREDENTIALS_FILE: the file cannot be read");
        assertThatThrownBy(() -> keys(Map.of("AWS_PROFILE", "x")))
                .hasMessage("AWS_SHARED_CREDENTIALS_FILE: not set, nor HOME (expected: a file)");
    }

    @Test
    void asks_the_service_beside_a_container() {
        exchange.answer(200, KEYS);

        assertThat(keys(Map.of("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/credentials/1")))
                .isEqualTo(OF_ROLE);
        assertThat(exchange.last()).hasToString("GET http://169.254.170.2/v2/credentials/1");
        assertThat(exchange.last().headers()).isEmpty();
    }

    @Test
    void shows_a_container_s_token_read_anew_each_time() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "first\n");
        exchange.answer(200, KEYS).answer(200, KEYS);
        Refreshed<AwsCredentials> held = found(Map.of(
                        "AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://169.254.170.23/v1/credentials",
                        "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", token.toString(),
                        "AWS_CONTAINER_AUTHORIZATION_TOKEN", "not this"))
                .keys()
                .orElseThrow();

        held.current();
        assertThat(exchange.last().headers()).isEqualTo(Map.of("Authorization", "first"));
        Files.writeString(token, "second");
        clock.pass(Duration.ofHours(6).minus(Refreshed.MARGIN));
        held.current();
        assertThat(exchange.last().headers()).isEqualTo(Map.of("Authorization", "second"));
    }

    @Test
    void asks_for_keys_of_a_container_only_beside_it_or_over_tls() {
        for (String uri :
                new String[] {"http://example.com/", "http://169.254.170.2.example.com/", "ftp://localhost/", "x"}) {
            assertThatThrownBy(() -> keys(Map.of("AWS_CONTAINER_CREDENTIALS_FULL_URI", uri)))
                    .as(uri)
                    .hasMessageContaining("AWS_CONTAINER_CREDENTIALS_FULL_URI: not trusted");
        }
        assertThatThrownBy(() -> keys(Map.of("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "@example.com/")))
                .hasMessageContaining("no answer");
        assertThat(exchange.last().uri().getHost()).isEqualTo("169.254.170.2");
        exchange.answer(200, KEYS);
        assertThat(keys(Map.of("AWS_CONTAINER_CREDENTIALS_FULL_URI", "https://example.com/keys")))
                .isEqualTo(OF_ROLE);
    }

    @Test
    void refuses_a_container_s_token_that_would_be_two_headers() {
        assertThatThrownBy(() -> keys(Map.of(
                        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/x",
                        "AWS_CONTAINER_AUTHORIZATION_TOKEN", "a\r\nHost: b")))
                .hasMessage("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: several lines (expected: one)");
        assertThat(exchange.asked()).isEmpty();
    }

    @Test
    void asks_the_machine_within_a_session() {
        exchange.answer(200, "the-session").answer(200, "my-role\n").answer(200, KEYS);

        assertThat(keys(Map.of())).isEqualTo(OF_ROLE);

        assertThat(exchange.asked())
                .extracting(Object::toString)
                .containsExactly(
                        "PUT http://169.254.169.254/latest/api/token",
                        "GET http://169.254.169.254/latest/meta-data/iam/security-credentials/",
                        "GET http://169.254.169.254/latest/meta-data/iam/security-credentials/my-role");
        assertThat(exchange.asked().getFirst().headers())
                .isEqualTo(Map.of("X-aws-ec2-metadata-token-ttl-seconds", "60"));
        assertThat(exchange.last().headers()).isEqualTo(Map.of("X-aws-ec2-metadata-token", "the-session"));
    }

    @Test
    void says_what_a_machine_does_not_answer() {
        assertThatThrownBy(() -> keys(Map.of())).hasMessage("AWS keys of the instance: no answer");
        exchange.answer(403, "");
        assertThatThrownBy(() -> keys(Map.of())).hasMessage("AWS keys of the instance: status 403 (expected: 200)");
        exchange.answer(200, "s").answer(200, "<html>../..</html>");
        assertThatThrownBy(() -> keys(Map.of()))
                .hasMessage("AWS keys of the instance: /latest/meta-data/iam/security-credentials/ answered with"
                        + " 18 characters (expected: one line)");
        exchange.answer(200, "s").answer(200, "r").answer(200, "{\"Code\":\"Failed\"}");
        assertThatThrownBy(() -> keys(Map.of())).hasMessageContaining("an answer without keys");
        exchange.answer(200, "s").answer(200, "r").answer(200, KEYS.replace("18:00", "soon"));
        assertThatThrownBy(() -> keys(Map.of())).hasMessageContaining("an answer without keys");
        assertThatThrownBy(() -> keys(Map.of("AWS_EC2_METADATA_SERVICE_ENDPOINT", "a b")))
                .hasMessageContaining("AWS_EC2_METADATA_SERVICE_ENDPOINT: no address");
    }

    @Test
    void no_secret_shows_itself() {
        Map<String, String> variables = Map.of(
                "AWS_BEARER_TOKEN_BEDROCK", "ABSK1", "AWS_ACCESS_KEY_ID", "AKIA1", "AWS_SECRET_ACCESS_KEY", "secret-1");

        assertThat(found(variables).bedrock().toString() + new AwsEnvironment(variables) + OF_ROLE)
                .contains("AWS_SECRET_ACCESS_KEY", "ASIA1")
                .doesNotContain("ABSK1", "secret-1", "token-1");
    }

    private AwsKeys found(Map<String, String> variables) {
        return new AwsKeys(variables, exchange, clock);
    }

    private AwsCredentials keys(Map<String, String> variables) {
        return found(variables).keys().orElseThrow().current();
    }

    private static Map<String, String> with(Map<String, String> variables, String name, String value) {
        Map<String, String> more = new HashMap<>(variables);
        more.put(name, value);
        return more;
    }
}
