package io.piuptime.gateway.budget.money.pay;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.catalog.CompiledOffer;
import io.piuptime.catalog.Reasoning;
import io.piuptime.catalog.ability.AbilityBook;
import io.piuptime.catalog.account.Accounts;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.Limits;
import io.piuptime.gateway.Snapshot;
import io.piuptime.gateway.budget.money.AccountId;
import io.piuptime.gateway.budget.money.bound.Asked;
import io.piuptime.gateway.budget.money.journal.MoneyJournal;
import io.piuptime.gateway.budget.money.lease.Leases;
import io.piuptime.gateway.budget.money.lease.OneStore;
import io.piuptime.gateway.budget.money.ledger.Ledger;
import io.piuptime.gateway.budget.money.ledger.Standing;
import io.piuptime.gateway.translate.Outbound;
import io.piuptime.gateway.translate.Untouched;
import io.piuptime.model.ability.Abilities;
import io.piuptime.model.catalog.Model;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.catalog.Timers;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.directory.Budget;
import io.piuptime.model.exchange.Operation;
import io.piuptime.model.exchange.Priority;
import io.piuptime.model.limit.Level;
import io.piuptime.model.limit.Subject;
import io.piuptime.model.limit.Window;
import io.piuptime.model.price.PriceText;
import io.piuptime.model.price.Service;
import io.piuptime.model.price.Tariff;
import io.piuptime.model.usage.Reservation;
import io.piuptime.model.usage.Tokens;
import io.piuptime.model.usage.UsageRecord;
import io.piuptime.observe.TraceContext;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SpendingTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String BODY = "{\"model\":\"m\",\"messages\":[]}";
    private static final Asked.Place FRONT = new Asked.Place(1, "\"max_tokens\":", ",");

    private final Target target =
            new Target(Provider.of("p", Wire.OPENAI_CHAT, URI.create("http://p/v1"), Optional.empty()), "m");
    private final OneStore store = new OneStore();
    private final Ledger ledger = new Ledger(MoneyJournal.none(), 0);
    private final List<Budget> budgets = new ArrayList<>();
    private final Deque<Runnable> soon = new ArrayDeque<>();
    private final List<Runnable> later = new ArrayList<>();
    private final List<Long> waits = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final Turns turns = new Turns() {
        @Override
        public void enter(Runnable task) {
            soon.add(task);
        }

        @Override
        public void later(long millis, Runnable task) {
            waits.add(millis);
            later.add(task);
        }
    };

    private Tariff tariff = Tariff.of(PriceText.read("in=1 out=10"));
    private Asked asked = new Asked(27, -1, 1, 0, 0, false, false, "", 0, List.of(), Optional.of(FRONT));
    private long nanos;
    private final Leases leases =
            new Leases(store, ledger, true, "n", new Leases.Times(() -> NOW, () -> nanos), _ -> {});
    private final Cashier cashier = new Cashier(
            ledger,
            leases,
            _ -> budgets,
            (_, _, _, _) -> asked,
            new Rules(1_000, Optional.empty(), Duration.ofMillis(250)),
            () -> NOW);

    @BeforeEach
    void begin() {
        ledger.replay();
    }

    @Test
    void an_exchange_that_no_budget_binds_has_nothing_to_pay() {
        assertThat(cashier.of(exchange(), turns)).isEmpty();
    }

    @Test
    void an_attempt_waits_for_money_that_comes_and_leaves_with_a_limit() {
        budgets.add(strict("b", 1_000_000));

        reserve();
        assertThat(outcomes).isEmpty();
        round();

        assertThat(body(paid())).isEqualTo("{\"max_tokens\":1000,\"model\":\"m\",\"messages\":[]}");
        assertThat(paid().payment().micros()).isEqualTo(10_027);
        assertThat(standing("b").reserved()).isEqualTo(10_027);
    }

    @Test
    void money_that_is_there_is_reserved_at_once() {
        budgets.add(strict("b", 10_000_000));
        reserve();
        round();
        outcomes.clear();

        reserve();

        assertThat(paid().payment().micros()).isEqualTo(10_027);
        assertThat(later).as("only who waits needs a clock").hasSize(1);
    }

    @Test
    void an_answer_is_shortened_where_less_is_left() {
        budgets.add(strict("b", 5_027));

        reserve();
        round();

        // before anything is known of what is left the whole cap may be
        assertThat(body(paid())).contains("\"max_tokens\":500,");
        assertThat(paid().payment().micros()).isEqualTo(5_027);
    }

    @Test
    void where_too_little_is_left_it_is_refused_with_the_amounts() {
        budgets.add(strict("b", 2_000));

        reserve();
        round();

        assertThat(refused())
                .isEqualTo("The budget 'name of b' (month) has $0.002 left; this request could cost up to $0.010027.");
        assertThat(cashier.refused()).isEqualTo(1);
        assertThat(cashier.refusedForStore()).isZero();
    }

    @Test
    void while_the_store_is_away_it_is_refused_at_once() {
        budgets.add(strict("b", 1_000_000));
        store.away(true);
        reserve();
        round();
        assertThat(refused()).contains("as the database does not answer");
        assertThat(cashier.refusedForStore()).isEqualTo(1);

        outcomes.clear();
        reserve();
        assertThat(refused()).isNotEmpty();
    }

    @Test
    void who_has_waited_long_enough_is_refused_once() {
        budgets.add(strict("b", 1_000_000));
        reserve();

        later.getFirst().run();
        assertThat(refused()).isNotEmpty();
        round();
        assertThat(outcomes).hasSize(1);
        assertThat(ledger.open()).isZero();
    }

    @Test
    void what_the_store_has_not_spoken_of_yet_is_waited_for_longer() {
        budgets.add(strict("b", 100_000));
        reserve();
        assertThat(waits).containsExactly(2_000L);
        round();
        assertThat(paid().payment().micros()).isEqualTo(10_027);

        for (int more = 0; more < 5 && waits.size() == 1; more++) {
            outcomes.clear();
            reserve(); // until what was granted is spent
        }

        assertThat(waits).containsExactly(2_000L, 250L);
    }

    @Test
    void every_cap_of_every_budget_is_reserved_or_none() {
        budgets.add(new Budget(
                "b",
                "t",
                "b",
                new Subject(Level.TEAM, "x"),
                List.of(new Budget.Cap(Window.Calendar.DAY, 50_000), new Budget.Cap(Window.Calendar.MONTH, 1_000_000)),
                true,
                List.of(),
                Optional.empty(),
                true));
        budgets.add(strict("c", 15_000));
        reserve();
        round();
        assertThat(ledger.standings()).extracting(Standing::reserved).containsExactly(10_027L, 10_027L, 10_027L);

        outcomes.clear();
        asked = new Asked(27, 1_000, 1, 0, 0, false, false, "", 0, List.of(), Optional.empty());
        reserve();
        round();
        round();
        assertThat(refused()).startsWith("The budget 'name of c'");
        assertThat(ledger.standings()).extracting(Standing::reserved).containsExactly(10_027L, 10_027L, 10_027L);
    }

    @Test
    void nothing_strict_is_spent_on_what_has_no_bound_or_no_known_price() {
        budgets.add(strict("b", 1_000_000));
        asked = Asked.unbounded(10, "a search");
        reserve();
        assertThat(refused()).contains("a search");

        outcomes.clear();
        asked = Asked.text(10);
        tariff = Tariff.UNKNOWN;
        reserve();
        assertThat(refused()).contains("a price that is not known");
    }

    @Test
    void what_passes_through_unread_has_no_bound() {
        budgets.add(strict("b", 1_000_000));
        Exchange exchange = exchange();

        cashier.of(exchange, turns).orElseThrow().reserve(target, Abilities.UNKNOWN, request(List.of()), outcomes::add);

        assertThat(refused()).contains("passes through unread");
    }

    @Test
    void counting_tokens_needs_no_money() {
        budgets.add(strict("b", 0));
        Exchange exchange = exchange(Operation.MESSAGES_COUNT_TOKENS);

        cashier.of(exchange, turns)
                .orElseThrow()
                .reserve(target, Abilities.UNKNOWN, request(List.of(Bytes.utf8(BODY))), outcomes::add);

        paid().payment().unknown();
        assertThat(ledger.open()).isZero();
    }

    @Test
    void looking_at_what_lies_at_a_provider_needs_no_money_and_making_something_has_no_bound() {
        budgets.add(strict("b", 1_000_000));
        for (String method : List.of("GET", "HEAD", "DELETE")) {
            outcomes.clear();
            cashier.of(exchange(method, Optional.empty()), turns)
                    .orElseThrow()
                    .reserve(target, Abilities.UNKNOWN, request(List.of()), outcomes::add);
            assertThat(paid().payment().micros()).isZero();
        }

        outcomes.clear();
        cashier.of(exchange("POST", Optional.empty()), turns)
                .orElseThrow()
                .reserve(target, Abilities.UNKNOWN, request(List.of(Bytes.utf8("{}"))), outcomes::add);
        assertThat(refused()).contains("passes through unread");
    }

    @Test
    void a_soft_budget_lets_go_on_what_is_under_way_and_changes_no_body() {
        budgets.add(soft("b", 100));
        reserve();
        round();

        assertThat(body(paid())).isEqualTo(BODY);
        assertThat(standing("b").free()).isNegative();

        outcomes.clear();
        reserve();
        round();
        assertThat(refused()).isEqualTo("The budget 'name of b' (month) has $0.00 left.");
    }

    @Test
    void a_soft_budget_reserves_what_is_usual() {
        budgets.add(soft("b", 1_000_000));
        for (int i = 0; i < 10; i++) {
            outcomes.clear();
            reserve();
            round();
            paid().payment().answered(reported(100, 0));
        }
        outcomes.clear();
        reserve();

        assertThat(standing("b")).isEqualTo(new Standing(id("b"), standing("b").granted(), 200, 1_000, 0));
    }

    @Test
    void a_budget_that_refuses_names_the_model_that_is_asked_instead() {
        budgets.add(strict("a", 1_000_000));
        budgets.add(new Budget(
                "b",
                "t",
                "b",
                new Subject(Level.TEAM, "x"),
                List.of(new Budget.Cap(Window.Calendar.MONTH, 10)),
                true,
                List.of(),
                Optional.of("cheap"),
                true));
        Spending spending = cashier.of(exchange(), turns).orElseThrow();
        assertThat(spending.fallback()).isEmpty();

        spending.reserve(target, Abilities.UNKNOWN, request(List.of(Bytes.utf8(BODY))), outcomes::add);
        round();
        round();

        assertThat(refused()).isNotEmpty();
        assertThat(spending.fallback()).contains("cheap");
    }

    @Test
    void an_answer_costs_what_its_provider_says() {
        Payment payment = reserved();
        payment.answered(reported(20, 5));
        payment.unknown();
        payment.turnedAway();

        assertThat(standing("b").spent()).isEqualTo(70);
        assertThat(standing("b").unconfirmed()).isZero();
        assertThat(payment.isUnconfirmed()).isFalse();
    }

    @Test
    void an_answer_of_which_the_provider_says_nothing_counts_as_all_that_was_reserved() {
        reserved().answered(Tokens.NONE);
        reserved().answered(new Tokens(20, 5, 0, 0, Tokens.Source.COUNTED));
        Payment left = reserved();
        left.unknown();

        assertThat(left.isUnconfirmed()).isTrue();
        assertThat(standing("b").unconfirmed()).isEqualTo(3 * 10_027);
        assertThat(standing("b").spent()).isZero();
    }

    @Test
    void an_answer_that_has_no_price_counts_as_all_that_was_reserved() {
        tariff = Tariff.of(PriceText.read("in=1 out=10"));
        Tokens otherwise = reported(20, 5).servedAs(Service.OTHER);

        reserved().answered(otherwise);

        assertThat(standing("b").unconfirmed()).isEqualTo(10_027);
    }

    @Test
    void who_is_turned_away_pays_nothing() {
        reserved().turnedAway();

        assertThat(standing("b").spent()).isZero();
        assertThat(standing("b").reserved()).isZero();
    }

    @Test
    void a_record_says_what_was_reserved_and_what_of_it_nobody_confirmed() {
        budgets.add(strict("b", 1_000_000));
        Exchange exchange = exchange();
        Payment broken = reserved(exchange);
        broken.unknown();
        broken.unknown();
        reserved(exchange).answered(reported(20, 5));
        reserved(exchange).turnedAway();

        assertThat(held(exchange)).isEqualTo(new Reservation(3 * 10_027, 10_027));
    }

    @Test
    void a_record_says_what_a_soft_budget_lent() {
        budgets.add(soft("b", 1_000_000));
        reserved(exchange()).answered(reported(20, 5));
        Exchange exchange = exchange();

        Payment payment = reserved(exchange);

        assertThat(held(exchange)).isEqualTo(new Reservation(payment.micros(), 0));
        assertThat(payment.micros()).isEqualTo(standing("b").reserved()).isPositive();
    }

    private Payment reserved(Exchange exchange) {
        outcomes.clear();
        reserve(exchange);
        if (outcomes.isEmpty()) {
            round();
        }
        return paid().payment();
    }

    private static Reservation held(Exchange exchange) {
        exchange.end(new Exchange.Result(200, UsageRecord.Ending.COMPLETE, "", 1));
        return exchange.record().reservation();
    }

    private Payment reserved() {
        if (budgets.isEmpty()) {
            budgets.add(strict("b", 1_000_000));
        }
        return reserved(exchange());
    }

    private void reserve() {
        reserve(exchange());
    }

    private void reserve(Exchange exchange) {
        cashier.of(exchange, turns)
                .orElseThrow()
                .reserve(
                        target,
                        Abilities.UNKNOWN,
                        request(List.of(Bytes.utf8(BODY.substring(0, 5)), Bytes.utf8(BODY.substring(5)))),
                        outcomes::add);
    }

    private void round() {
        leases.round();
        for (Runnable task = soon.poll(); task != null; task = soon.poll()) {
            task.run();
        }
    }

    private Outcome.Paid paid() {
        assertThat(outcomes).hasSize(1);
        return (Outcome.Paid) outcomes.getFirst();
    }

    private String refused() {
        assertThat(outcomes).hasSize(1);
        return ((Outcome.Refused) outcomes.getFirst()).refusal().message();
    }

    private static String body(Outcome.Paid paid) {
        return paid.request().pieces().stream().map(Bytes::toString).collect(Collectors.joining());
    }

    private Standing standing(String budget) {
        return ledger.standing(id(budget)).orElseThrow();
    }

    private static AccountId id(String budget) {
        return new AccountId(budget, "month", NOW.getEpochSecond() / 86_400 * 86_400);
    }

    private Outbound.Request request(List<Bytes> pieces) {
        return new Outbound.Request(
                target.provider().own(),
                "/chat/completions",
                pieces,
                Outbound.Headers.CALLERS,
                new Untouched(Optional.empty(), Operation.CHAT_COMPLETIONS),
                List.of());
    }

    private Exchange exchange() {
        return exchange(Operation.CHAT_COMPLETIONS);
    }

    private Exchange exchange(Operation operation) {
        return exchange("POST", Optional.of(operation));
    }

    private Exchange exchange(String method, Optional<Operation> operation) {
        Exchange exchange = new Exchange(
                new Exchange.Head(
                        "id",
                        NOW,
                        0,
                        method,
                        "/v1/anything",
                        operation,
                        Optional.empty(),
                        "10.0.0.7",
                        Priority.STANDARD,
                        TraceContext.start(new Random(1))),
                new Snapshot(
                        1,
                        NOW,
                        new CompiledOffer(List.of(), Reasoning.shipped()),
                        Limits.DEFAULT,
                        _ -> tariff,
                        AbilityBook.NONE,
                        Accounts.NONE));
        exchange.routed(new Model("m", List.of(target), Timers.DEFAULT));
        return exchange;
    }

    private static Tokens reported(long input, long output) {
        return new Tokens(input, output, 0, 0, Tokens.Source.REPORTED);
    }

    private static Budget strict(String id, long micros) {
        return budget(id, micros, true);
    }

    private static Budget soft(String id, long micros) {
        return budget(id, micros, false);
    }

    private static Budget budget(String id, long micros, boolean strict) {
        return new Budget(
                id,
                "t",
                "name of " + id,
                new Subject(Level.TEAM, "x"),
                List.of(new Budget.Cap(Window.Calendar.MONTH, micros)),
                strict,
                List.of(),
                Optional.empty(),
                true);
    }
}
