package io.piuptime.testkit.card.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.piuptime.testkit.card.Call;
import io.piuptime.testkit.card.Call.Ending;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks a gateway as an application does: once, without retries, with a limited patience. */
final class Caller implements AutoCloseable {
    private static final String PROMPT = "Say in sixty words what a provider may do wrong.";

    private final URI url;
    private final String key;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** For a gateway's address without a path. */
    Caller(URI gateway, String key) {
        this.url = gateway.resolve("/v1/chat/completions");
        this.key = key;
    }

    /**
     * Asks and waits for the end.
     *
     * @param at seconds since the scenario's start
     */
    Call ask(String model, boolean stream, double at, Duration patience) {
        long start = System.nanoTime();
        Future<ReplyText> reply = threads.submit(() -> reply(model, stream));
        try {
            return reply.get(patience.toMillis(), TimeUnit.MILLISECONDS).call(at, seconds(start));
        } catch (TimeoutException e) {
            reply.cancel(true);
            String why = "no end within " + patience.toSeconds() + " s";
            return new Call(at, seconds(start), Ending.HUNG, "", why, "", false);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the caller itself failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking", e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        threads.shutdownNow();
    }

    private ReplyText reply(String model, boolean stream) throws InterruptedException {
        ReplyText text = new ReplyText();
        try {
            HttpResponse<InputStream> response =
                    client.send(request(model, stream), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200) {
                    text.fail(response.statusCode() + " " + ReplyText.errorOf(new String(body.readAllBytes(), UTF_8)));
                } else if (stream) {
                    text.stream(new BufferedReader(new InputStreamReader(body, UTF_8)));
                } else {
                    text.body(new String(body.readAllBytes(), UTF_8));
                }
            }
        } catch (IOException e) {
            text.fail("the connection failed: " + e.getMessage());
        }
        return text;
    }

    private HttpRequest request(String model, boolean stream) {
        String more = stream ? ",\"stream\":true,\"stream_options\":{\"include_usage\":true}" : "";
        String body = "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]%s}"
                .formatted(model, PROMPT, more);
        return HttpRequest.newBuilder(url)
                .header("authorization", "Bearer " + key)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
