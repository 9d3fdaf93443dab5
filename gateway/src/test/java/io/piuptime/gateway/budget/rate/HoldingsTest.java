package io.piuptime.gateway.budget.rate;

import static io.piuptime.gateway.budget.rate.Bounds.key;
import static io.piuptime.model.limit.Measure.REQUESTS;
import static io.piuptime.model.limit.Window.Calendar.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.budget.share.Ask;
import io.piuptime.gateway.budget.share.Dealt;
import io.piuptime.gateway.budget.share.Term;
import io.piuptime.gateway.queue.Queue;
import io.piuptime.model.limit.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a node says of its shares. */
class HoldingsTest {
    private static final Wants ONE = new Wants(1, 0, 0);
    private static final int NODES = 3;

    private final AtomicLong now =
            new AtomicLong(Instant.parse("2026-02-18T12:00:00Z").toEpochMilli());
    private final Holdings holdings = new Holdings(now::get, () -> {});
    private final Meters meters = Meters.of(holdings, now::get, new Queue(() -> 0), 100);

    @Test
    void a_store_that_has_forgotten_hears_of_all_slots_of_a_rolling_window_in_which_something_was_used() {
        Binding bound = Bounds.of(key(REQUESTS, new Window.Rolling(Duration.ofSeconds(40)), 1_000));
        take(bound, 2);
        now.addAndGet(5_000);
        take(bound, 3);
        now.addAndGet(5_000);
        take(bound, 4);
        review();
        assertThat(review()).as("what is past is said once").hasSizeLessThanOrEqualTo(1);

        holdings.sayAgain();

        List<Ask> said = review();
        long newest = said.stream().mapToLong(HoldingsTest::slot).max().orElseThrow();
        assertThat(said)
                .filteredOn(ask -> slot(ask) < newest)
                .extracting(Ask::held)
                .containsExactly(2L, 3L);
        assertThat(said)
                .filteredOn(ask -> slot(ask) == newest)
                .singleElement()
                .satisfies(ask -> assertThat(ask.held()).isGreaterThanOrEqualTo(4));
    }

    @Test
    void slots_that_count_no_more_are_not_said_again() {
        Binding bound = Bounds.of(key(REQUESTS, new Window.Rolling(Duration.ofSeconds(40)), 1_000));
        take(bound, 2);
        now.addAndGet(60_000);
        take(bound, 3);

        holdings.sayAgain();

        assertThat(review()).hasSize(1);
    }

    @Test
    void a_fixed_window_is_said_again_with_what_is_held() {
        Binding bound = Bounds.of(key(REQUESTS, MINUTE, 1_000));
        take(bound, 2);
        review();
        review();

        holdings.sayAgain();

        assertThat(review())
                .singleElement()
                .satisfies(ask -> assertThat(ask.held()).isGreaterThanOrEqualTo(2));
    }

    private static long slot(Ask ask) {
        return ((Term.Slot) ask.term()).index();
    }

    private void take(Binding bound, int times) {
        for (int i = 0; i < times; i++) {
            Outcome outcome = meters.take(bound, "m", ONE, true);
            if (outcome instanceof Reached) {
                deal();
                outcome = meters.take(bound, "m", ONE, true);
            }
            assertThat(outcome).isInstanceOf(Taken.class);
        }
        deal();
    }

    private void deal() {
        for (List<Ask> asks = holdings.due(100); !asks.isEmpty(); asks = holdings.due(100)) {
            answer(asks);
        }
    }

    private List<Ask> review() {
        List<Ask> all = holdings.review(100);
        answer(all);
        for (List<Ask> rest = all; !rest.isEmpty(); ) {
            rest = holdings.review(100);
            answer(rest);
        }
        return all;
    }

    private void answer(List<Ask> asks) {
        List<Dealt.Grant> grants = asks.stream()
                .map(ask -> new Dealt.Grant(ask.want(), ask.cap() - ask.held() - ask.want(), true))
                .toList();
        holdings.dealt(asks, new Dealt(now.get(), NODES, 1, grants));
    }
}
