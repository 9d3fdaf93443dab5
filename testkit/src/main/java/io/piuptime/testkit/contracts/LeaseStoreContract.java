package io.piuptime.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.gateway.budget.money.AccountId;
import io.piuptime.gateway.budget.money.lease.EndedTermException;
import io.piuptime.gateway.budget.money.lease.LeaseStore;
import io.piuptime.gateway.budget.money.lease.LeaseStore.Claim;
import io.piuptime.gateway.budget.money.lease.LeaseStore.Grant;
import io.piuptime.gateway.budget.money.lease.LeaseStore.Lease;
import io.piuptime.gateway.budget.money.lease.LeaseStore.Term;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of leases does. */
public interface LeaseStoreContract {
    AccountId MONTH = new AccountId("b'ö", "month", 1_000);
    AccountId NEXT_MONTH = new AccountId("b'ö", "month", 2_000);
    AccountId DAY = new AccountId("b'ö", "day", 1_000);

    /** The store under test: empty, and the same one within a test. */
    LeaseStore leases();

    @Test
    default void a_node_begins_with_nothing_and_each_term_is_a_later_one() {
        Term first = leases().begin("a");
        Term second = leases().begin("a");

        assertThat(first.leases()).isEmpty();
        assertThat(first.released()).isFalse();
        assertThat(second.number()).isGreaterThan(first.number());
        assertThat(leases().begin("b").number()).isPositive();
    }

    @Test
    default void grants_what_is_wanted_while_the_cap_has_it() {
        long term = leases().begin("a").number();

        assertThat(claim("a", term, 1, of(MONTH, 100, 0, 60))).isEqualTo(new Grant(MONTH, 60, 40, 1));
        assertThat(claim("a", term, 2, of(MONTH, 100, 60, 60))).isEqualTo(new Grant(MONTH, 100, 0, 1));
        assertThat(claim("a", term, 3, of(MONTH, 100, 100, 60))).isEqualTo(new Grant(MONTH, 100, 0, 1));
    }

    @Test
    default void grants_nodes_together_no_more_than_the_cap() {
        long a = leases().begin("a").number();
        long b = leases().begin("b").number();
        claim("a", a, 1, of(MONTH, 100, 0, 70));

        assertThat(claim("b", b, 1, of(MONTH, 100, 0, 70))).isEqualTo(new Grant(MONTH, 30, 0, 2));
        assertThat(claim("a", a, 2, of(MONTH, 100, 70, 1))).isEqualTo(new Grant(MONTH, 70, 0, 2));
    }

    @Test
    default void what_is_given_back_is_there_for_others() {
        long a = leases().begin("a").number();
        long b = leases().begin("b").number();
        claim("a", a, 1, of(MONTH, 100, 0, 100));

        assertThat(claim("a", a, 2, of(MONTH, 100, 40, 0)).granted()).isEqualTo(40);
        assertThat(claim("b", b, 1, of(MONTH, 100, 0, 100)).granted()).isEqualTo(60);
    }

    @Test
    default void an_answer_that_was_lost_costs_nothing() {
        long term = leases().begin("a").number();
        claim("a", term, 1, of(MONTH, 100, 0, 60));

        // the node has not heard of it, and says so
        assertThat(claim("a", term, 2, of(MONTH, 100, 0, 60))).isEqualTo(new Grant(MONTH, 60, 40, 1));
    }

    @Test
    default void a_claim_that_was_overtaken_has_no_effect() {
        long term = leases().begin("a").number();
        claim("a", term, 2, of(MONTH, 100, 0, 60));

        assertThat(claim("a", term, 1, of(MONTH, 100, 0, 0)).granted()).isEqualTo(60);
        assertThat(claim("a", term, 2, of(MONTH, 100, 0, 100)).granted()).isEqualTo(60);
        assertThat(leases().leases("")).extracting(Lease::granted).containsExactly(60L);
    }

    @Test
    default void a_claim_of_an_earlier_term_is_refused() {
        long before = leases().begin("a").number();
        claim("a", before, 7, of(MONTH, 100, 0, 60));
        long term = leases().begin("a").number();

        assertThatThrownBy(() -> claim("a", before, 8, of(MONTH, 100, 60, 10))).isInstanceOf(EndedTermException.class);
        // turns begin anew with the term
        assertThat(claim("a", term, 1, of(MONTH, 100, 60, 10)).granted()).isEqualTo(70);
    }

    @Test
    default void nobody_claims_who_has_not_begun() {
        assertThatThrownBy(() -> claim("a", 1, 1, of(MONTH, 100, 0, 1))).isInstanceOf(EndedTermException.class);
    }

    @Test
    default void what_a_node_holds_counts_even_beyond_the_cap() {
        long a = leases().begin("a").number();
        long b = leases().begin("b").number();

        assertThat(claim("a", a, 1, of(MONTH, 100, 130, 5))).isEqualTo(new Grant(MONTH, 130, 0, 1));
        assertThat(claim("b", b, 1, of(MONTH, 100, 0, 5))).isEqualTo(new Grant(MONTH, 0, 0, 2));
    }

