package io.piuptime.app.e2e.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.egress.CheckedHosts;
import io.piuptime.gateway.send.fetch.GuardedFetch;
import io.piuptime.gateway.send.fetch.GuardedFetch.Order;
import io.piuptime.gateway.send.pool.Upstreams;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Timers;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.egress.Egress;
import io.piuptime.model.egress.Network;
import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.fake.Tls;
import io.piuptime.testkit.raw.TestCertificate;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections that are pinned, with names that stay. */
class GuardedFetchTest {
    private static final Egress LOOPBACK = new Egress(List.of(Network.of("127.0.0.1/32")));

    @TempDir
    private Path folder;

    private final Names names = new Names();
    private final Vertx vertx = Vertx.vertx();
    private final ExecutorService away = Executors.newVirtualThreadPerTaskExecutor();
    private final CheckedHosts hosts = new CheckedHosts(names, System::nanoTime);
    private final GuardedFetch fetch = new GuardedFetch(vertx, hosts, away);

    @AfterEach
    void close() {
        fetch.close();
        vertx.close();
        away.shutdownNow();
    }

    @Test
    void sends_to_the_checked_address_under_the_name() throws Exception {
        names.bind("hook.test", "127.0.0.1");
        try (Canary canary = Canary.at("127.0.0.1", 0)) {
            var answer = fetch.send(LOOPBACK, order("http://hook.test:" + canary.port() + "/a?b=c"));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body().toString()).contains("here");
            assertThat(canary.lastHead())
                    .startsWith("POST /a?b=c HTTP/1.1")
                    .containsIgnoringCase("host: hook.test:" + canary.port())
                    .containsIgnoringCase("x-signed: yes");
        }
    }

    @Test
    void connects_nowhere_else() throws Exception {
        names.bind("inside.test", "127.0.0.1");
        try (Canary canary = Canary.at("127.0.0.1", 0)) {
            for (String url : List.of(
                    "http://inside.test:" + canary.port() + "/",
                    "http://127.0.0.1:" + canary.port() + "/",
                    "http://2130706433:" + canary.port() + "/",
                    "ftp://inside.test:" + canary.port() + "/")) {
                assertThatThrownBy(() -> fetch.send(Egress.PUBLIC, order(url)))
                        .isInstanceOf(IOException.class)
                        .hasMessageNotContaining("x-signed");
            }
            assertThat(canary.hits()).isZero();
        }
    }

    @Test
    void verifies_the_name_though_it_connects_to_an_address() throws Exception {
        TestCertificate right = TestCertificate.create(folder, 1, "models.test");
        names.bind("models.test", "127.0.0.1");
        names.bind("other.test", "127.0.0.1");
        try (FakeOpenAi provider = FakeOpenAi.start(new Tls(right.certificate(), right.key()))) {
            assertThat(connected("models.test", provider.port(), right)).isTrue();
            assertThatThrownBy(() -> connected("other.test", provider.port(), right))
                    .isInstanceOf(ExecutionException.class)
                    .rootCause()
                    .hasMessageContaining("other.test");
        }
    }

    private boolean connected(String host, int port, TestCertificate trusted) throws Exception {
        Provider.Connection connection = new Provider.Connection(
                Optional.of(trusted.certificate().toString()),
                Optional.empty(),
                1,
                1,
                Optional.empty(),
                Optional.of(LOOPBACK));
        Provider plain =
                Provider.of("p", Wire.OPENAI_CHAT, URI.create("https://" + host + ":" + port), Optional.empty());
        Provider provider = new Provider(
                plain.name(),
                plain.speaks(),
                plain.credentials(),
                plain.settings(),
                plain.habits(),
                plain.headers(),
                connection);
        CompletableFuture<HttpClientRequest> opened = new CompletableFuture<>();
        vertx.runOnContext(_ -> new Upstreams(vertx, 1, hosts, away)
                .to(provider, Timers.DEFAULT)
                .request(new RequestOptions()
                        .setMethod(HttpMethod.GET)
                        .setHost(host)
                        .setPort(port)
                        .setSsl(true)
                        .setURI("/"))
                .onComplete(opened::complete, opened::completeExceptionally));
        return opened.get(10, TimeUnit.SECONDS) != null;
    }

    private static Order order(String url) {
        return new Order("POST", URI.create(url), Map.of("x-signed", "yes"), Bytes.utf8("{}"), Duration.ofSeconds(5));
    }
}
