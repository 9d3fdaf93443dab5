package io.piuptime.gateway.send.fetch;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.egress.CheckedHosts;
import io.piuptime.gateway.send.pool.Pins;
import io.piuptime.gateway.send.wire.Buffers;
import io.piuptime.model.egress.Egress;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends single requests, on a thread that may wait, to where the rules let them go: the host is looked up and checked here, the
 * connection made to a checked address, redirections are not followed, and an answer is read up to a bound.
 */
public final class GuardedFetch implements AutoCloseable {
    /** The most that is read of an answer. */
    public static final int MOST_BYTES = 1 << 20;

    private final Vertx vertx;
    private final HttpClientAgent client;
    private final CheckedHosts hosts;
    private final Executor away;

    /**
     * What is sent. Its text form has no headers and no body, which may hold secrets.
     *
     * @param patience from now to the end of the answer
     */
    public record Order(String method, URI address, Map<String, String> headers, Bytes body, Duration patience) {
        public Order {
            requireNonNull(method, "method");
            requireNonNull(address, "address");
            headers = Map.copyOf(headers);
            requireNonNull(body, "body");
            requireNonNull(patience, "patience");
        }

        @Override
        public String toString() {
            return method + " " + address.getHost();
        }
    }

    /** What was answered; of a redirection the status says so, and nobody went there. */
    public record Answer(int status, Bytes body) {}

    /**
     * One that uses event loops of somebody else.
     *
     * @param away threads that may wait
     */
    public GuardedFetch(Vertx vertx, CheckedHosts hosts, Executor away) {
        this.vertx = vertx;
        this.hosts = hosts;
        this.away = away;
        this.client = vertx.httpClientBuilder()
                .with(new HttpClientOptions()
                        .setVerifyHost(true)
                        .setTrustAll(false)
                        .setKeepAlive(false))
                .build();
    }

    /**
     * Sends a request and waits for its answer.
     *
     * @throws IOException when there is none: it may not be sent there, nobody answered in time, or the answer is too long
     */
    public Answer send(Egress rules, Order order) throws IOException, InterruptedException {
        try {
            rules.check(order.address());
            return sent(rules, order)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(order.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException(
                    order + ": no answer within " + order.patience().toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw new IOException(order + ": " + e.getCause(), e);
        } catch (RuntimeException e) {
            throw new IOException(order + ": " + e.getMessage(), e);
        }
    }

    private Future<Answer> sent(Egress rules, Order order) {
        URI address = order.address();
        boolean secure = "https".equalsIgnoreCase(address.getScheme());
        String path = address.getRawPath() == null || address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(order.method()))
                .setHost(address.getHost())
                .setPort(address.getPort() >= 0 ? address.getPort() : secure ? 443 : 80)
                .setSsl(secure)
                .setURI(address.getRawQuery() == null ? path : path + "?" + address.getRawQuery())
                .setTimeout(order.patience().toMillis());
        order.headers().forEach(options::putHeader);
        return new Pins(vertx, hosts, away, rules)
                .pin(options)
                .compose(client::request)
                .compose(request -> request.send(Buffers.wrap(order.body())).compose(answer -> read(request, answer)));
    }

    private static Future<Answer> read(HttpClientRequest request, HttpClientResponse answer) {
        Buffer body = Buffer.buffer();
        answer.handler(part -> {
            if (body.length() + part.length() > MOST_BYTES) {
                request.reset();
            } else {
                body.appendBuffer(part);
            }
        });
        return answer.end().map(_ -> new Answer(answer.statusCode(), Buffers.bytes(body)));
    }

    @Override
    public void close() {
        client.close();
    }
}
