package io.piuptime.testkit.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.testkit.torture.history.JournalHistory;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A gateway that counts nothing has to be found out. */
@Timeout(60)
class TortureTest {
    private static final long CAP = 1_000;

    @Test
    void finds_out_who_does_not_keep_to_the_budget() throws InterruptedException {
        Torture torture = new Torture(new Torture.Settings(
                Map.of(Crowd.STRICT, 20, Crowd.SOFT, 4, Crowd.LIMITED, 2 * Torture.LIMIT),
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                Map.of(Crowd.STRICT, CAP, Crowd.SOFT, CAP),
                7,
                Duration.ZERO,
                Duration.ZERO));

        Verdict verdict = torture.play(Careless::new, new Unharmed());

        assertThat(verdict.strict().overspendMicros()).isPositive();
        assertThat(verdict.soft().isWithinBound()).isFalse();
        assertThat(verdict.holds()).isFalse();
        assertThat(verdict.met().generations()).isGreaterThan(20);
        assertThat(verdict.met().outcomes()).containsKeys("strict 200", "soft 200", "limited 200");
        assertThat(verdict.charges().lost())
                .isEqualTo(verdict.charges().compared())
                .isPositive();
        assertThat(verdict.journal().ends().holds()).isFalse();
        assertThat(verdict.letting().admitted()).isGreaterThan(Torture.LIMIT);
        assertThat(verdict.letting().holds()).isFalse();
    }

    /** Sends everything on and keeps no books. */
    private static final class Careless implements Nodes {
        private final Vertx vertx = Vertx.vertx();
        private final HttpClient client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(200));
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
        public String key(Crowd crowd) {
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
        public OptionalLong unanswered(int node) {
            return OptionalLong.of(0);
        }

        @Override
        public String budget(Crowd crowd, long micros) {
            return crowd.name();
        }

        @Override
        public Ledger ledger() {
            return new Ledger(List.of(), Map.of());
        }

        @Override
        public List<JournalHistory> journals() {
            return List.of();
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
