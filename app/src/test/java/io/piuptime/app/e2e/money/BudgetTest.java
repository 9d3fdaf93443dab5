package io.piuptime.app.e2e.money;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.app.e2e.GatewayUnderTest;
import io.piuptime.gateway.budget.money.lease.LeaseStore.Lease;
import io.piuptime.gateway.directory.DirectoryStore.Expected;
import io.piuptime.model.directory.Budget;
import io.piuptime.model.directory.Tenant;
import io.piuptime.model.limit.Level;
import io.piuptime.model.limit.Subject;
import io.piuptime.model.limit.Window;
import io.piuptime.stores.sqlite.SqliteDirectoryStore;
import io.piuptime.stores.sqlite.SqliteStore;
import io.piuptime.stores.sqlite.lease.SqliteLeaseStore;
import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.raw.Await;
import io.piuptime.testkit.script.Ending;
import io.piuptime.testkit.script.Script;
import io.piuptime.testkit.script.Usage;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Budgets on a whole gateway: what its provider generated is never dearer than what was allowed. */
@Timeout(90)
class BudgetTest {
    private static final String PATH = "/v1/chat/completions";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String CONFIG = """
            providers:
              upstream: {base-url: "%1$s", api-key: "sk-upstream-0123456789"}
              second: {base-url: "%1$s", api-key: "sk-upstream-0123456789"}
            models:
              dear: {price: in=1000 out=1000, targets: [{provider: upstream, model: dear}]}
              either:
                targets:
                  - {provider: upstream, model: dear, price: in=1000 out=1000}
                  - {provider: second, model: cheap, price: in=1 out=1}
              free: {price: in=0 out=0, targets: [{provider: upstream, model: free}]}
              unpriced: {targets: [{provider: upstream, model: unpriced}]}
            drain: {lag: 0s, grace: 5s}
            """;

    @TempDir
    private Path folder;

    private FakeOpenAi fake;
    private GatewayUnderTest gateway;
    private SqliteStore database;

    @BeforeEach
    void start() throws Exception {
        fake = FakeOpenAi.start();
        gateway = GatewayUnderTest.start(folder, CONFIG.formatted(fake.baseUrl()));
        database = new SqliteStore(gateway.data(), folder.resolve("native"));
        database.open();
    }

    @AfterEach
    void stop() {
        database.close();
        gateway.close();
        fake.close();
    }

    @Test
    void an_answer_gets_the_length_that_the_money_allows_and_what_it_used_is_spent() throws Exception {
        strict(1_000_000);
        fake.next(Script.chat(List.of("Hi"), new Usage(20, 5), "stop"));

        assertThat(gateway.post(PATH, asking("dear", "")).statusCode()).isEqualTo(200);

        // a byte costs 1000 micros, and so does a token
        String sent = fake.last().text();
        assertThat(sent).startsWith("{\"max_completion_tokens\":").contains("\"model\":\"dear\"");
        long most = Long.parseLong(sent.replaceAll(".*max_completion_tokens\":([0-9]+).*", "$1"));
        assertThat(most + asking("dear", "").length()).isEqualTo(1_000);
        awaitSpent(25_000, 0);
        assertThat(gateway.records().getFirst())
                .contains("\"costMicros\":25000", "\"reservedMicros\":1000000", "\"unconfirmedMicros\":0");
    }

