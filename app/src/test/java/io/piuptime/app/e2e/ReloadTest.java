package io.piuptime.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.raw.Await;
import io.piuptime.testkit.raw.Header;
import io.piuptime.testkit.raw.RawHttp;
import io.piuptime.testkit.raw.Reply;
import io.piuptime.testkit.script.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configurations, and files that they refer to, replaced while exchanges are under way. */
class ReloadTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String CHAT = "/v1/chat/completions";
    private static final String ASK = "{\"model\":\"m\",\"messages\":[]}";
    private static final String ASK_STREAM = "{\"model\":\"m\",\"stream\":true,\"messages\":[]}";
    private static final int RELOADS = 500;

    @TempDir
    private Path folder;

    private FakeOpenAi fake;

    @BeforeEach
    void start() {
        fake = FakeOpenAi.start();
    }

    @AfterEach
    void stop() {
        fake.close();
    }

    @Test
    void five_hundred_reloads_harm_no_exchange() throws Exception {
        fake.always(asked -> asked.asked().stream() ? stream(40, Duration.ofMillis(50)) : Script.chat("quick"));
        AtomicBoolean going = new AtomicBoolean(true);
        try (GatewayUnderTest gateway = GatewayUnderTest.start(folder, yaml(64, "m"));
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> loads = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                boolean streams = i % 3 != 0;
                loads.add(callers.submit(() -> ask(gateway, streams, going)));
            }
            fake.awaitRequests(12, PATIENCE);
            int refused = 0;
            try {
                for (int i = 1; i <= RELOADS; i++) {
                    boolean invalid = i % 10 == 0;
                    int status = gateway.reload(invalid ? "providers: 7" : yaml(64 + i % 5, "m"))
                            .statusCode();
                    refused += status == 200 ? 0 : 1;
                }
            } finally {
                going.set(false);
            }
            int answered = 0;
            for (Future<Integer> load : loads) {
                answered += load.get();
            }
            assertThat(refused).isEqualTo(RELOADS / 10);
            assertThat(answered).isGreaterThanOrEqualTo(12);
            gateway.awaitQuiet();
            assertThat(gateway.records()).allMatch(one -> one.contains("\"ending\":\"complete\""));
        }
    }

    @Test
    void an_exchange_ends_by_the_configuration_it_began_with() throws Exception {
        fake.always(_ -> stream(6, Duration.ofMillis(200)));
        try (GatewayUnderTest gateway = GatewayUnderTest.start(folder, yaml(64, "m"));
                ExecutorService caller = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<HttpResponse<String>> begun = caller.submit(() -> gateway.post(CHAT, ASK_STREAM));
            fake.awaitRequests(1, PATIENCE);

            String hasty = yaml(65, "n") + "timers: {total: 1ms, between-events: 1ms}\nlimits: {exchanges: 1}\n";
            assertThat(gateway.reload(hasty).statusCode()).isEqualTo(200);

            assertThat(gateway.post(CHAT, ASK).statusCode()).isEqualTo(503);
            assertThat(begun.get().body()).contains("w5").endsWith("data: [DONE]\n\n");
            assertThat(gateway.post(CHAT, ASK).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void an_invalid_configuration_is_told_and_changes_nothing() throws Exception {
        Path key = Files.writeString(folder.resolve("provider.key"), "sk-first-0123456789");
        try (GatewayUnderTest gateway = GatewayUnderTest.start(folder, withKeyFile())) {
            HttpResponse<String> told = gateway.reload(yaml(64, "m").replace("base-url", "base-ulr"));
            assertThat(told.statusCode()).isBetween(400, 499);
            assertThat(told.body()).contains("base-ulr", "base-url");
            Files.delete(key);
            assertThat(gateway.reload(withKeyFile()).body()).contains("provider.key");
            assertThat(gateway.post(CHAT, ASK).statusCode()).isEqualTo(200);
            assertThat(fake.last().header("authorization")).contains("Bearer sk-first-0123456789");
            assertThat(gateway.meter("piup_reload_failures_total")).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void a_provider_key_is_rotated_by_replacing_its_file() throws Exception {
        Path key = Files.writeString(folder.resolve("provider.key"), "sk-first-0123456789\n");
        try (GatewayUnderTest gateway = GatewayUnderTest.start(folder, withKeyFile())) {
            assertThat(keyOfNextRequest(gateway)).contains("Bearer sk-first-0123456789");
            Files.move(
                    Files.writeString(folder.resolve("new.key"), "sk-second-0123456789\n"),
                    key,
                    StandardCopyOption.ATOMIC_MOVE);
            Await.until(
                    "the new key",
                    PATIENCE,
                    () -> keyOfNextRequest(gateway).equals(Optional.of("Bearer sk-second-0123456789")));
            // a reply that repeats the new key is masked as well
            fake.next(Script.error(401, "invalid_request_error", "Wrong key sk-second-0123456789"));
            assertThat(gateway.post(CHAT, ASK).body()).contains("Wrong key").doesNotContain("sk-second-0123456789");
        }
    }

    @Test
    void a_replaced_certificate_serves_new_connections_while_old_ones_go_on() throws Exception {
        try (TlsCaller tls = new TlsCaller(folder);
                GatewayUnderTest gateway = GatewayUnderTest.start(folder, yaml(64, "m") + tls.listen())) {
            RawHttp before = tls.connect(gateway.port());
            String first = tls.lastCertificate();
            assertThat(ask(gateway, before).status()).isEqualTo(200);

            tls.replace();

            Await.until(
                    "the new certificate",
                    PATIENCE,
                    () -> !tls.presented(gateway.port()).equals(first));
            assertThat(tls.presented(gateway.port())).isEqualTo(tls.expected());
            assertThat(tls.agreed(gateway.port())).isEqualTo("h2");
            assertThat(ask(gateway, before).status()).isEqualTo(200);
        }
    }

    @Test
    void a_certificate_that_cannot_be_used_does_not_replace_the_one_in_use() throws Exception {
        try (TlsCaller tls = new TlsCaller(folder);
                GatewayUnderTest gateway = GatewayUnderTest.start(folder, yaml(64, "m") + tls.listen())) {
            String first = tls.presented(gateway.port());
            tls.spoil();
            gateway.reload(yaml(65, "m") + tls.listen());
            assertThat(ask(gateway, tls.connect(gateway.port())).status()).isEqualTo(200);
            assertThat(tls.presented(gateway.port())).isEqualTo(first);
        }
    }

    /** Asks until told to stop; every answer has to be whole. Returns how many there were. */
    private static int ask(GatewayUnderTest gateway, boolean streams, AtomicBoolean going)
            throws IOException, InterruptedException {
        int answered = 0;
        do {
            HttpResponse<String> reply = gateway.post(CHAT, streams ? ASK_STREAM : ASK);
            assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
            assertThat(reply.body()).contains(streams ? "data: [DONE]\n\n" : "quick");
            answered++;
        } while (going.get());
        return answered;
    }

    private static Reply ask(GatewayUnderTest gateway, RawHttp caller) throws IOException {
        return caller.send(RawHttp.post(CHAT, ASK, new Header("Authorization", "Bearer " + gateway.key())))
                .reply()
                .orElseThrow();
    }

    private Optional<String> keyOfNextRequest(GatewayUnderTest gateway) {
        try {
            assertThat(gateway.post(CHAT, ASK).statusCode()).isEqualTo(200);
            return fake.last().header("authorization");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Script stream(int words, Duration gap) {
        List<String> said = new ArrayList<>(Collections.nCopies(words - 1, "w"));
        said.add("w" + (words - 1));
        return new Script.Chat(said, Optional.empty(), "stop", Optional.empty(), gap);
    }

    private String yaml(int pool, String model) {
        return """
                providers:
                  upstream: {base-url: "%s", api-key: "sk-upstream-0123456789", pool: %d}
                models:
                  %s: {targets: [{provider: upstream}]}
                drain: {lag: 0s, grace: 5s}
                """.formatted(fake.baseUrl(), pool, model);
    }

    private String withKeyFile() {
        return yaml(64, "m").replace("sk-upstream-0123456789", "${file:provider.key}");
    }
}
