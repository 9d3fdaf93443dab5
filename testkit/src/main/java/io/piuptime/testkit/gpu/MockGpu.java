package io.piuptime.testkit.gpu;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * An engine on a free loopback port that streams answers in OpenAI's format as fast as its places allow, and tells its load at
 * {@code /metrics}. An answer's first token is what the request said last. Everything happens on one thread.
 */
public final class MockGpu implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 10;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Speed speed;
    private final RandomGenerator random;
    private final Vertx vertx;
    private final HttpServer server;
    private final Places<Work> places;
    private volatile EngineWords words;
    private volatile int metricsStatus = 200;
    private volatile long metricsAsked;

    private MockGpu(Speed speed, EngineWords words, long seed) {
        this.speed = speed;
        this.words = words;
        this.random = new SplittableRandom(seed);
        this.places = new Places<>(speed.places());
        this.vertx = Vertx.vertx(
                new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1).setInternalBlockingPoolSize(1));
        this.server = vertx.createHttpServer(new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setPort(0)
                        .setAcceptBacklog(4096)
                        .setTcpNoDelay(true))
                .requestHandler(this::handle);
    }

    /** Starts one. */
    public static MockGpu start(Speed speed, EngineWords words, long seed) {
        MockGpu gpu = new MockGpu(requireNonNull(speed, "speed"), requireNonNull(words, "words"), seed);
        await(gpu.server.listen());
        return gpu;
    }

    /** {@code http://127.0.0.1:port/v1}. */
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.actualPort() + "/v1");
    }

    public Speed speed() {
        return speed;
    }

    /** From now on its metrics are answered with this status. */
    public void answerMetrics(int status) {
        metricsStatus = status;
    }

    /** From now on it tells its load in these words. */
    public void speak(EngineWords others) {
        words = requireNonNull(others, "others");
    }

    /** How often it was asked for its metrics. */
    public long metricsAsked() {
        return metricsAsked;
    }

    @Override
    public void close() {
        await(vertx.close());
    }

    private void handle(HttpServerRequest request) {
        if ("/metrics".equals(request.path())) {
            tellLoad(request.response());
            return;
        }
        long arrived = System.nanoTime();
        request.body().onSuccess(body -> new Work(request.response(), echo(body), arrived).arrive());
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // only this server's one thread writes it
    private void tellLoad(HttpServerResponse response) {
        metricsAsked++;
        response.setStatusCode(metricsStatus)
                .putHeader("content-type", "text/plain; version=0.0.4")
                .end(words.text(places.running(), places.waiting(), places.use(), places.finished()));
    }

    private static String echo(Buffer body) {
        JsonNode messages = JSON.readTree(body.getBytes()).path("messages");
        return messages.path(messages.size() - 1).path("content").asString("");
    }

    /** One answer. */
    private final class Work {
        private final HttpServerResponse response;
        private final String echo;
        private final long arrived;
        private final long perToken = speed.drawPerToken(random);
        private long began;
        private boolean begun;
        private boolean ended;
        private int sent;

        Work(HttpServerResponse response, String echo, long arrived) {
            this.response = response;
            this.echo = echo;
            this.arrived = arrived;
        }

        void arrive() {
            response.setChunked(true).putHeader("content-type", "text/event-stream");
            response.exceptionHandler(_ -> {}).closeHandler(_ -> abandoned());
            if (places.arrives(this)) {
                begin(arrived);
            }
        }

        /** Begins at a moment that may lie a little back. */
        private void begin(long at) {
            begun = true;
            began = at;
            next();
        }

        private void next() {
            while (!ended && due() - System.nanoTime() <= 0) {
                send();
            }
            if (!ended) {
                long millis = TimeUnit.NANOSECONDS.toMillis(due() - System.nanoTime() + 999_999);
                vertx.setTimer(Math.max(1, millis), _ -> next());
            }
        }

        private long due() {
            return began + speed.prefill().toNanos() + sent * perToken;
        }

        private void send() {
            long moment = due();
            String text = sent == 0 ? echo : " and";
            sent++;
            String chunk = chunk("{\"content\":" + JSON.writeValueAsString(text) + "}", "null");
            if (sent < speed.tokens()) {
                response.write(chunk);
                return;
            }
            ended = true;
            response.end(chunk + chunk("{}", "\"stop\"") + "data: [DONE]\n\n");
            free(moment, true);
        }

        private void abandoned() {
            if (ended) {
                return;
            }
            ended = true;
            if (begun) {
                free(System.nanoTime(), false);
            } else {
                places.leaves(this);
            }
        }

        private void free(long at, boolean well) {
            places.ends(well).ifPresent(next -> next.begin(Math.max(at, next.arrived)));
        }

        private static String chunk(String delta, String finish) {
            return "data: {\"id\":\"chatcmpl-gpu\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"mock\","
                    + "\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + finish + "}]}\n\n";
        }
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (TimeoutException | ExecutionException e) {
            throw new IllegalStateException(
                    "the mock does not start or stop: " + Duration.ofSeconds(PATIENCE_SECONDS), e);
        }
    }
}
