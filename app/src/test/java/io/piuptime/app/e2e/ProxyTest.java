package io.piuptime.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.fake.Tls;
import io.piuptime.testkit.raw.TestCertificate;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Providers behind a proxy, which sees where a connection goes and nothing else. */
class ProxyTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String ASK = "{\"model\":\"m\",\"messages\":[]}";
    private static final String ASK_STREAM = "{\"model\":\"m\",\"stream\":true,\"messages\":[]}";
    /** A name that resolves nowhere: only the proxy knows the way. */
    private static final String AWAY = "https://provider.test/v1";

    @TempDir
    private Path folder;

    @TempDir
    private Path tls;

    private TestCertificate certificate;
    private FakeOpenAi fake;
    private ConnectProxy proxy;

    @BeforeEach
    void start() {
        certificate = TestCertificate.create(tls, 5, "provider.test");
        fake = FakeOpenAi.start(new Tls(certificate.certificate(), certificate.key()));
        proxy = ConnectProxy.to(fake.port());
    }

    @AfterEach
    void stop() {
        proxy.close();
        fake.close();
    }

    @Test
    void tunnels_to_a_tls_provider_through_the_proxy_of_the_environment() throws Exception {
        try (GatewayUnderTest gateway = gateway(AWAY, trusting(), Map.of("HTTPS_PROXY", address("")))) {
            HttpResponse<String> reply = gateway.post(CHAT, ASK);
            assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
            assertThat(gateway.post(CHAT, ASK_STREAM).body()).endsWith("data: [DONE]\n\n");
            assertThat(fake.last().version()).isEqualTo("HTTP/2");
            assertThat(fake.last().header("authorization")).contains("Bearer sk-upstream-0123456789");
            assertThat(proxy.asked()).isNotEmpty().allMatch("CONNECT provider.test:443 HTTP/1.1"::equals);
            assertThat(proxy.header("authorization")).isEmpty();
        }
    }

    @Test
    void shows_the_proxy_its_name_and_password_and_the_provider_neither() throws Exception {
        try (GatewayUnderTest gateway = gateway(AWAY, trusting(), Map.of("HTTPS_PROXY", address("me:secret@")))) {
            assertThat(gateway.post(CHAT, ASK).statusCode()).isEqualTo(200);
            assertThat(proxy.header("proxy-authorization"))
                    .contains("Basic "
                            + Base64.getEncoder().encodeToString("me:secret".getBytes(StandardCharsets.US_ASCII)));
            assertThat(fake.last().header("proxy-authorization")).isEmpty();
        }
    }

    @Test
    void a_providers_own_proxy_counts_more_than_the_environments() throws Exception {
        String own = trusting() + ", proxy: \"" + address("") + "\"";
        try (GatewayUnderTest gateway = gateway(AWAY, own, Map.of("HTTPS_PROXY", "http://127.0.0.1:1"))) {
            assertThat(gateway.post(CHAT, ASK).statusCode()).isEqualTo(200);
            assertThat(proxy.asked()).hasSize(1);
        }
    }

    @Test
    void the_certificate_is_checked_through_the_proxy_as_well() throws Exception {
        try (GatewayUnderTest gateway = gateway(AWAY, "", Map.of("HTTPS_PROXY", address("")))) {
            assertThat(gateway.post(CHAT, ASK)).satisfies(reply -> says(reply, "upstream_tls"));
            assertThat(fake.requests()).isEmpty();
        }
    }

    @Test
    void neither_loopback_nor_what_no_proxy_names_goes_to_the_proxy() throws Exception {
        Map<String, String> environment =
                Map.of("HTTPS_PROXY", address(""), "NO_PROXY", "example.com,.test", "HTTP_PROXY", address(""));
        String near = "https://127.0.0.1:" + fake.port() + "/v1";
        try (GatewayUnderTest gateway = gateway(near, trusting(), environment)) {
            assertThat(gateway.post(CHAT, ASK).statusCode()).isEqualTo(200);
            String excepted = yaml(AWAY, trusting()) + "timers: {connect: 300ms, handshake: 300ms, total: 2s}\n";
            assertThat(gateway.reload(excepted).statusCode()).isEqualTo(200);
            assertThat(gateway.post(CHAT, ASK).statusCode()).isIn(502, 504);
            assertThat(proxy.asked()).isEmpty();
            assertThat(fake.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"403 Forbidden", "407 Proxy Authentication Required", "502 Bad Gateway"})
    void a_proxy_that_refuses_is_a_502(String status) throws Exception {
        try (ConnectProxy refusing = ConnectProxy.refusing(status);
                GatewayUnderTest gateway = gateway(
                        AWAY, trusting(), Map.of("HTTPS_PROXY", "http://me:secret@127.0.0.1:" + refusing.port()))) {
            HttpResponse<String> reply = gateway.post(CHAT, ASK);
            says(reply, "upstream_proxy");
            assertThat(reply.body()).doesNotContain("secret", String.valueOf(refusing.port()));
        }
    }

    @Test
    void a_proxy_that_is_not_there_is_a_502() throws Exception {
        proxy.close();
        try (GatewayUnderTest gateway = gateway(AWAY, trusting(), Map.of("HTTPS_PROXY", address("")))) {
            assertThat(gateway.post(CHAT, ASK).statusCode()).isEqualTo(502);
        }
    }

    private static void says(HttpResponse<String> reply, String code) {
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(502);
        assertThat(reply.body()).contains("\"code\":\"" + code + "\"");
    }

    private String address(String user) {
        return "http://" + user + "127.0.0.1:" + proxy.port();
    }

    private String trusting() {
        return ", ca-file: \"" + certificate.certificate() + "\"";
    }

    private GatewayUnderTest gateway(String base, String more, Map<String, String> environment) throws IOException {
        return GatewayUnderTest.start(folder, yaml(base, more), environment);
    }

    private static String yaml(String base, String more) {
        return """
                providers:
                  upstream: {base-url: "%s", api-key: "sk-upstream-0123456789"%s}
                models:
                  m: {targets: [{provider: upstream}]}
                drain: {lag: 0s, grace: 5s}
                """.formatted(base, more);
    }
}
