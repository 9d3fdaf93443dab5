package io.piuptime.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.raw.Await;
import io.piuptime.testkit.raw.RawHttp;
import io.piuptime.testkit.raw.Reply;
import io.piuptime.testkit.script.Script;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FaultProxyTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration SHORT = Duration.ofMillis(150);
    private static final String GET = "GET /v1/models HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final FakeOpenAi FAKE = FakeOpenAi.start();

    private final FaultProxy proxy = FaultProxy.to(FAKE.port());

    @AfterAll
    static void stop() {
        FAKE.close();
    }

    @AfterEach
    void close() {
        proxy.close();
        FAKE.reset();
    }

    @Test
    void passes_everything_on_without_toxics() {
        try (RawHttp client = client(PATIENCE)) {
            assertThat(client.send(GET).reply().orElseThrow().status()).isEqualTo(200);
            assertThat(client.send(GET).reply().orElseThrow().whole()).isTrue();
        }
        Await.until("link gone", PATIENCE, () -> proxy.openConnections() == 0);
        assertThat(proxy.accepted()).isEqualTo(1);
    }

    @Test
    void adds_latency_both_ways_while_it_runs() {
        try (RawHttp client = client(PATIENCE)) {
            client.send(GET).reply();
            proxy.upstream(Toxics.NONE.withLatency(Duration.ofMillis(40), Duration.ofMillis(5)));
            proxy.downstream(Toxics.NONE.withLatency(Duration.ofMillis(40), Duration.ZERO));
            assertThat(millis(() -> client.send(GET).reply())).isBetween(80L, 2_000L);
        }
    }

    @Test
    void keeps_the_throughput_of_a_delayed_connection() {
        FAKE.next(Script.answer(200, "x".repeat(1 << 20)));
        proxy.downstream(Toxics.NONE.withLatency(Duration.ofMillis(500), Duration.ZERO));
        try (RawHttp client = client(PATIENCE)) {
            // one after another, the pieces of the answer would take eight seconds and more
            assertThat(millis(() -> assertThat(
                                    client.send(GET).reply().orElseThrow().whole())
                            .isTrue()))
                    .isBetween(500L, 6_000L);
        }
    }

    @Test
    void narrows_the_bandwidth() {
        FAKE.next(Script.answer(200, "x".repeat(20_000)));
        proxy.downstream(Toxics.NONE.withBandwidth(100_000));
        try (RawHttp client = client(PATIENCE)) {
            assertThat(millis(() -> client.send(GET).reply())).isBetween(150L, 3_000L);
        }
    }

    @Test
    void slices_what_it_passes_on() {
        FAKE.next(Script.answer(200, "x".repeat(200)));
        proxy.downstream(Toxics.NONE.withSlices(20, Duration.ofMillis(5)));
        try (RawHttp client = client(PATIENCE)) {
            long time = millis(() ->
                    assertThat(client.send(GET).reply().orElseThrow().text()).hasSize(200));
            assertThat(time).isBetween(50L, 3_000L);
        }
    }

    @Test
    void resets_after_some_bytes() {
        FAKE.next(Script.answer(200, "x".repeat(10_000)));
        proxy.downstream(Toxics.NONE.withReset(1_000));
        try (RawHttp client = client(PATIENCE)) {
            Optional<Reply> reply = client.send(GET).reply();
            assertThat(reply.map(Reply::whole).orElse(false)).isFalse();
            assertThat(client.isClosedByPeer()).isTrue();
        }
    }

    @Test
    void closes_after_some_bytes() {
        FAKE.next(Script.answer(200, "x".repeat(10_000)));
        proxy.downstream(Toxics.NONE.withLimit(1_000));
        try (RawHttp client = client(PATIENCE)) {
            assertThat(client.send(GET).bytes()).hasSize(1_000);
        }
    }

    @Test
    void freezes_and_thaws_an_open_connection() {
        try (RawHttp client = client(SHORT)) {
            client.send(GET).reply();
            proxy.frozen(true);
            assertThat(client.send(GET).isClosedByPeer()).isFalse();
            proxy.frozen(false);
        }
        try (RawHttp client = client(PATIENCE)) {
            assertThat(client.send(GET).reply()).isPresent();
        }
    }

    @Test
    void swallows_new_connections_as_a_black_hole() {
        proxy.blackHole(true);
        try (RawHttp client = client(SHORT)) {
            assertThat(client.send(GET).reply()).isEmpty();
            assertThat(client.isClosedByPeer()).isFalse();
        }
        proxy.blackHole(false);
        try (RawHttp client = client(PATIENCE)) {
            assertThat(client.send(GET).reply()).isPresent();
        }
    }

    @Test
    void refuses_while_down_and_serves_again_on_the_same_port() {
        try (RawHttp client = client(PATIENCE)) {
            client.send(GET).reply();
            proxy.down();
            assertThat(client.isClosedByPeer()).isTrue();
        }
        assertThatThrownBy(() -> client(PATIENCE)).isInstanceOf(UncheckedIOException.class);
        proxy.up();
        try (RawHttp client = client(PATIENCE)) {
            assertThat(client.send(GET).reply()).isPresent();
        }
    }

    private RawHttp client(Duration patience) {
        return RawHttp.connect(proxy.port(), patience);
    }

    private static long millis(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1_000_000;
    }
}
