package io.piuptime.bench.upgrade;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.piuptime.bench.subject.Ports;
import io.piuptime.testkit.raw.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SteadyTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final AtomicInteger ids = new AtomicInteger();
    private HttpServer node;

    @BeforeEach
    void start() throws IOException {
        node = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        node.start();
    }

    @AfterEach
    void stop() {
        node.stop(0);
    }

    @Test
    void keeps_the_ids_of_whole_answers() {
        answers(200);
        Steady steady = steady(2);
        try (steady) {
            Await.until("some answers", SOON, () -> steady.answered().size() > 3);
        }
        assertThat(steady.answered()).containsEntry("x1", port());
        assertThat(steady.errors()).isEmpty();
        assertThat(Steady.ask(port(), "k", "m")).isEqualTo(200);
    }

    @Test
    void keeps_what_went_wrong_and_not_too_much_of_it() {
        answers(503);
        Steady steady = steady(4);
        try (steady) {
            Await.until("errors", SOON, () -> steady.errors().size() >= 20);
        }
        assertThat(steady.errors()).hasSizeLessThan(25).allMatch(error -> error.startsWith("503 "));
        assertThat(steady.answered()).isEmpty();
    }

    @Test
    void a_list_without_nodes_is_an_error_and_so_is_nobody_there() throws IOException {
        try (Steady steady = new Steady(1, List::of, "k", "m")) {
            Await.until("an error", SOON, () -> steady.errors().contains("no node is ready"));
        }
        assertThat(Steady.ask(Ports.free(), "k", "m")).isZero();
    }

    private Steady steady(int callers) {
        int port = port();
        return new Steady(callers, () -> List.of(port), "k", "m");
    }

    private int port() {
        return node.getAddress().getPort();
    }

    private void answers(int status) {
        byte[] body = "data: [DONE]\n\n".getBytes(UTF_8);
        node.createContext("/v1/chat/completions", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("x-piup-request-id", "x" + ids.incrementAndGet());
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }
}
