package io.piuptime.app.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.app.e2e.GatewayUnderTest;
import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.fake.Tls;
import io.piuptime.testkit.raw.TestAuthority;
import io.piuptime.testkit.raw.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Targets that cannot be reached: by name, by route, by certificate. */
@Timeout(60)
final class NetworkFaultTest {
    private static final String ASK = "{\"model\":\"m\",\"messages\":[]}";

    @TempDir
    private Path folder;

    private FakeOpenAi well;

    @BeforeEach
    void start() {
        well = FakeOpenAi.start();
    }

    @AfterEach
    void stop() {
        well.close();
    }

    @Test
    void a_name_that_does_not_resolve_is_left_at_once() throws Exception {
        try (GatewayUnderTest gateway = gateway("https://nobody.invalid/v1", "", "")) {
            long begin = System.nanoTime();
            HttpResponse<String> reply = gateway.post(Walled.PATH, ASK);

            assertThat(reply.statusCode()).isEqualTo(200);
            assertThat(reply.headers().firstValue("x-piup-fallback-reason")).contains("unreachable");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @ParameterizedTest
    @CsvSource({"-3, localhost, expired", "3, elsewhere.example, of another host"})
    void a_certificate_that_is_no_good_is_left_and_no_plain_text_is_sent(int days, String host, String what)
            throws Exception {
        Path tls = Files.createDirectories(folder.resolve("tls"));
        TestAuthority authority = TestAuthority.create(tls);
        TestCertificate certificate = authority.issue(tls, days, host);
        try (FakeOpenAi bad = FakeOpenAi.start(new Tls(certificate.certificate(), certificate.key()))) {
            String address = "https://localhost:" + bad.port() + "/v1";
            String trust = ", ca-file: \"" + authority.certificate() + "\"";
            try (GatewayUnderTest gateway = gateway(address, trust, "")) {
                HttpResponse<String> reply = gateway.post(Walled.PATH, ASK);

                assertThat(reply.statusCode()).as(what).isEqualTo(200);
                assertThat(reply.headers().firstValue("x-piup-target")).contains("well/m");
                assertThat(reply.headers().firstValue("x-piup-attempts")).contains("2");
                assertThat(bad.requests()).isEmpty();
            }
        }
    }

    @Test
    void a_certificate_that_an_authority_signed_is_trusted_with_it() throws Exception {
        Path tls = Files.createDirectories(folder.resolve("tls"));
        TestAuthority authority = TestAuthority.create(tls);
        TestCertificate certificate = authority.issue(tls, 3, "localhost");
        try (FakeOpenAi good = FakeOpenAi.start(new Tls(certificate.certificate(), certificate.key()));
                GatewayUnderTest gateway = gateway(
                        "https://localhost:" + good.port() + "/v1",
                        ", ca-file: \"" + authority.certificate() + "\"",
                        "")) {
            assertThat(gateway.post(Walled.PATH, ASK).headers().firstValue("x-piup-target"))
                    .contains("first/m");
        }
    }

    @Test
    void an_old_protocol_is_told_clearly_where_nobody_else_is_left() throws Exception {
        try (FakeOpenAi plain = FakeOpenAi.start()) {
            String yaml = """
                    providers:
                      first: {base-url: "https://127.0.0.1:%d/v1"}
                    models:
                      m: {targets: [{provider: first}]}
                    drain: {lag: 0s}
                    """.formatted(plain.port());
            try (GatewayUnderTest gateway = GatewayUnderTest.start(folder, yaml)) {
                HttpResponse<String> reply = gateway.post(Walled.PATH, ASK);

                assertThat(reply.statusCode()).isEqualTo(502);
                assertThat(reply.body()).contains("upstream_tls", "the TLS handshake failed");
                assertThat(plain.requests()).isEmpty();
            }
        }
    }

    @Test
    void a_route_that_swallows_is_left_when_the_connection_has_taken_too_long() throws Exception {
        List<Socket> fill = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            fill(full, fill);
            try (GatewayUnderTest gateway =
                    gateway("http://127.0.0.1:" + full.getLocalPort() + "/v1", "", "timers: {connect: 500ms}")) {
                long begin = System.nanoTime();
                HttpResponse<String> reply = gateway.post(Walled.PATH, ASK);

                assertThat(reply.statusCode()).isEqualTo(200);
                assertThat(reply.headers().firstValue("x-piup-fallback-reason")).contains("unreachable");
                assertThat(Duration.ofNanos(System.nanoTime() - begin))
                        .isBetween(Duration.ofMillis(400), Duration.ofSeconds(4));
            }
        } finally {
            for (Socket socket : fill) {
                socket.close();
            }
        }
    }

    /** Fills the queue of a listener that accepts nobody, so that later connections are never answered. */
    private static void fill(ServerSocket full, List<Socket> fill) throws IOException {
        for (int i = 0; i < 8; i++) {
            Socket socket = new Socket();
            fill.add(socket);
            try {
                socket.connect(new InetSocketAddress(full.getInetAddress(), full.getLocalPort()), 100);
            } catch (IOException swallowed) {
                return;
            }
        }
        throw new AssertionError("a listener of 1 place took 8 connections");
    }

    private GatewayUnderTest gateway(String firstAddress, String ofFirst, String more) throws IOException {
        return GatewayUnderTest.start(folder, """
                providers:
                  first: {base-url: "%s"%s}
                  well: {base-url: "%s"}
                models:
                  m: {targets: [{provider: first}, {provider: well}]}
                drain: {lag: 0s}
                %s
                """.formatted(firstAddress, ofFirst, well.baseUrl(), more));
    }
}
