package io.piuptime.app.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.accept.Network;
import io.piuptime.gateway.budget.money.AccountId;
import io.piuptime.gateway.budget.money.alert.Crossing;
import io.piuptime.gateway.egress.CheckedHosts;
import io.piuptime.gateway.send.fetch.GuardedFetch;
import io.piuptime.model.catalog.Secret;
import io.piuptime.model.egress.Egress;
import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.fake.Received;
import io.piuptime.testkit.raw.Header;
import io.piuptime.testkit.script.Script;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class WebhookTest {
    private static final Instant NOW = Instant.parse("2026-03-31T23:00:00Z");
    private static final Secret SECRET = new Secret("a secret of the receiver");
    private static final Egress LOOPBACK = new Egress(List.of(io.piuptime.model.egress.Network.of("127.0.0.1/32")));
    private static final Crossing CROSSING = new Crossing(
            new AccountId("b1", "rolling 5h", 1_774_998_000),
            new Crossing.Of("acme", "small", "team/x"),
            5_000_000,
            80,
            NOW.minusSeconds(3),
            4_100_000,
            "node-1");

    @TempDir
    private Path folder;

    private final ExecutorService away = Executors.newVirtualThreadPerTaskExecutor();
    private FakeOpenAi receiver;
    private Network network;

    @BeforeEach
    void start() {
        receiver = FakeOpenAi.start();
        network = new Network(1, folder);
    }

    @AfterEach
    void stop() {
        network.close();
        receiver.close();
        away.shutdownNow();
    }

    @Test
    void sends_what_was_passed_and_signs_it() throws Exception {
        receiver.next(Script.answer(200, "{}"));

        webhook(LOOPBACK).tell(CROSSING, 1);

        Received told = receiver.last();
        assertThat(told.method()).isEqualTo("POST");
        assertThat(told.target()).isEqualTo("/v1/hook?team=a");
        assertThat(told.text())
                .isEqualTo(
                        "{\"type\":\"budget.threshold\",\"timestamp\":\"2026-03-31T22:59:57Z\",\"data\":{\"budget\":\"b1\","
                                + "\"name\":\"small\",\"tenant\":\"acme\",\"subject\":\"team/x\",\"window\":\"rolling 5h\","
                                + "\"windowStart\":\"2026-03-31T23:00:00Z\",\"percent\":80,\"capMicros\":5000000,"
                                + "\"goneMicros\":4100000,\"currency\":\"USD\",\"node\":\"node-1\"}}");
        String id = "budget/b1/rolling-5h/1774998000/5000000/80";
        assertThat(told.header("content-type")).contains("application/json");
        assertThat(told.header("webhook-id")).contains(id);
        assertThat(told.header("webhook-timestamp")).contains(Long.toString(NOW.getEpochSecond()));
        assertThat(told.header("webhook-signature"))
                .contains(new Signature(SECRET).of(id, NOW.getEpochSecond(), Bytes.utf8(told.text())));
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 307, 400, 410, 500, 503})
    void whatever_is_no_yes_is_a_failure(int status) {
        receiver.next(
                Script.answer(status, List.of(new Header("location", receiver.baseUrl() + "/elsewhere")), new byte[0]));

        assertThatThrownBy(() -> webhook(LOOPBACK).tell(CROSSING, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("status " + status)
                .hasMessageNotContaining(SECRET.reveal());
        assertThat(receiver.requests()).hasSize(1);
    }

    @Test
    void an_address_inside_that_nobody_allowed_hears_nothing() {
        assertThatThrownBy(() -> webhook(Egress.PUBLIC).tell(CROSSING, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("guard.allow");
        assertThat(receiver.requests()).isEmpty();
    }

    @Test
    void who_is_not_there_is_a_failure() {
        Webhook webhook = webhook(LOOPBACK);
        receiver.close();

        assertThatThrownBy(() -> webhook.tell(CROSSING, 1)).isInstanceOf(IOException.class);
    }

    private Webhook webhook(Egress rules) {
        GuardedFetch fetch =
                network.fetch(new CheckedHosts(_ -> List.of(InetAddress.getLoopbackAddress()), System::nanoTime), away);
        return new Webhook(fetch, rules, URI.create(receiver.baseUrl() + "/hook?team=a"), SECRET, () -> NOW);
    }
}
