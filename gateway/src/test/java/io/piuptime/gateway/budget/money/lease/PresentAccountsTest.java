package io.piuptime.gateway.budget.money.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.budget.money.AccountId;
import io.piuptime.gateway.budget.money.journal.MoneyJournal;
import io.piuptime.gateway.budget.money.ledger.Ledger;
import io.piuptime.model.directory.Budget;
import io.piuptime.model.limit.Level;
import io.piuptime.model.limit.Subject;
import io.piuptime.model.limit.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which accounts pay for a budget now. */
class PresentAccountsTest {
    private static final Budget BUDGET = budget(Window.Calendar.MONTH);

    private Instant now = Instant.parse("2026-03-31T23:00:00Z");
    private final Leases leases = new Leases(
            new OneStore(),
            new Ledger(MoneyJournal.none(), 0),
            true,
            "node",
            new Leases.Times(() -> now, () -> 0),
            _ -> {});

    @Test
    void the_accounts_of_a_budget_are_those_of_the_present_time() {
        Budget budget = budget(Window.Calendar.HOUR);
        List<AccountId> before = leases.accounts(budget);

        assertThat(leases.accounts(budget)).isSameAs(before);
        now = now.plus(Duration.ofHours(1));

        assertThat(leases.accounts(budget))
                .isNotEqualTo(before)
                .containsExactly(leases.account(budget, budget.caps().getFirst()));
    }

    @Test
    void a_budget_that_was_changed_has_the_accounts_of_its_caps() {
        List<AccountId> before = leases.accounts(BUDGET);
        Budget changed = budget(Window.Calendar.DAY);

        assertThat(changed.id()).isEqualTo(BUDGET.id());
        assertThat(leases.accounts(changed)).isNotEqualTo(before);
        assertThat(leases.accounts(BUDGET)).isEqualTo(before);
    }

    private static Budget budget(Window window) {
        return new Budget(
                "b",
                "t",
                "Team",
                new Subject(Level.TEAM, "x"),
                List.of(new Budget.Cap(window, 10_000)),
                true,
                List.of(50, 90),
                Optional.empty(),
                true);
    }
}
