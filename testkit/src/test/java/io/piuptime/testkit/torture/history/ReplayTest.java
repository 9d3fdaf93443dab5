package io.piuptime.testkit.torture.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.gateway.budget.money.AccountId;
import io.piuptime.gateway.budget.money.journal.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A history in which all is right, and each way of spoiling it. */
class ReplayTest {
    private static final AccountId STRICT = new AccountId("b1", "total", 0);
    private static final AccountId SOFT = new AccountId("b2", "total", 0);
    private static final long DEAREST = 100;

    /** Two are settled, one is unconfirmed, one goes on in the second file, and one is reaped by it. */
    private static final List<Entry> FIRST = List.of(
            new Entry.Balance(1, STRICT, 0, 0, 0),
            new Entry.Granted(1, 1_000),
            reserved(11, 1, 300),
            reserved(12, 1, 200),
            new Entry.Settled(11, 120),
            reserved(13, 1, 100),
            new Entry.Unconfirmed(12),
            reserved(14, 1, 50));

    private static final List<Entry> SECOND = List.of(
            new Entry.Balance(1, STRICT, 1_000, 120, 300),
            reserved(14, 1, 50),
            new Entry.Settled(14, 50),
            reserved(15, 1, 530),
            new Entry.Settled(15, 0));

    @Test
    void a_sound_history_holds_and_tells_how_each_reservation_ended() {
        Replay replay = replay(FIRST, SECOND);
        assertThat(replay.ends()).isEqualTo(new Ends(5, 3, 1, 1, 0, 0, 0, 0));
        assertThat(replay.ends().holds()).isTrue();
        assertThat(replay.standings()).containsExactly(new Stood("n1", "b1", 1_000, 170, 300));
        assertThat(replay.softBound()).isZero();
    }

    @Test
    void a_double_settlement_is_found() {
        assertThat(spoilt(more(SECOND, new Entry.Settled(15, 7))).twice()).isEqualTo(1);
        assertThat(spoilt(more(SECOND, new Entry.Unconfirmed(14))).twice()).isEqualTo(1);
    }

    @Test
    void a_settlement_of_what_was_reaped_is_found() {
        assertThat(spoilt(more(SECOND, new Entry.Settled(13, 10))).twice()).isEqualTo(1);
    }

    @Test
    void a_lost_settlement_is_found() {
        assertThat(spoilt(SECOND.subList(0, 4)).open()).isEqualTo(1);
    }

    @Test
    void an_id_that_is_given_again_is_found() {
        assertThat(spoilt(more(SECOND, reserved(11, 1, 5))).twice()).isEqualTo(1);
    }

    @Test
    void one_millionth_more_than_is_left_is_found() {
        List<Entry> greedy = with(SECOND, 3, reserved(15, 1, 531));
        assertThat(spoilt(greedy).unfounded()).isEqualTo(1);
    }

    @Test
    void money_that_a_new_file_forgot_is_found() {
        // what was reaped counts as unconfirmed: 200 and 100
        assertThat(spoilt(with(SECOND, 0, new Entry.Balance(1, STRICT, 1_000, 120, 200)))
                        .unbalanced())
                .isEqualTo(1);
        assertThat(spoilt(with(SECOND, 0, new Entry.Balance(1, STRICT, 1_001, 120, 300)))
                        .unbalanced())
                .isEqualTo(1);
        assertThat(spoilt(List.of()).unbalanced()).isEqualTo(1);
    }

    @Test
    void what_is_under_way_stays_as_it_is_in_a_new_file() {
        assertThat(spoilt(with(SECOND, 1, reserved(14, 1, 49))).twice()).isEqualTo(1);
    }

    @Test
    void a_line_of_an_account_that_nobody_named_cannot_be() {
        assertThatThrownBy(() -> replay(List.of(new Entry.Granted(3, 1))))
                .hasMessage("journal of n1: account 3 (expected: one of [])");
    }

    @Test
    void no_reservations_show_nothing() {
        assertThat(replay(List.of()).ends().holds()).isFalse();
        assertThat(Ends.NONE.holds()).isFalse();
    }

    @Test
    void the_last_money_of_a_soft_budget_may_be_overspent_by_all_that_is_under_way() {
        Replay replay = replay(List.of(
                new Entry.Balance(1, SOFT, 50, 0, 0),
                reserved(1, 1, 30), // may cost 70 more
                reserved(2, 1, 30), // takes the last 20, and may cost 100
                new Entry.Settled(1, 100),
                new Entry.Settled(2, 100)));
        assertThat(replay.ends().holds()).isTrue();
        assertThat(replay.softBound()).isEqualTo(170);
    }

    @Test
    void what_is_unconfirmed_of_a_soft_budget_may_have_cost_more_for_ever() {
        Replay replay = replay(
                List.of(
                        new Entry.Balance(1, SOFT, 500, 0, 0),
                        reserved(1, 1, 30),
                        new Entry.Unconfirmed(1),
                        reserved(2, 1, 60)),
                List.of(new Entry.Balance(1, SOFT, 500, 0, 90)));
        assertThat(replay.ends()).isEqualTo(new Ends(2, 0, 1, 1, 0, 0, 0, 0));
        assertThat(replay.softBound()).isEqualTo(100 + 70 + 40);
    }

    @Test
    void a_soft_budget_of_which_nothing_is_left_lets_nothing_leave() {
        Replay replay = replay(List.of(
                new Entry.Balance(1, SOFT, 30, 0, 0),
                reserved(1, 1, 30),
                reserved(2, 1, 30),
                new Entry.Settled(1, 1),
                new Entry.Settled(2, 1)));
        assertThat(replay.ends().unfounded()).isEqualTo(1);
    }

    @Test
    void nodes_are_added_up() {
        Ends one = replay(FIRST, SECOND).ends();
        assertThat(one.and(one)).isEqualTo(new Ends(10, 6, 2, 2, 0, 0, 0, 0));
        assertThat(one.and(new Ends(1, 0, 0, 0, 1, 2, 3, 4)).holds()).isFalse();
    }

    /** The ends of a history whose second file is this one; none of them may pass for sound. */
    private static Ends spoilt(List<Entry> second) {
        Ends ends = replay(FIRST, second).ends();
        assertThat(ends.holds()).isFalse();
        return ends;
    }

    private static Replay replay(List<Entry> first, List<Entry> second) {
        return of(List.of(first, second));
    }

    private static Replay replay(List<Entry> only) {
        return of(List.of(only));
    }

    private static Replay of(List<List<Entry>> files) {
        return Replay.of(new JournalHistory("n1", files), Set.of("b2"), DEAREST);
    }

    private static Entry reserved(long id, int account, long micros) {
        return new Entry.Reserved(id, List.of(new Entry.Part(account, micros)));
    }

    private static List<Entry> more(List<Entry> lines, Entry line) {
        List<Entry> all = new ArrayList<>(lines);
        all.add(line);
        return all;
    }

    private static List<Entry> with(List<Entry> lines, int at, Entry line) {
        List<Entry> all = new ArrayList<>(lines);
        all.set(at, line);
        return all;
    }
}
