package io.piuptime.app.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves the demo model on a free port of the loopback interface, in OpenAI's format. Requests have virtual threads, so a
 * streamed answer holds up nobody; what reads and writes JSON is loaded by the first request.
 */
public final class DemoProvider implements AutoCloseable {
    /** Between two words of a streamed answer. */
    public static final Duration PACE = Duration.ofMillis(20);

    private static final int BACKLOG = 128;

    private final HttpServer server;
    private final ExecutorService threads;

    private DemoProvider(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /** A running provider. */
    public static DemoProvider start(InstantSource clock, Duration pace) {
        // Read once, when the server's classes load. Without it, an event of a stream waits for the one before it to be
        // acknowledged.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
            ExecutorService threads = Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("piup-demo-", 0).factory());
            DemoApi api = new DemoApi(clock, pace);
            server.setExecutor(threads);
            server.createContext("/", exchange -> serve(api, exchange));
            server.start();
            return new DemoProvider(server, threads);
        } catch (IOException e) {
            throw new UncheckedIOException("demo provider: no port on the loopback interface", e);
        }
    }

    /** Where it listens, up to and including the version. */
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    /** Ends at once; answers under way break off. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static void serve(DemoApi api, HttpExchange exchange) {
        try (exchange) {
            api.handle(exchange);
        } catch (IOException e) {
            // The client is gone; there is nobody left to tell.
            return;
        }
    }
}