    @Test
    void callers_who_race_for_a_budget_do_not_overspend_it() throws Exception {
        strict(2_000_000);
        AtomicLong generated = new AtomicLong();
        fake.always(_ -> {
            generated.addAndGet(300);
            return Script.chat(List.of("Hi"), new Usage(50, 250), "length");
        });
        List<Future<HttpResponse<String>>> answers = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 40; i++) {
                answers.add(callers.submit(() -> gateway.post(PATH, asking("dear", ",\"max_tokens\":250"))));
            }
        }
        long good = 0;
        for (Future<HttpResponse<String>> answer : answers) {
            HttpResponse<String> reply = answer.get();
            if (reply.statusCode() == 200) {
                good++;
            } else {
                assertThat(reply.statusCode()).isEqualTo(429);
                assertThat(reply.body()).contains("\"insufficient_quota\"").contains("$");
                assertThat(reply.headers().firstValue("x-should-retry")).contains("false");
            }
        }
        assertThat(good).isBetween(1L, 6L);
        assertThat(generated.get() * 1_000).isEqualTo(good * 300_000).isLessThanOrEqualTo(2_000_000);
        awaitSpent(good * 300_000, 0);
    }

    @Test
    void a_target_that_is_too_dear_is_passed_over_for_a_cheaper_one() throws Exception {
        strict(100_000);
        fake.next(Script.chat(List.of("Hi"), new Usage(20, 5), "stop"));

        HttpResponse<String> reply = gateway.post(PATH, asking("either", ""));

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.headers().firstValue("x-piup-target")).contains("second/cheap");
        awaitSpent(25, 0);
    }

    @Test
    void where_a_budget_is_spent_its_fallback_is_asked() throws Exception {
        bind(new Budget(
                "b",
                Tenant.DEFAULT,
                "spent",
                new Subject(Level.TENANT, Tenant.DEFAULT),
                List.of(new Budget.Cap(Window.Calendar.MONTH, 10)),
                true,
                List.of(),
                Optional.of("free"),
                true));
        fake.next(Script.chat(List.of("Hi"), new Usage(20, 5), "stop"));

        HttpResponse<String> reply = gateway.post(PATH, asking("dear", ""));

        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        assertThat(reply.headers().firstValue("x-piup-target")).contains("upstream/free");
        assertThat(fake.last().text()).contains("\"model\":\"free\"");
    }

    @Test
    void what_has_no_known_price_or_no_bound_is_refused() throws Exception {
        strict(1_000_000);

        assertThat(gateway.post(PATH, asking("unpriced", "")).body()).contains("a price that is not known");
        assertThat(gateway.post(PATH, asking("dear", ",\"web_search_options\":{}"))
                        .body())
                .contains("what a provider does on its own (web_search_options)");
        assertThat(fake.requests()).isEmpty();
    }

    @Test
    void an_attempt_that_left_and_told_nothing_counts_as_all_that_it_had_reserved() throws Exception {
        strict(1_000_000);
        fake.next(Script.cut(Script.chat("Hi", "there"), 2, Ending.RST));
        String body = asking("dear", ",\"max_tokens\":10,\"stream\":true");
        gateway.post(PATH, body);

        long reserved = 1_000L * (fake.requests().getFirst().bodyLength() + 10);
        awaitSpent(0, reserved);
        assertThat(gateway.records().getFirst())
                .contains("\"costMicros\":null", "\"reservedMicros\":" + reserved, "\"unconfirmedMicros\":" + reserved);
        assertThat(gateway.admin("/admin/v1/costs").body()).contains("\"unconfirmedMicros\":" + reserved);
    }

    @Test
    void an_attempt_that_is_turned_away_costs_nothing() throws Exception {
        strict(1_000_000);
        fake.always(_ -> Script.error(400, "invalid_request_error", "no"));

        assertThat(gateway.post(PATH, asking("dear", "")).statusCode()).isEqualTo(400);

        assertThat(gateway.meter("piup_money_reservations")).isZero();
        awaitSpent(0, 0);
    }

    @Test
    void what_was_spent_is_known_after_a_restart() throws Exception {
        strict(1_000_000);
        fake.always(_ -> Script.chat(List.of("Hi"), new Usage(20, 800), "stop"));
        assertThat(gateway.post(PATH, asking("dear", ",\"max_tokens\":800")).statusCode())
                .isEqualTo(200);
        database.close();
        gateway.close();
        gateway = GatewayUnderTest.start(folder, CONFIG.formatted(fake.baseUrl()));
        database = new SqliteStore(gateway.data(), folder.resolve("native"));
        database.open();

        assertThat(gateway.post(PATH, asking("dear", ",\"max_tokens\":800")).statusCode())
                .isEqualTo(429);
        assertThat(gateway.post(PATH, asking("dear", "")).statusCode()).isEqualTo(429);
        awaitSpent(820_000, 0);
    }

    @Test
    void without_budgets_nothing_is_written_down_and_no_body_is_changed() throws Exception {
        fake.next(Script.chat(List.of("Hi"), new Usage(20, 5), "stop"));

        gateway.post(PATH, asking("dear", ""));

        assertThat(fake.last().text()).isEqualTo(asking("dear", ""));
        assertThat(new SqliteLeaseStore(database).leases("")).isEmpty();
    }

    private void strict(long micros) throws Exception {
        bind(new Budget(
                "b",
                Tenant.DEFAULT,
                "small",
                new Subject(Level.TENANT, Tenant.DEFAULT),
                List.of(new Budget.Cap(Window.Calendar.MONTH, micros)),
                true,
                List.of(50),
                Optional.empty(),
                true));
    }

    /** Returns when the gateway knows it. */
    private void bind(Budget budget) {
        new SqliteDirectoryStore(database).put(budget, Expected.NEW);
        Budget none = new Budget(
                "none",
                Tenant.DEFAULT,
                "none",
                new Subject(Level.TAG, "known=yes"),
                List.of(new Budget.Cap(new Window.Total(), 0)),
                true,
                List.of(),
                Optional.empty(),
                true);
        new SqliteDirectoryStore(database).put(none, Expected.NEW);
        Await.until("the gateway knows the budget", PATIENCE, this::knows);
    }

    /** A body without a bound is refused as soon as a strict budget binds, and asks nobody. */
    private boolean knows() {
        try {
            int before = fake.requests().size();
            boolean refused =
                    gateway.post(PATH, asking("free", ",\"plugins\":[1]")).statusCode() == 429;
            if (fake.requests().size() > before) {
                fake.reset();
            }
            return refused;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitSpent(long spent, long unconfirmed) {
        SqliteLeaseStore leases = new SqliteLeaseStore(database);
        Await.until(
                () -> "spent " + spent + ", unconfirmed " + unconfirmed + " in " + leases.leases("b"), PATIENCE, () -> {
                    List<Lease> all = leases.leases("b");
                    return all.stream().mapToLong(Lease::spent).sum() == spent
                            && all.stream().mapToLong(Lease::unconfirmed).sum() == unconfirmed;
                });
    }

    private static String asking(String model, String more) {
        return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]" + more + "}";
    }
}