    @Test
    default void a_lower_cap_takes_nothing_away_and_grants_nothing_more() {
        long a = leases().begin("a").number();
        claim("a", a, 1, of(MONTH, 100, 0, 80));

        assertThat(claim("a", a, 2, of(MONTH, 50, 80, 10))).isEqualTo(new Grant(MONTH, 80, 0, 1));
    }

    @Test
    default void stretches_windows_and_budgets_are_counted_apart() {
        long a = leases().begin("a").number();
        AccountId other = new AccountId("c", "month", 1_000);

        List<Grant> grants = leases().claim(
                        "a",
                        a,
                        1,
                        List.of(
                                of(MONTH, 100, 0, 100),
                                of(NEXT_MONTH, 100, 0, 100),
                                of(DAY, 100, 0, 100),
                                of(other, 100, 0, 100)));

        assertThat(grants).extracting(Grant::account).containsExactly(MONTH, NEXT_MONTH, DAY, other);
        assertThat(grants).extracting(Grant::granted).containsOnly(100L);
        assertThat(leases().leases("c")).extracting(Lease::account).containsExactly(other);
        assertThat(leases().leases("")).hasSize(4);
    }

    @Test
    default void stretches_that_count_together_share_a_cap() {
        long a = leases().begin("a").number();
        claim("a", a, 1, of(MONTH, 100, 0, 70));

        Claim later = new Claim(NEXT_MONTH, 100, MONTH.start(), 0, 0, 0, 70);
        assertThat(claim("a", a, 2, later)).isEqualTo(new Grant(NEXT_MONTH, 30, 0, 1));
        Claim latest = new Claim(NEXT_MONTH, 100, NEXT_MONTH.start(), 30, 0, 0, 70);
        assertThat(claim("a", a, 3, latest).granted()).isEqualTo(100);
    }

    @Test
    default void tells_what_each_node_said_last() {
        long a = leases().begin("a").number();
        long b = leases().begin("b").number();
        claim("b", b, 1, new Claim(MONTH, 100, 1_000, 0, 0, 0, 10));
        claim("a", a, 1, new Claim(MONTH, 100, 1_000, 9, 5, 2, 10));

        assertThat(leases().leases(MONTH.budget()))
                .containsExactly(new Lease("a", MONTH, 19, 5, 2), new Lease("b", MONTH, 10, 0, 0));
        assertThat(leases().begin("a").leases()).containsExactly(new Lease("a", MONTH, 19, 5, 2));
    }

    @Test
    default void a_released_node_leaves_what_it_had_not_spent() {
        long a = leases().begin("a").number();
        long b = leases().begin("b").number();
        claim("a", a, 1, new Claim(MONTH, 100, 1_000, 0, 0, 0, 100));
        claim("a", a, 2, new Claim(MONTH, 100, 1_000, 100, 20, 10, 0));

        assertThat(leases().release("a")).isEqualTo(70);
        assertThat(leases().release("nobody")).isZero();

        assertThat(claim("b", b, 1, of(MONTH, 100, 0, 100)).granted()).isEqualTo(70);
        assertThatThrownBy(() -> claim("a", a, 3, of(MONTH, 100, 100, 0))).isInstanceOf(EndedTermException.class);
    }

    @Test
    default void a_released_node_is_told_so_until_it_claims_again() {
        long a = leases().begin("a").number();
        claim("a", a, 1, of(MONTH, 100, 0, 100));
        leases().release("a");

        assertThat(leases().begin("a").released()).isTrue();
        Term again = leases().begin("a");
        assertThat(again.released()).isTrue();
        claim("a", again.number(), 1, of(MONTH, 100, 0, 10));
        assertThat(leases().begin("a").released()).isFalse();
    }

    @Test
    default void forgets_what_counts_no_more() {
        long a = leases().begin("a").number();
        claim("a", a, 1, of(MONTH, 100, 0, 100));
        claim("a", a, 2, of(NEXT_MONTH, 100, 0, 100));

        leases().forget(List.of(MONTH, DAY));
        leases().forget(List.of());

        assertThat(leases().leases("")).extracting(Lease::account).containsExactly(NEXT_MONTH);
    }

    @Test
    default void many_nodes_at_once_are_granted_the_whole_cap_and_no_more() {
        int nodes = 8;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long granted = IntStream.range(0, nodes)
                    .mapToObj(node -> threads.submit(() -> {
                        long term = leases().begin("n" + node).number();
                        long held = 0;
                        for (int turn = 1; turn <= 20; turn++) {
                            held = leases().claim("n" + node, term, turn, List.of(of(MONTH, 1_000, held, 13)))
                                    .getFirst()
                                    .granted();
                        }
                        return held;
                    }))
                    .toList()
                    .stream()
                    .mapToLong(future -> {
                        try {
                            return future.get();
                        } catch (Exception e) {
                            throw new AssertionError(e);
                        }
                    })
                    .sum();

            assertThat(granted).isEqualTo(1_000);
        }
    }

    private Grant claim(String node, long term, long turn, Claim claim) {
        return leases().claim(node, term, turn, List.of(claim)).getFirst();
    }

    private static Claim of(AccountId account, long cap, long held, long want) {
        return new Claim(account, cap, account.start(), held, 0, 0, want);
    }
}
