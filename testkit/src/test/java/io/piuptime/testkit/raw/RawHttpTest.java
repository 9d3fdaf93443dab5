package io.piuptime.testkit.raw;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RawHttpTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration SHORT = Duration.ofMillis(100);

    private final ServerSocket server = listen();
    private final CountDownLatch over = new CountDownLatch(1);

    private static ServerSocket listen() {
        try {
            return new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void listens() {
        assertThat(server.isBound()).isTrue();
    }

    @AfterEach
    void stop() throws IOException {
        over.countDown();
        server.close();
    }

    @Test
    void reads_replies_by_length_by_chunks_and_without_body() {
        serve(
                "HTTP/1.1 200 OK\r\nContent-LENGTH: 2\r\n\r\nab"
                        + "HTTP/1.1 201 Created\r\ntransfer-encoding: Chunked\r\n\r\n2;x=y\r\ncd\r\n1\r\ne\r\n0\r\nT: v\r\n\r\n"
                        + "HTTP/1.1 204 No Content\r\n\r\n"
                        + "HTTP/1.1 503 Busy\r\nRetry-After: 1\r\ncontent-length: 0\r\n\r\n",
                true);
        try (RawHttp client = connect(PATIENCE)) {
            assertThat(client.replies())
                    .extracting(Reply::status, Reply::text, Reply::whole)
                    .containsExactly(
                            tuple(200, "ab", true),
                            tuple(201, "cde", true),
                            tuple(204, "", true),
                            tuple(503, "", true));
        }
    }

    @Test
    void keeps_headers_in_their_order_and_letters() {
        serve("HTTP/1.1 200 OK\r\nB: 1\r\na:  2 \r\nContent-Length: 0\r\n\r\n", true);
        try (RawHttp client = connect(PATIENCE)) {
            Reply reply = client.reply().orElseThrow();
            assertThat(reply.headers())
                    .containsExactly(new Header("B", "1"), new Header("a", "2"), new Header("Content-Length", "0"));
            assertThat(reply.header("A")).contains("2");
            assertThat(reply.statusLine()).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @Test
    void tells_a_body_that_broke_off() {
        serve("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", true);
        try (RawHttp client = connect(PATIENCE)) {
            Reply reply = client.reply().orElseThrow();
            assertThat(reply.whole()).isFalse();
            assertThat(reply.text()).isEqualTo("abc");
        }
    }

    @Test
    void tells_chunks_without_an_end() {
        serve("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n", true);
        try (RawHttp client = connect(PATIENCE)) {
            assertThat(client.reply().orElseThrow().whole()).isFalse();
        }
    }

    @Test
    void waits_no_longer_than_its_patience() {
        serve("HTTP/1.1 200", false);
        try (RawHttp client = connect(SHORT)) {
            long start = System.nanoTime();
            assertThat(client.reply()).isEmpty();
            assertThat(System.nanoTime() - start).isBetween(90_000_000L, 4_000_000_000L);
            assertThat(client.isClosedByPeer()).isFalse();
        }
    }

    @Test
    void notices_that_the_peer_closed() {
        serve("x", true);
        try (RawHttp client = connect(PATIENCE)) {
            assertThat(client.isClosedByPeer()).isTrue();
        }
    }

    @Test
    void sends_slowly_finishes_and_resets() throws Exception {
        CountDownLatch reset = new CountDownLatch(1);
        StringBuilder seen = new StringBuilder();
        Thread.ofVirtual().start(() -> {
            try (Socket socket = server.accept()) {
                seen.append(new String(socket.getInputStream().readNBytes(3), UTF_8));
                int more = socket.getInputStream().read();
                seen.append(more);
            } catch (IOException e) {
                reset.countDown();
            }
        });
        RawHttp client = connect(PATIENCE);
        long start = System.nanoTime();
        client.sendSlowly("abc".getBytes(UTF_8), 1, Duration.ofMillis(20));
        assertThat(System.nanoTime() - start).isGreaterThan(39_000_000);
        client.reset();

        assertThat(reset.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(seen.toString()).isEqualTo("abc");
    }

    @Test
    void frames_a_json_request() {
        assertThat(RawHttp.post("/p", "ä", new Header("X-a", "1")))
                .isEqualTo("POST /p HTTP/1.1\r\nHost: localhost\r\nX-a: 1\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 2\r\n\r\nä");
    }

    private RawHttp connect(Duration patience) {
        return RawHttp.connect(server.getLocalPort(), patience);
    }

    private void serve(String bytes, boolean close) {
        Thread.ofVirtual().start(() -> {
            try (Socket socket = server.accept()) {
                socket.getOutputStream().write(bytes.getBytes(UTF_8));
                if (!close) {
                    over.await();
                }
            } catch (IOException | InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
