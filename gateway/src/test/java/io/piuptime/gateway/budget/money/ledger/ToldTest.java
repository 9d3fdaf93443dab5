package io.piuptime.gateway.budget.money.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.budget.money.AccountId;
import io.piuptime.gateway.budget.money.journal.Told;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToldTest {
    private static final AccountId TEAM = new AccountId("team", "month", 7);

    @Test
    void every_step_is_told_as_words() {
        List<String> lines = new ArrayList<>();
        ListJournal kept = new ListJournal();
        Ledger ledger = new Ledger(new Told(kept, lines::add), 16);
        ledger.replay();
        ledger.grant(TEAM, 100);
        ledger.grant(TEAM, 200);
        ledger.reserve(List.of(new Wanted(TEAM, true, 30)));
        ledger.reserve(List.of(new Wanted(TEAM, true, 40)));
        ledger.settle(17, 12);
        ledger.unconfirm(18);
        kept.full(true);
        ledger.reserve(List.of(new Wanted(TEAM, true, 1)));
        ledger.close();

        assertThat(lines)
                .containsExactly(
                        "open 0 complete",
                        "balance 1 team/month/7 100 0 0",
                        "grant 1 200",
                        "reserve 17 1:30",
                        "reserve 18 1:40",
                        "settle 17 12",
                        "unconfirm 18",
                        "lost reserve 19 1:1",
                        "close");
        assertThat(kept.lines()).hasSize(6);
    }

    @Test
    void what_an_earlier_run_left_is_told_too() {
        ListJournal kept = new ListJournal();
        Ledger before = new Ledger(kept, 0);
        before.replay();
        before.grant(TEAM, 100);
        List<String> lines = new ArrayList<>();

        new Ledger(new Told(kept, lines::add), 0).replay();

        assertThat(lines).containsExactly("open 1 complete", "past balance 1 team/month/7 100 0 0");
    }
}
