package io.piuptime.dialects.aws.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.dialects.TestData;
import io.piuptime.model.catalog.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Every case of the suite that AWS's own C library is tested with, signed in the headers and in the query. */
class AwsAuthVectorsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a case is signed with. */
    private record Setting(
            AwsCredentials credentials, Scope scope, SigningRules rules, Instant moment, Duration expiry) {
        SigV4 signer() {
            return new SigV4(scope, rules, InstantSource.fixed(moment));
        }

        /** Where the query carries the signature, no header does. */
        Setting forQuery() {
            SigningRules plain = new SigningRules(rules.normalisePath(), rules.encodePath(), false, rules.signToken());
            return new Setting(credentials, scope, plain, moment, expiry);
        }
    }

    private static List<Path> vectors() throws IOException {
        try (Stream<Path> folders = Files.list(TestData.folder("sigv4-aws-c-auth/aws-signing-test-suite/v4"))) {
            return folders.sorted().toList();
        }
    }

    @Test
    void all_cases_are_there() throws IOException {
        assertThat(vectors()).hasSize(38);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void signs_in_the_headers(Path vector) {
        Setting setting = setting(vector);
        SigningRequest request = VectorText.read(vector.resolve("request.txt")).toSign();

        List<HeaderField> added = setting.signer().sign(request, setting.credentials());

        CanonicalRequest canonical = CanonicalRequest.of(with(request, signedOf(added, setting)), setting.rules());
        assertThat(canonical.text()).isEqualTo(text(vector, "header-canonical-request.txt"));
        assertThat(new Signature(setting.moment(), setting.scope()).stringToSign(canonical))
                .isEqualTo(text(vector, "header-string-to-sign.txt"));
        assertThat(lines(with(request, added).headers()))
                .containsExactlyInAnyOrderElementsOf(lines(VectorText.read(vector.resolve("header-signed-request.txt"))
                        .headers()));
        assertThat(added.getLast().value()).endsWith("Signature=" + text(vector, "header-signature.txt"));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void signs_in_the_query(Path vector) {
        Setting setting = setting(vector).forQuery();
        SigningRequest request = VectorText.read(vector.resolve("request.txt")).toSign();

        String query = setting.signer().presign(request, setting.credentials(), setting.expiry());

        CanonicalRequest canonical = CanonicalRequest.of(
                new SigningRequest(
                        request.method(),
                        request.path(),
                        coveredBySignature(query, setting.rules()),
                        request.headers(),
                        request.payload()),
                setting.rules());
        assertThat(canonical.text()).isEqualTo(text(vector, "query-canonical-request.txt"));
        assertThat(new Signature(setting.moment(), setting.scope()).stringToSign(canonical))
                .isEqualTo(text(vector, "query-string-to-sign.txt"));
        assertThat(query).endsWith("X-Amz-Signature=" + text(vector, "query-signature.txt"));
        assertThat(request.path() + "?" + query)
                .isEqualTo(VectorText.read(vector.resolve("query-signed-request.txt"))
                        .target());
    }

    private static Setting setting(Path vector) {
        JsonNode context = JSON.readTree(text(vector, "context.json"));
        JsonNode keys = context.get("credentials");
        return new Setting(
                new AwsCredentials(
                        keys.get("access_key_id").asString(),
                        new Secret(keys.get("secret_access_key").asString()),
                        Optional.ofNullable(keys.get("token")).map(token -> new Secret(token.asString()))),
                new Scope(
                        context.get("region").asString(), context.get("service").asString()),
                new SigningRules(
                        context.get("normalize").asBoolean(),
                        true,
                        context.get("sign_body").asBoolean(),
                        !context.path("omit_session_token").asBoolean(false)),
                Instant.parse(context.get("timestamp").asString()),
                Duration.ofSeconds(context.get("expiration_in_seconds").asInt()));
    }

    /** The added headers without the signature itself, and without a token that it leaves out. */
    private static List<HeaderField> signedOf(List<HeaderField> added, Setting setting) {
        return added.stream()
                .filter(header -> !header.name().equals("Authorization"))
                .filter(header -> setting.rules().signToken() || !header.name().equals("X-Amz-Security-Token"))
                .toList();
    }

    private static String coveredBySignature(String query, SigningRules rules) {
        String covered = query.replaceAll("&X-Amz-Signature=.*", "");
        return rules.signToken() ? covered : covered.replaceAll("&X-Amz-Security-Token=[^&]*", "");
    }

    private static SigningRequest with(SigningRequest request, List<HeaderField> added) {
        List<HeaderField> headers = new ArrayList<>(request.headers());
        headers.addAll(added);
        return new SigningRequest(request.method(), request.path(), request.query(), headers, request.payload());
    }

    private static List<String> lines(List<HeaderField> headers) {
        return headers.stream()
                .map(header -> header.name().toLowerCase(Locale.ROOT) + ":" + header.value())
                .toList();
    }

    private static String text(Path vector, String name) {
        return VectorText.file(vector.resolve(name));
    }
}
