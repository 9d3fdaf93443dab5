package io.piuptime.gateway.budget.money.pay;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.catalog.CompiledOffer;
import io.piuptime.catalog.Reasoning;
import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.Limits;
import io.piuptime.gateway.RequestFacts;
import io.piuptime.gateway.Snapshot;
import io.piuptime.gateway.directory.Directory;
import io.piuptime.model.ability.Needs;
import io.piuptime.model.catalog.Model;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.catalog.Timers;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.directory.Budget;
import io.piuptime.model.directory.Change;
import io.piuptime.model.directory.Kind;
import io.piuptime.model.directory.Tenant;
import io.piuptime.model.exchange.Allowance;
import io.piuptime.model.exchange.Caller;
import io.piuptime.model.exchange.Owner;
import io.piuptime.model.exchange.Priority;
import io.piuptime.model.exchange.Rights;
import io.piuptime.model.limit.Level;
import io.piuptime.model.limit.Subject;
import io.piuptime.model.limit.Window;
import io.piuptime.observe.TraceContext;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DirectoryBudgetsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Budget OF_KEY = budget("k", Level.KEY, "key");

    private final Directory directory = new Directory();
    private final BindingBudgets budgets = new DirectoryBudgets(directory.budgets());
    private long sequence;

    @AfterEach
    void close() {
        directory.close();
    }

    @Test
    void nobody_is_bound_who_is_not_known() {
        add(budget("m", Level.MODEL, "gpt"));

        assertThat(budgets.of(exchange(Optional.empty()))).isEmpty();
    }

    @Test
    void budgets_of_the_key_bind_and_those_of_end_user_marks_and_model() {
        add(budget("m", Level.MODEL, "gpt"));
        add(budget("u", Level.END_USER, "alice"));
        add(budget("t", Level.TAG, "env=prod"));
        add(budget("other-m", Level.MODEL, "claude"));
        add(budget("other-u", Level.END_USER, "bob"));
        add(budget("other-t", Level.TAG, "env=test"));

        assertThat(budgets.of(exchange(Optional.of(caller()))))
                .extracting(Budget::id)
                .containsExactlyInAnyOrder("k", "m", "u", "t");
    }

    @Test
    void where_no_such_budgets_are_those_of_the_key_alone_bind() {
        assertThat(budgets.of(exchange(Optional.of(caller())))).containsExactly(OF_KEY);
    }

    private void add(Budget budget) {
        sequence++;
        directory.apply(new Change(sequence, Kind.BUDGET, budget.id(), 1, Optional.of(budget)));
    }

    private static Budget budget(String id, Level level, String subject) {
        return new Budget(
                id,
                Tenant.DEFAULT,
                id,
                new Subject(level, subject),
                List.of(new Budget.Cap(Window.Calendar.MONTH, 10)),
                true,
                List.of(),
                Optional.empty(),
                true);
    }

    private static Caller caller() {
        return new Caller(
                "key",
                "Key",
                Owner.DEFAULT,
                new Rights(List.of(), Set.of()),
                Map.of("env", "prod"),
                new Allowance(List.of(), List.of(OF_KEY)));
    }

    private static Exchange exchange(Optional<Caller> caller) {
        Exchange exchange = new Exchange(
                new Exchange.Head(
                        "id",
                        NOW,
                        0,
                        "POST",
                        "/v1/chat/completions",
                        Optional.empty(),
                        Optional.empty(),
                        "10.0.0.7",
                        Priority.STANDARD,
                        TraceContext.start(new Random(1))),
                new Snapshot(1, NOW, new CompiledOffer(List.of(), Reasoning.shipped()), Limits.DEFAULT));
        caller.ifPresent(exchange::authenticated);
        exchange.read(new RequestFacts(
                "gpt", 0, 0, false, true, Optional.empty(), RequestFacts.Objects.NONE, Needs.NONE, "alice"));
        exchange.routed(new Model(
                "gpt",
                List.of(new Target(
                        Provider.of("p", Wire.OPENAI_CHAT, URI.create("http://p/v1"), Optional.empty()), "m")),
                Timers.DEFAULT));
        return exchange;
    }
}
