package io.piuptime.dialects.sign.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.dialects.aws.sigv4.AwsCredentials;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebIdentityKeysTest {
    private static final String REPLY = """
            <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
              <AssumeRoleWithWebIdentityResult>
                <SubjectFromWebIdentityToken>system:serviceaccount:a:b</SubjectFromWebIdentityToken>
                <Credentials>
                  <SessionToken>token/1+=</SessionToken>
                  <SecretAccessKey>secret-1</SecretAccessKey>
                  <Expiration>2026-03-01T13:00:00Z</Expiration>
                  <AccessKeyId>ASIA1</AccessKeyId>
                </Credentials>
              </AssumeRoleWithWebIdentityResult>
            </AssumeRoleWithWebIdentityResponse>
            """;

    private final SetClock clock = new SetClock();
    private final ScriptedExchange sts = new ScriptedExchange();
    private final Map<String, String> variables = new HashMap<>();

    @TempDir
    private Path folder;

    @BeforeEach
    void writes_the_token() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "eyJ.first\n");
        variables.put("AWS_WEB_IDENTITY_TOKEN_FILE", token.toString());
        variables.put("AWS_ROLE_ARN", "arn:aws:iam::1:role/r");
        variables.put("AWS_REGION", "eu-west-1");
    }

    @Test
    void exchanges_the_pod_s_token_for_keys_of_its_role() {
        sts.answer(200, REPLY);

        assertThat(held().current())
                .isEqualTo(new AwsCredentials("ASIA1", new Secret("secret-1"), Optional.of(new Secret("token/1+="))));
        assertThat(sts.last()).hasToString("POST https://sts.eu-west-1.amazonaws.com/");
        assertThat(sts.form())
                .isEqualTo(Map.of(
                        "Action", "AssumeRoleWithWebIdentity",
                        "Version", "2011-06-15",
                        "RoleArn", "arn:aws:iam::1:role/r",
                        "RoleSessionName", "piup",
                        "WebIdentityToken", "eyJ.first"));
    }

    @Test
    void reads_the_token_anew_before_the_keys_end() throws IOException {
        sts.answer(200, REPLY).answer(200, REPLY.replace("13:00", "14:00"));
        Refreshed<AwsCredentials> held = held();

        held.current();
        Files.writeString(folder.resolve("token"), "eyJ.second");
        clock.pass(Duration.ofMinutes(54));
        held.current();
        assertThat(sts.asked()).hasSize(1);
        clock.pass(Duration.ofMinutes(1));
        held.current();
        assertThat(sts.form()).containsEntry("WebIdentityToken", "eyJ.second");
    }

    @Test
    void asks_the_service_of_the_region() {
        assertThat(askedHost("us-gov-west-1")).isEqualTo("sts.us-gov-west-1.amazonaws.com");
        assertThat(askedHost("cn-north-1")).isEqualTo("sts.cn-north-1.amazonaws.com.cn");
        assertThat(askedHost("")).isEqualTo("sts.amazonaws.com");
        variables.put("AWS_REGION", "x.example/");
        assertThatThrownBy(() -> held().current()).hasMessage("AWS_REGION: no region (expected: one like eu-west-1)");
    }

    @Test
    void says_what_is_wrong_with_an_answer() {
        sts.answer(403, "<ErrorResponse><Message>eyJ.first</Message></ErrorResponse>");
        assertThatThrownBy(() -> held().current())
                .hasMessage("AWS keys for the web identity: status 403 (expected: 200)");
        sts.answer(200, "{}");
        assertThatThrownBy(() -> held().current()).hasMessageContaining("an answer that is no XML");
        sts.answer(200, REPLY.replaceAll("<SecretAccessKey>.*", ""));
        assertThatThrownBy(() -> held().current()).hasMessageContaining("an answer without keys");
    }

    @Test
    void opens_no_file_for_an_answer() throws IOException {
        Path file = Files.writeString(folder.resolve("other"), "read");
        sts.answer(
                200, "<!DOCTYPE a [<!ENTITY x SYSTEM \"" + file.toUri() + "\">]>" + REPLY.replace("secret-1", "&x;"));

        assertThatThrownBy(() -> held().current()).hasMessageContaining("AWS keys for the web identity: an answer");
    }

    @Test
    void says_that_the_token_is_missing() throws IOException {
        Files.delete(folder.resolve("token"));

        assertThatThrownBy(() -> held().current()).hasMessage("AWS_WEB_IDENTITY_TOKEN_FILE: the file cannot be read");
        assertThat(sts.asked()).isEmpty();
    }

    private Refreshed<AwsCredentials> held() {
        return new AwsKeys(variables, sts, clock).keys().orElseThrow();
    }

    private String askedHost(String region) {
        variables.put("AWS_REGION", region);
        assertThatThrownBy(() -> held().current()).hasMessageContaining("no answer");
        return sts.last().uri().getHost();
    }
}
