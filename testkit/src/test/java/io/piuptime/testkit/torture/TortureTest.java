package io.piuptime.testkit.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A gateway that counts nothing has to be found out. */
@Timeout(60)
class TortureTest {
    private static final long CAP = 1_000;

    @Test
    void finds_out_who_does_not_keep_to_the_budget() throws InterruptedException {
        Torture torture =
                new Torture(new Torture.Settings(20, Duration.ofSeconds(2), 1, CAP, 7, Duration.ZERO, Duration.ZERO));

        Verdict verdict = torture.play(Careless::new, new Unharmed());

        assertThat(verdict.overspendMicros()).isPositive();
        assertThat(verdict.holds()).isFalse();
        assertThat(verdict.generations()).isGreaterThan(20);
        assertThat(verdict.outcomes()).containsKey("200");
        assertThat(verdict.lostCharges()).isEqualTo(verdict.compared()).isPositive();
    }

    /** Sends everything on and keeps no books. */
    private static final class Careless implements Nodes {
        private final Vertx vertx = Vertx.vertx();
        private final HttpClient client = vertx.createHttpClient();
        private final URI provider;
        private final HttpServer server;

        Careless(String baseUrl) {
            provider = URI.create(baseUrl);
            server = vertx.createHttpServer().requestHandler(this::pass);
            try {
                server.listen(0, "127.0.0.1").await(10, TimeUnit.SECONDS);
            } catch (java.util.concurrent.TimeoutException e) {
                throw new IllegalStateException(e);
            }
        }

        private void pass(HttpServerRequest request) {
            request.body()
                    .compose(body -> client.request(new RequestOptions()
                                    .setMethod(HttpMethod.POST)
                                    .setHost(provider.getHost())
                                    .setPort(provider.getPort())
                                    .setURI("/v1/chat/completions"))
                            .compose(out -> out.send(body))
                            .compose(reply -> reply.body().map(answer -> {
                                request.response()
                                        .setStatusCode(reply.statusCode())
                                        .putHeader("x-piup-request-id", "x")
                                        .end(answer);
                                return answer;
                            })))
                    .onFailure(_ -> request.response().reset());
        }

        @Override
        public int count() {
            return 1;
        }

        @Override
        public List<Integer> ports() {
            return List.of(server.actualPort());
        }

        @Override
        public String key() {
            return "key";
        }

        @Override
        public void kill(int node) {}

        @Override
        public void restart(int node) {}

        @Override
        public void freeze(int node, boolean frozen) {}

        @Override
        public void partition(int node, boolean cut) {}

        @Override
        public void budget(long micros) {}

        @Override
        public Ledger ledger() {
            return new Ledger(0, 0, Map.of());
        }

        @Override
        public void close() {
            vertx.close();
        }
    }

    /** Stores that nothing happens to. */
    private static final class Unharmed implements Stores {
        @Override
        public void kill(Store store) {}

        @Override
        public void restart(Store store) {}

        @Override
        public void freeze(Store store, boolean frozen) {}
    }
}
