package io.piuptime.gateway.budget.money.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.gateway.budget.money.AccountId;
import io.piuptime.gateway.budget.money.journal.Entry;
import io.piuptime.gateway.budget.money.journal.MoneyJournal.Need;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final AccountId TEAM = new AccountId("team", "month", 0);
    private static final AccountId KEY = new AccountId("key", "day", 0);

    private final ListJournal journal = new ListJournal();
    private final Ledger ledger = begun();

    private Ledger begun() {
        Ledger fresh = new Ledger(journal, 100);
        fresh.replay();
        return fresh;
    }

    @Test
    void what_is_granted_can_be_reserved_and_no_more() {
        ledger.grant(TEAM, 100);

        assertThat(reserve(TEAM, 60)).isEqualTo(101);
        assertThat(ledger.reserve(List.of(strict(TEAM, 41)))).isEqualTo(new Answer.Lacking(TEAM, 40));
        assertThat(reserve(TEAM, 40)).isEqualTo(102);
        assertThat(standing(TEAM)).isEqualTo(new Standing(TEAM, 100, 100, 0, 0));
        assertThat(ledger.open()).isEqualTo(2);
    }

    @Test
    void several_accounts_are_reserved_all_or_none() {
        ledger.grant(TEAM, 100);
        ledger.grant(KEY, 10);

        assertThat(ledger.reserve(List.of(strict(TEAM, 20), strict(KEY, 20)))).isEqualTo(new Answer.Lacking(KEY, 10));
        assertThat(standing(TEAM).reserved()).isZero();
        assertThat(ledger.reserve(List.of(strict(TEAM, 10), strict(KEY, 10)))).isEqualTo(new Answer.Reserved(101));
        assertThat(standing(KEY).free()).isZero();
        assertThat(standing(TEAM).free()).isEqualTo(90);
    }

    @Test
    void an_account_that_was_never_granted_has_nothing() {
        assertThat(ledger.reserve(List.of(strict(TEAM, 1)))).isEqualTo(new Answer.Lacking(TEAM, 0));
        assertThat(ledger.standing(TEAM)).isEmpty();
    }

    @Test
    void a_settled_reservation_leaves_what_was_spent_in_each_of_its_accounts() {
        ledger.grant(TEAM, 100);
        ledger.grant(KEY, 100);
        ledger.reserve(List.of(strict(TEAM, 50), strict(KEY, 50)));

        assertThat(ledger.settle(101, 7)).isTrue();

        assertThat(standing(TEAM)).isEqualTo(new Standing(TEAM, 100, 0, 7, 0));
        assertThat(standing(KEY)).isEqualTo(new Standing(KEY, 100, 0, 7, 0));
    }

    @Test
    void a_reservation_ends_once() {
        ledger.grant(TEAM, 100);
        long id = reserve(TEAM, 50);

        assertThat(ledger.settle(id, 7)).isTrue();
        assertThat(ledger.settle(id, 7)).isFalse();
        assertThat(ledger.unconfirm(id)).isFalse();
        assertThat(ledger.settle(999, 7)).isFalse();
        assertThat(standing(TEAM)).isEqualTo(new Standing(TEAM, 100, 0, 7, 0));
    }

    @Test
    void of_an_unconfirmed_reservation_all_counts() {
        ledger.grant(TEAM, 100);

        assertThat(ledger.unconfirm(reserve(TEAM, 50))).isTrue();

        assertThat(standing(TEAM)).isEqualTo(new Standing(TEAM, 100, 0, 0, 50));
    }

    @Test
    void a_soft_account_is_open_while_anything_is_left() {
        ledger.grant(TEAM, 10);

        assertThat(ledger.reserve(List.of(soft(TEAM, 500)))).isInstanceOf(Answer.Reserved.class);
        assertThat(ledger.reserve(List.of(soft(TEAM, 1)))).isEqualTo(new Answer.Lacking(TEAM, -490));
        ledger.settle(101, 30);
        assertThat(standing(TEAM).free()).isEqualTo(-20);
    }

    @Test
    void a_cost_beyond_what_was_reserved_is_booked_as_it_is() {
        ledger.grant(TEAM, 100);
        ledger.settle(reserve(TEAM, 50), 120);

        assertThat(standing(TEAM)).isEqualTo(new Standing(TEAM, 100, 0, 120, 0));
        assertThat(ledger.reserve(List.of(strict(TEAM, 1)))).isInstanceOf(Answer.Lacking.class);
        assertThatThrownBy(() -> ledger.settle(1, -1)).hasMessage("micros: -1 (expected: >= 0)");
    }

    @Test
    void gives_back_what_nobody_has_reserved_but_for_what_is_kept() {
        ledger.grant(TEAM, 100);
        ledger.settle(reserve(TEAM, 10), 5);
        ledger.unconfirm(reserve(TEAM, 15));
        reserve(TEAM, 20);

        assertThat(ledger.giveBack(TEAM, 25)).isEqualTo(5 + 15 + 20 + 25);
        assertThat(standing(TEAM).free()).isEqualTo(25);
        assertThat(ledger.giveBack(TEAM, 25)).isEqualTo(65);
        assertThat(ledger.giveBack(TEAM, 0)).isEqualTo(40);
        assertThat(ledger.giveBack(KEY, 0)).isZero();
    }

    @Test
    void nothing_leaves_that_cannot_be_written_down() {
        ledger.grant(TEAM, 100);
        long id = reserve(TEAM, 10);
        journal.full(true);

        assertThat(ledger.reserve(List.of(strict(TEAM, 10)))).isEqualTo(new Answer.Unwritten());
        assertThat(ledger.grant(TEAM, 500)).isFalse();
        assertThat(ledger.giveBack(TEAM, 0)).isEqualTo(100);
        assertThat(standing(TEAM).granted()).isEqualTo(100);
        // what has begun ends; the next run does not know how, and is on the safe side
        assertThat(ledger.settle(id, 3)).isTrue();
        assertThat(standing(TEAM).spent()).isEqualTo(3);

        assertThat(replayed(true).standing(TEAM)).contains(new Standing(TEAM, 100, 0, 0, 10));
    }

    @Test
    void the_next_run_knows_all_and_takes_what_was_under_way_for_spent() {
        ledger.grant(TEAM, 100);
        ledger.grant(TEAM, 200);
        ledger.settle(reserve(TEAM, 10), 5);
        ledger.unconfirm(reserve(TEAM, 15));
        reserve(TEAM, 20);

        Ledger next = replayed(true);

        assertThat(next.standing(TEAM)).contains(new Standing(TEAM, 200, 0, 5, 35));
        assertThat(next.open()).isZero();
        assertThat(next.reserve(List.of(strict(TEAM, 160)))).isEqualTo(new Answer.Reserved(104));
    }

    @Test
    void the_next_run_after_a_crash_of_the_machine_gives_up_what_is_not_known_to_be_unspent() {
        ledger.grant(TEAM, 100);
        ledger.settle(reserve(TEAM, 10), 5);
        reserve(TEAM, 20);
        journal.crash(1);

        Ledger next = replayed(false);

        assertThat(next.standing(TEAM)).contains(new Standing(TEAM, 100, 0, 5, 95));
        assertThat(next.reserve(List.of(strict(TEAM, 1)))).isInstanceOf(Answer.Lacking.class);
    }

    @Test
    void what_somebody_else_knows_of_is_given_up_too() {
        ledger.grant(TEAM, 100);
        ledger.settle(reserve(TEAM, 10), 5);

        ledger.forfeit(TEAM, 150, 3, 20);
        ledger.forfeit(KEY, 50, 10, 0);

        assertThat(standing(TEAM)).isEqualTo(new Standing(TEAM, 150, 0, 5, 145));
        assertThat(standing(KEY)).isEqualTo(new Standing(KEY, 50, 0, 10, 40));
        assertThat(replayed(true).standing(KEY)).contains(new Standing(KEY, 50, 0, 10, 40));
    }

    @Test
    void an_account_is_forgotten_when_nothing_of_it_is_under_way() {
        ledger.grant(TEAM, 100);
        long id = reserve(TEAM, 10);

        assertThat(ledger.forget(TEAM)).isFalse();
        ledger.settle(id, 1);
        assertThat(ledger.forget(TEAM)).isTrue();
        assertThat(ledger.forget(TEAM)).isTrue();
        assertThat(ledger.standings()).isEmpty();
    }

    @Test
    void closing_takes_what_is_under_way_for_spent_and_reserves_no_more() {
        ledger.grant(TEAM, 100);
        reserve(TEAM, 10);

        ledger.close();

        assertThat(standing(TEAM)).isEqualTo(new Standing(TEAM, 100, 0, 0, 10));
        assertThat(ledger.reserve(List.of(strict(TEAM, 1)))).isEqualTo(new Answer.Unwritten());
    }

    @Test
    void a_run_that_knows_all_says_so() {
        ListJournal other = new ListJournal();
        assertThat(new Ledger(other, 0).replay()).as("never ran before").isFalse();
        assertThat(new Ledger(other, 0).replay()).isTrue();
        other.append(new Entry.Unconfirmed(7), Need.ENDS);
        other.crash(1);
        assertThat(new Ledger(other, 0).replay()).isFalse();
    }

    @Test
    void whatever_happens_no_more_is_held_than_was_granted_and_every_run_knows_what_the_last_one_did() {
        Random random = new Random(4711);
        List<AccountId> ids = List.of(TEAM, KEY, new AccountId("app", "total", 0));
        Ledger now = ledger;
        List<Long> open = new ArrayList<>();
        Map<Long, Long> held = new HashMap<>();
        for (int step = 0; step < 20_000; step++) {
            AccountId id = ids.get(random.nextInt(ids.size()));
            long granted = now.standing(id).map(Standing::granted).orElse(0L);
            switch (random.nextInt(8)) {
                case 0 -> now.grant(id, granted + random.nextInt(100));
                case 1 -> now.giveBack(id, random.nextInt(50));
                case 2, 3, 4 -> {
                    long micros = random.nextInt(60);
                    List<Wanted> wanted = ids.subList(0, 1 + random.nextInt(ids.size())).stream()
                            .map(account -> strict(account, micros))
                            .toList();
                    if (now.reserve(wanted) instanceof Answer.Reserved reserved) {
                        open.add(reserved.id());
                        held.put(reserved.id(), micros);
                    }
                }
                case 5, 6 -> {
                    if (!open.isEmpty()) {
                        long one = open.remove(random.nextInt(open.size()));
                        assertThat(now.settle(one, random.nextLong(held.getOrDefault(one, 0L) + 1)))
                                .isTrue();
                    }
                }
                default -> {
                    if (random.nextInt(200) == 0) {
                        List<Standing> before = now.standings();
                        now = replayed(true);
                        for (Standing standing : before) {
                            assertThat(now.standing(standing.id()))
                                    .contains(new Standing(
                                            standing.id(),
                                            standing.granted(),
                                            0,
                                            standing.spent(),
                                            standing.unconfirmed() + standing.reserved()));
                        }
                        open.clear();
                    }
                }
            }
            assertThat(now.standings()).allMatch(standing -> standing.free() >= 0);
        }
    }

    private Ledger replayed(boolean whole) {
        journal.full(false);
        Ledger next = new Ledger(journal, 50);
        assertThat(next.replay()).isEqualTo(whole);
        return next;
    }

    private long reserve(AccountId account, long micros) {
        return ((Answer.Reserved) ledger.reserve(List.of(strict(account, micros)))).id();
    }

    private Standing standing(AccountId account) {
        return ledger.standing(account).orElseThrow();
    }

    private static Wanted strict(AccountId account, long micros) {
        return new Wanted(account, true, micros);
    }

    private static Wanted soft(AccountId account, long micros) {
        return new Wanted(account, false, micros);
    }
}
