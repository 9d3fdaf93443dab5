package io.piuptime.app.e2e.gpu;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.app.e2e.GatewayUnderTest;
import io.piuptime.testkit.fake.EchoReplies;
import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.fake.Received;
import io.piuptime.testkit.fake.Tls;
import io.piuptime.testkit.raw.Await;
import io.piuptime.testkit.raw.TestAuthority;
import io.piuptime.testkit.raw.TestCertificate;
import io.piuptime.testkit.script.Script;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two engines that others use too, asked for their load by a whole gateway. */
@Timeout(60)
final class EngineMetricsTest {
    private static final String PATH = "/v1/chat/completions";
    private static final String ASK =
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"marker=0123456789abcdef\"}]}";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String FAILURES = "piup_engine_metrics_failures_total";

    @TempDir
    private Path folder;

    @Test
    void what_others_sent_to_an_engine_is_seen_over_tls_with_its_key() throws Exception {
        Path tls = Files.createDirectories(folder.resolve("tls"));
        TestAuthority authority = TestAuthority.create(tls);
        TestCertificate certificate = authority.issue(tls, 3, "localhost");
        try (FakeOpenAi busy = FakeOpenAi.start(new Tls(certificate.certificate(), certificate.key()));
                FakeOpenAi idle = FakeOpenAi.start()) {
            telling(busy, 7, 3);
            telling(idle, 1, 0);
            String yaml = """
                    providers:
                      busy: {base-url: "https://localhost:%d/v1", ca-file: "%s", api-key: canary-busy, metrics-every: 100ms}
                      idle: {base-url: "%s", metrics: "%s/load", api-key: canary-idle, metrics-every: 100ms}
                    models:
                      m: {strategy: load, targets: [{provider: busy}, {provider: idle}]}
                    drain: {lag: 0s}
                    """.formatted(busy.port(), authority.certificate(), idle.baseUrl(), idle.baseUrl());
            try (GatewayUnderTest gateway = GatewayUnderTest.start(folder, yaml)) {
                assertThat(gateway.post(PATH, ASK).statusCode()).isEqualTo(200);
                Await.until("both are asked", PATIENCE, () -> asked(busy) > 2 && asked(idle) > 2);
                double failures = gateway.meter(FAILURES);

                for (int time = 0; time < 6; time++) {
                    HttpResponse<String> reply = gateway.post(PATH, ASK);
                    assertThat(reply.headers().firstValue("x-piup-target")).contains("idle/m");
                }
                assertThat(failures).as("the first answers may be late").isLessThan(3);
                assertThat(keys(busy)).containsOnly("Bearer canary-busy");
                assertThat(keys(idle)).containsOnly("Bearer canary-idle");
            }
        }
    }

    @Test
    void a_reload_begins_and_ends_the_asking() throws Exception {
        try (FakeOpenAi engine = FakeOpenAi.start()) {
            telling(engine, 1, 0);
            try (GatewayUnderTest gateway = GatewayUnderTest.start(folder, yaml(engine, "ordered"))) {
                gateway.post(PATH, ASK);
                assertThat(asked(engine)).isZero();

                gateway.reload(yaml(engine, "load"));
                gateway.post(PATH, ASK);
                Await.until("it is asked", PATIENCE, () -> asked(engine) > 2);

                gateway.reload(yaml(engine, "ordered"));
                gateway.post(PATH, ASK);
                long asked = asked(engine);
                Await.elapsed(Duration.ofMillis(400));
                assertThat(asked(engine)).as("one may have been on its way").isLessThanOrEqualTo(asked + 1);
            }
        }
    }

    private static String yaml(FakeOpenAi engine, String strategy) {
        return """
                providers:
                  one: {base-url: "%s", metrics-every: 100ms}
                  other: {base-url: "%s", metrics-every: 100ms}
                models:
                  m: {strategy: %s, targets: [{provider: one}, {provider: other}]}
                drain: {lag: 0s}
                discovery: {local: false}
                """.formatted(engine.baseUrl(), engine.baseUrl(), strategy);
    }

    private static void telling(FakeOpenAi engine, int running, int waiting) {
        byte[] text = ("tgi_batch_current_size " + running + "\ntgi_queue_size " + waiting + "\n").getBytes(UTF_8);
        EchoReplies echo = new EchoReplies();
        engine.always(received -> isMetrics(received) ? Script.answer(200, List.of(), text) : echo.apply(received));
    }

    private static boolean isMetrics(Received received) {
        return received.path().equals("/metrics") || received.path().endsWith("/load");
    }

    private static long asked(FakeOpenAi engine) {
        return engine.requests().stream().filter(EngineMetricsTest::isMetrics).count();
    }

    private static List<String> keys(FakeOpenAi engine) {
        return engine.requests().stream()
                .filter(EngineMetricsTest::isMetrics)
                .map(received -> received.header("authorization").orElse("none"))
                .toList();
    }
}
