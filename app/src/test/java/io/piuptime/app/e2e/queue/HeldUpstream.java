package io.piuptime.app.e2e.queue;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An upstream that answers a request when it is told to, one for each {@link #answer}, and knows who came when. */
final class HeldUpstream implements AutoCloseable {
    private static final Pattern SAYS = Pattern.compile("\"content\":\\s*\"([^\"]*)\"");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Semaphore answers = new Semaphore(0, true);
    private final List<String> came = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    HeldUpstream() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 128);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** What came so far, by what the requests say, in order. */
    List<String> came() {
        return List.copyOf(came);
    }

    /** Lets so many requests be answered. */
    void answer(int count) {
        answers.release(count);
    }

    @Override
    public void close() {
        answers.release(1_000);
        server.stop(0);
        threads.close();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Matcher says = SAYS.matcher(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            came.add(says.find() ? says.group(1) : "");
            byte[] body = """
                    {"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":\
                    {"role":"assistant","content":"well"},"finish_reason":"stop"}],\
                    "usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}""".getBytes(UTF_8);
            if (answers.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                exchange.getResponseHeaders().add("content-type", "application/json");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
