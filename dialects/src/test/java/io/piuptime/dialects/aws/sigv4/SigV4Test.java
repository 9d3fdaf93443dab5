package io.piuptime.dialects.aws.sigv4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.gateway.Bytes;
import io.piuptime.model.catalog.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SigV4Test {
    private static final Scope BEDROCK = new Scope("eu-west-1", "bedrock");
    private static final AwsCredentials KEYS =
            new AwsCredentials("AKIDEXAMPLE", new Secret("the-secret"), Optional.of(new Secret("the-token")));

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T23:59:59Z"));
    private final SigV4 signer = new SigV4(BEDROCK, SigningRules.USUAL, now::get);

    @Test
    void a_path_that_is_encoded_on_the_wire_is_encoded_once_more_for_signing() {
        SigningRequest request = request("/model/anthropic.claude-v1%3A0/converse", "", List.of());

        assertThat(CanonicalRequest.of(request, SigningRules.USUAL).text())
                .startsWith("POST\n/model/anthropic.claude-v1%253A0/converse\n");
        assertThat(CanonicalRequest.of(request, SigningRules.S3).text())
                .startsWith("POST\n/model/anthropic.claude-v1%3A0/converse\n");
    }

    @Test
    void a_name_of_an_object_keeps_its_dots_and_slashes() {
        SigningRequest request = request("/bucket/a//b/../c", "", List.of());

        assertThat(CanonicalRequest.of(request, SigningRules.S3).text()).startsWith("POST\n/bucket/a//b/../c\n");
        assertThat(CanonicalRequest.of(request, SigningRules.USUAL).text()).startsWith("POST\n/bucket/a/c\n");
    }

    @Test
    void every_spelling_of_a_query_is_signed_alike() {
        assertThat(canonicalQuery("b=%2f&a=1&&c")).isEqualTo("a=1&b=%2F&c=");
        assertThat(canonicalQuery("c=&b=/&%61=1")).isEqualTo("a=1&b=%2F&c=");
        assertThat(canonicalQuery("a=50%&a=%zz&a=x=y")).isEqualTo("a=%25zz&a=50%25&a=x%3Dy");
        assertThat(canonicalQuery("a=b+c")).isEqualTo("a=b%2Bc");
    }

    @Test
    void a_name_sorts_before_longer_names_that_begin_with_it() {
        assertThat(canonicalQuery("a-b=1&a=2")).isEqualTo("a=2&a-b=1");
    }

    @Test
    void a_request_s_own_signature_and_what_proxies_change_are_not_signed() {
        List<HeaderField> headers = List.of(
                new HeaderField("authorization", "old"),
                new HeaderField("x-amz-date", "old"),
                new HeaderField("User-Agent", "x"),
                new HeaderField("Connection", "close"));

        List<HeaderField> added = signer.sign(request("/", "", headers), KEYS);

        assertThat(value(added, "Authorization")).contains("SignedHeaders=host;x-amz-date;x-amz-security-token,");
        assertThat(added).isEqualTo(signer.sign(request("/", "", List.of()), KEYS));
    }

    @Test
    void tells_the_hash_of_the_body_where_the_service_wants_it() {
        SigV4 s3 = new SigV4(new Scope("eu-west-1", "s3"), SigningRules.S3, now::get);

        List<HeaderField> added = s3.sign(request("/", "", List.of()), KEYS);

        assertThat(value(added, "X-Amz-Content-Sha256"))
                .isEqualTo("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
        assertThat(value(added, "Authorization")).contains("x-amz-content-sha256");
    }

    @Test
    void leaves_the_body_open_when_asked_to() {
        SigningRequest open = new SigningRequest("POST", "/", "", host(), Payload.UNSIGNED);

        assertThat(CanonicalRequest.of(open, SigningRules.USUAL).text()).endsWith("\nUNSIGNED-PAYLOAD");
        assertThat(signer.sign(open, KEYS)).isNotEqualTo(signer.sign(request("/", "", List.of()), KEYS));
    }

    @Test
    void hashes_only_the_stretch_that_is_the_body() {
        byte[] array = "..{}..".getBytes(StandardCharsets.UTF_8);

        assertThat(Payload.of(new Bytes(array, 2, 4))).isEqualTo(Payload.of(Bytes.utf8("{}")));
    }

    @Test
    void signs_with_another_key_on_another_day_and_with_other_credentials() {
        SigningRequest request = request("/", "", List.of());
        AwsCredentials others = new AwsCredentials("AKIDEXAMPLE", new Secret("another"), Optional.empty());
        List<HeaderField> first = signer.sign(request, KEYS);
        List<HeaderField> withOthers = signer.sign(request, others);
        List<HeaderField> again = signer.sign(request, KEYS);
        now.set(Instant.parse("2026-03-02T00:00:00Z"));
        List<HeaderField> nextDay = signer.sign(request, KEYS);

        assertThat(again).isEqualTo(first);
        assertThat(value(withOthers, "Authorization")).isNotEqualTo(value(first, "Authorization"));
        assertThat(value(nextDay, "Authorization")).contains("/20260302/");
        assertThat(nextDay).isEqualTo(new SigV4(BEDROCK, SigningRules.USUAL, now::get).sign(request, KEYS));
    }

    @Test
    void refuses_to_sign_a_query_twice() {
        SigningRequest request = request("/", "a=1&X-Amz-%53ignature=0", List.of());

        assertThatThrownBy(() -> signer.presign(request, KEYS, Duration.ofMinutes(1)))
                .hasMessage("query: holds X-Amz-Signature (expected: a query not yet signed)");
    }

    @Test
    void refuses_an_expiry_that_services_refuse() {
        SigningRequest request = request("/", "", List.of());

        assertThatThrownBy(() -> signer.presign(request, KEYS, Duration.ofMillis(999)))
                .hasMessage("expiry: PT0.999S (expected: 1 second to 7 days)");
        assertThatThrownBy(
                        () -> signer.presign(request, KEYS, Duration.ofDays(7).plusMillis(1)))
                .hasMessageContaining("(expected: 1 second to 7 days)");
        assertThat(signer.presign(request, KEYS, Duration.ofDays(7))).contains("X-Amz-Expires=604800");
    }

    @Test
    void refuses_what_cannot_be_signed() {
        assertThatThrownBy(() -> new SigningRequest("GET", "model", "", host(), Payload.EMPTY))
                .hasMessageContaining("expected: the path as it is sent");
        assertThatThrownBy(() -> new SigningRequest("GET", "/", "", List.of(), Payload.EMPTY))
                .hasMessageContaining("expected: Host among those that are signed");
        assertThatThrownBy(() -> new Scope("eu-west-1/x", "bedrock")).hasMessageContaining("region: 11 characters");
        assertThatThrownBy(() -> new AwsCredentials(" ", new Secret("x"), Optional.empty()))
                .hasMessageContaining("AWS keys: blank");
    }

    @Test
    void refuses_headers_that_would_be_two() {
        assertThatThrownBy(() -> new HeaderField("a", "x\r\nb: y"))
                .hasMessage("value of header a: breaks its line (expected: one line)");
        assertThatThrownBy(() -> new HeaderField("a: b", "x")).hasMessage("header name: \"a: b\" (expected: a token)");
        assertThatThrownBy(() -> new HeaderField("a\n", "x")).hasMessage("header name: \"a?\" (expected: a token)");
        assertThatThrownBy(() -> new HeaderField("", "x")).hasMessageContaining("(expected: a token)");
    }

    @Test
    void no_secret_shows_itself() {
        List<HeaderField> added = signer.sign(request("/", "", List.of()), KEYS);

        assertThat(KEYS.toString()).contains("AKIDEXAMPLE").doesNotContain("the-secret", "the-token");
        assertThat(added.toString()).contains("Authorization").doesNotContain("the-token", "Signature");
    }

    private static String canonicalQuery(String query) {
        return CanonicalRequest.of(request("/", query, List.of()), SigningRules.USUAL)
                .text()
                .lines()
                .toList()
                .get(2);
    }

    private static SigningRequest request(String path, String query, List<HeaderField> more) {
        List<HeaderField> headers = new ArrayList<>(host());
        headers.addAll(more);
        return new SigningRequest("POST", path, query, headers, Payload.of(Bytes.utf8("{}")));
    }

    private static List<HeaderField> host() {
        return List.of(new HeaderField("Host", "bedrock-runtime.eu-west-1.amazonaws.com"));
    }

    private static String value(List<HeaderField> headers, String name) {
        return headers.stream()
                .filter(header -> header.name().equals(name))
                .map(HeaderField::value)
                .findFirst()
                .orElseThrow();
    }
}
