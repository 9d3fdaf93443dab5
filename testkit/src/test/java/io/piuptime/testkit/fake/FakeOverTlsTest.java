package io.piuptime.testkit.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.testkit.raw.TestCertificate;
import io.piuptime.testkit.script.Ending;
import io.piuptime.testkit.script.Script;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FakeOverTlsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String HELLO =
            "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hello you\"}]}";

    @TempDir
    private static Path folder;

    private static Optional<FakeOpenAi> started = Optional.empty();
    private static Optional<HttpClient> trusting = Optional.empty();

    @BeforeAll
    static void start() throws Exception {
        TestCertificate certificate = TestCertificate.create(folder, 1);
        started = Optional.of(FakeOpenAi.start(new Tls(certificate.certificate(), certificate.key())));
        trusting = Optional.of(
                HttpClient.newBuilder().sslContext(certificate.trusting()).build());
    }

    @AfterAll
    static void stop() {
        trusting.ifPresent(HttpClient::shutdownNow);
        started.ifPresent(FakeOpenAi::close);
    }

    @BeforeEach
    void forget() {
        fake().reset();
    }

    @Test
    void serves_http_2_where_the_client_can() throws Exception {
        HttpResponse<String> reply = ask(HttpClient.Version.HTTP_2);

        assertThat(reply.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(reply.body()).contains("\"content\":\" you\"").endsWith("data: [DONE]\n\n");
        assertThat(fake().last().version()).isEqualTo("HTTP/2");
        assertThat(fake().last().text()).isEqualTo(HELLO);
    }

    @Test
    void serves_http_1_where_it_cannot() throws Exception {
        assertThat(ask(HttpClient.Version.HTTP_1_1).version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        assertThat(fake().last().version()).isEqualTo("HTTP/1.1");
    }

    @Test
    void resets_a_stream_of_http_2_and_keeps_the_connection() throws Exception {
        fake().next(Script.cut(Script.chat("a", "b"), 2, Ending.RST));

        assertThatThrownBy(() -> ask(HttpClient.Version.HTTP_2)).isInstanceOf(IOException.class);
        assertThat(ask(HttpClient.Version.HTTP_2).statusCode()).isEqualTo(200);
        assertThat(fake().requests().getLast().connection())
                .isEqualTo(fake().requests().getFirst().connection());
    }

    @Test
    void cuts_a_tls_connection_of_http_1() {
        fake().next(Script.cut(Script.chat("a", "b"), 2, Ending.RST), Script.garbage());

        assertThatThrownBy(() -> ask(HttpClient.Version.HTTP_1_1)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> ask(HttpClient.Version.HTTP_1_1)).isInstanceOf(IOException.class);
    }

    @Test
    void sees_a_stream_of_http_2_cancelled() throws Exception {
        fake().next(Script.stallAfter(Script.chat("a"), 2));
        HttpResponse<InputStream> reply =
                client().send(request(HttpClient.Version.HTTP_2), HttpResponse.BodyHandlers.ofInputStream());
        reply.body().close();

        assertThat(fake().last().awaitClosed(PATIENCE)).isTrue();
    }

    private static HttpResponse<String> ask(HttpClient.Version version) throws IOException, InterruptedException {
        return client().send(request(version), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest request(HttpClient.Version version) {
        return HttpRequest.newBuilder(URI.create(fake().baseUrl() + "/chat/completions"))
                .version(version)
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofString(HELLO))
                .build();
    }

    private static FakeOpenAi fake() {
        return started.orElseThrow();
    }

    private static HttpClient client() {
        return trusting.orElseThrow();
    }
}
