package io.piuptime.app.e2e.money;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.app.e2e.GatewayUnderTest;
import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.raw.Await;
import io.piuptime.testkit.raw.Header;
import io.piuptime.testkit.raw.RawHttp;
import io.piuptime.testkit.script.Script;
import io.piuptime.testkit.script.Usage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is booked of an answer whose caller has left in the midst of it. */
@Timeout(60)
class ReadOnTest {
    private static final String PATH = "/v1/chat/completions";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final String CONFIG = """
            providers:
              upstream: {base-url: "%s", api-key: "sk-upstream-0123456789"}
            timers: {read-on: 20s}
            models:
              dear: {price: in=1000 out=1000, targets: [{provider: upstream}]}
              brief: {price: in=1000 out=1000, timers: {read-on: 300ms}, targets: [{provider: upstream}]}
              never: {price: in=1000 out=1000, timers: {read-on: 0s}, targets: [{provider: upstream}]}
            drain: {lag: 0s, grace: 5s}
            """;

    @TempDir
    private Path folder;

    private FakeOpenAi fake;
    private GatewayUnderTest gateway;

    @BeforeEach
    void start() throws Exception {
        fake = FakeOpenAi.start();
        gateway = GatewayUnderTest.start(folder, CONFIG.formatted(fake.baseUrl()));
    }

    @AfterEach
    void stop() {
        gateway.close();
        fake.close();
    }

    @Test
    void a_stream_is_read_to_its_end_and_what_it_cost_is_spent() throws Exception {
        String budget = budget();
        fake.next(stream(Duration.ofMillis(500)));

        leave("dear", true);

        awaitSpent(budget, 25_000, 0);
        assertThat(record())
                .contains("\"ending\":\"abandoned\"", "\"costMicros\":25000", "\"unconfirmedMicros\":0")
                .contains("\"inputTokens\":20", "\"outputTokens\":5", "\"tokensSource\":\"reported\"");
    }

    @Test
    void an_answer_in_one_piece_is_waited_for() throws Exception {
        String budget = budget();
        fake.next(Script.late(Script.chat(List.of("Hi"), new Usage(20, 5), "stop"), Duration.ofSeconds(1)));

        leave("dear", false);

        awaitSpent(budget, 25_000, 0);
        assertThat(record()).contains("\"ending\":\"abandoned\"", "\"status\":499", "\"costMicros\":25000");
    }

    @Test
    void what_goes_on_for_too_long_is_cut_off_and_counts_in_full() throws Exception {
        String budget = budget();
        fake.next(stream(LONG));

        long reserved = leave("brief", true);

        awaitSpent(budget, 0, reserved);
        awaitHungUp();
        assertThat(record()).contains("\"costMicros\":null", "\"unconfirmedMicros\":" + reserved);
    }

    @Test
    void nothing_is_read_on_where_that_is_switched_off() throws Exception {
        String budget = budget();
        fake.next(stream(LONG));

        long reserved = leave("never", true);

        awaitHungUp();
        awaitSpent(budget, 0, reserved);
    }

    @Test
    void what_no_budget_pays_is_cancelled_at_once() throws Exception {
        fake.next(stream(LONG));

        leave("dear", true);

        awaitHungUp();
        assertThat(record()).contains("\"ending\":\"abandoned\"", "\"reservedMicros\":0");
    }

    @Test
    void nobody_else_is_asked_for_a_caller_who_has_left() throws Exception {
        String budget = budget();
        fake.next(Script.late(Script.error(500, "server_error", "no"), Duration.ofSeconds(1)));

        leave("dear", false);

        gateway.awaitQuiet();
        assertThat(fake.requests()).hasSize(1);
        awaitSpent(budget, 0, 0);
    }

    @Test
    void an_end_of_the_gateway_does_not_wait_for_it_without_end() throws Exception {
        budget();
        fake.next(stream(LONG));
        leave("dear", true);

        long begin = System.nanoTime();
        gateway.close();
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        gateway = GatewayUnderTest.start(folder, CONFIG.formatted(fake.baseUrl()));

        assertThat(took).isLessThan(Duration.ofSeconds(15));
    }

    /** Asks, and leaves when the provider has the question. Returns what was reserved, if a budget binds. */
    private long leave(String model, boolean stream) throws Exception {
        String body = "{\"model\":\"" + model + "\",\"max_tokens\":10,\"stream\":" + stream
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
        try (RawHttp caller = RawHttp.connect(gateway.port(), PATIENCE)) {
            caller.send(RawHttp.post(PATH, body, new Header("Authorization", "Bearer " + gateway.key())));
            assertThat(fake.awaitRequests(1, PATIENCE).getFirst().awaitComplete(PATIENCE))
                    .isTrue();
            caller.reset();
        }
        return 1_000L * (fake.requests().getFirst().bodyLength() + 10);
    }

    private static Script stream(Duration gap) {
        return Script.stream(
                gap,
                "data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}\n\n",
                "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n",
                "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":20,\"completion_tokens\":5}}\n\n",
                "data: [DONE]\n\n");
    }

    private String budget() throws Exception {
        String answer = gateway.admin(
                        "POST",
                        "/admin/v1/budgets",
                        "{\"name\":\"b\",\"caps\":[{\"window\":\"month\",\"micros\":10000000}]}")
                .body();
        return JsonMapper.shared().readTree(answer).path("id").asString();
    }

    private String record() throws Exception {
        gateway.awaitQuiet();
        return gateway.records().getFirst();
    }

    private void awaitHungUp() {
        Await.until("hung up at the provider", Duration.ofSeconds(10), () -> fake.openConnections() == 0);
    }

    private void awaitSpent(String budget, long spent, long unconfirmed) {
        AtomicReference<String> seen = new AtomicReference<>("");
        Await.until(() -> "spent " + spent + ", unconfirmed " + unconfirmed + " in " + seen, PATIENCE, () -> {
            JsonNode cap = spending(budget, seen).path("caps").path(0);
            return cap.path("spent").asLong() == spent
                    && cap.path("unconfirmed").asLong() == unconfirmed;
        });
    }

    private JsonNode spending(String budget, AtomicReference<String> seen) {
        try {
            seen.set(gateway.admin("/admin/v1/budgets/" + budget + "/spending").body());
            return JsonMapper.shared().readTree(seen.get());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
