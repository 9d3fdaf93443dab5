package io.piuptime.gateway.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class HttpMetricsTest {
    private static final String KEY = "canary-key";

    private final HttpMetrics metrics = new HttpMetrics();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<InetSocketAddress> callers = ConcurrentHashMap.newKeySet();
    private final AtomicInteger redirected = new AtomicInteger();
    private final CountDownLatch never = new CountDownLatch(1);
    private final HttpServer server;

    HttpMetricsTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.setExecutor(threads);
    }

    @BeforeEach
    void start() {
        server.createContext("/metrics", exchange -> {
            callers.add(exchange.getRemoteAddress());
            String auth = String.valueOf(exchange.getRequestHeaders().getFirst("authorization"));
            answer(exchange, 200, (exchange.getRequestMethod() + " " + auth).getBytes(UTF_8));
        });
        server.createContext(
                "/status",
                exchange -> answer(
                        exchange,
                        Integer.parseInt(exchange.getRequestURI().getPath().substring(8)),
                        new byte[0]));
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().add("location", "/elsewhere");
            answer(exchange, 302, new byte[0]);
        });
        server.createContext("/elsewhere", exchange -> {
            redirected.incrementAndGet();
            answer(exchange, 200, new byte[0]);
        });
        server.createContext(
                "/size",
                exchange -> answer(
                        exchange,
                        200,
                        new byte
                                [Integer.parseInt(
                                        exchange.getRequestURI().getPath().substring(6))]));
        server.createContext("/silent", _ -> await());
        server.createContext("/stalls", exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            await();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        never.countDown();
        metrics.close();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void gets_the_text_over_one_connection() throws Exception {
        for (int time = 0; time < 5; time++) {
            assertThat(metrics.text(at("/metrics"))).asString(UTF_8).isEqualTo("GET Bearer " + KEY);
        }
        assertThat(callers).hasSize(1);
    }

    @Test
    void sends_no_key_that_there_is_not() throws Exception {
        MetricsAddress address = MetricsAddress.of(Providers.at("http://127.0.0.1:" + port() + "/v1"));
        assertThat(metrics.text(address)).asString(UTF_8).isEqualTo("GET null");
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 401, 404, 500, 503})
    void takes_no_other_answer_than_200(int status) {
        assertThatThrownBy(() -> metrics.text(at("/status/" + status)))
                .isInstanceOf(IOException.class)
                .hasMessage("status " + status + " (expected: 200)");
    }

    @Test
    void is_led_nowhere_else() {
        assertThatThrownBy(() -> metrics.text(at("/moved"))).hasMessageContaining("status 302");
        assertThat(redirected).hasValue(0);
    }

    @Test
    void takes_a_mebibyte_and_no_more() throws Exception {
        assertThat(metrics.text(at("/size/1048576"))).hasSize(1 << 20);
        assertThatThrownBy(() -> metrics.text(at("/size/1048577"))).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/silent", "/stalls"})
    void waits_a_second_and_no_longer(String path) throws Exception {
        long began = System.nanoTime();
        assertThatThrownBy(() -> metrics.text(at(path))).isInstanceOf(IOException.class);
        assertThat((System.nanoTime() - began) / 1_000_000).isBetween(900L, 8_000L);
        assertThat(metrics.text(at("/metrics"))).isNotEmpty();
    }

    @Test
    void nobody_there_is_a_failure_too() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        MetricsAddress address = MetricsAddress.of(Providers.at("http://127.0.0.1:" + free + "/v1"));
        assertThatThrownBy(() -> metrics.text(address)).isInstanceOf(IOException.class);
    }

    private MetricsAddress at(String path) {
        String host = "http://127.0.0.1:" + port();
        return MetricsAddress.of(Providers.of(host + "/v1", Optional.of(host + path), Optional.of(KEY)));
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private void await() {
        try {
            never.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
