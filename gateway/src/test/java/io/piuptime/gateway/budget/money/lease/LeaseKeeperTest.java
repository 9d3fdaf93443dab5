package io.piuptime.gateway.budget.money.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.budget.money.AccountId;
import io.piuptime.gateway.budget.money.journal.MoneyJournal;
import io.piuptime.gateway.budget.money.ledger.Ledger;
import io.piuptime.model.directory.Budget;
import io.piuptime.model.limit.Level;
import io.piuptime.model.limit.Subject;
import io.piuptime.model.limit.Window;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LeaseKeeperTest {
    private final OneStore store = new OneStore();
    private final Ledger ledger = new Ledger(MoneyJournal.none(), 0);
    private final Leases leases =
            new Leases(store, ledger, true, "n", new Leases.Times(Instant::now, System::nanoTime), _ -> {});
    private final Budget budget = new Budget(
            "b",
            "t",
            "b",
            new Subject(Level.TEAM, "x"),
            List.of(new Budget.Cap(new Window.Total(), 1_000)),
            true,
            List.of(),
            Optional.empty(),
            true);

    @Test
    void who_waits_is_answered_and_what_is_left_is_given_back_at_the_end() throws InterruptedException {
        ledger.replay();
        LeaseKeeper keeper = new LeaseKeeper(leases, MoneyJournal.none());
        keeper.start();
        AccountId account = leases.account(budget, budget.caps().getFirst());
        CountDownLatch answered = new CountDownLatch(1);

        leases.wants(account, 400);
        leases.whenAnswered(answered::countDown);

        assertThat(answered.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(ledger.standing(account).orElseThrow().free()).isEqualTo(400);

        keeper.close();
        assertThat(store.last().held()).isZero();
    }

    @Test
    void a_store_that_is_away_keeps_nobody_waiting_and_nothing_from_ending() throws InterruptedException {
        ledger.replay();
        store.away(true);
        LeaseKeeper keeper = new LeaseKeeper(leases, MoneyJournal.none());
        keeper.start();
        CountDownLatch answered = new CountDownLatch(1);

        leases.whenAnswered(answered::countDown);

        assertThat(answered.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(leases.isReachable()).isFalse();
        keeper.close();
    }
}
