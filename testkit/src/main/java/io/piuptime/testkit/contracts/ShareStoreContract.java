package io.piuptime.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.budget.share.Ask;
import io.piuptime.gateway.budget.share.Dealt;
import io.piuptime.gateway.budget.share.ShareStore;
import io.piuptime.gateway.budget.share.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every store does that deals limits out to nodes. */
public interface ShareStoreContract {
    long HOUR = 3_600_000;

    /** The store under test: empty, and the same one within a test. */
    ShareStore store();

    @Test
    default void grants_what_is_wanted_while_it_is_there() {
        assertThat(grant("a", ask("m", 0, 60, 100))).isEqualTo(new Dealt.Grant(60, 40, true));
        assertThat(grant("b", ask("m", 0, 60, 100))).isEqualTo(new Dealt.Grant(40, 0, true));
        assertThat(grant("c", ask("m", 0, 1, 100))).isEqualTo(new Dealt.Grant(0, 0, true));
    }

    @Test
    default void deals_each_limit_by_itself() {
        assertThat(grant("a", ask("m", 0, 100, 100)).more()).isEqualTo(100);
        assertThat(grant("a", ask("n", 0, 100, 100)).more()).isEqualTo(100);
    }

    @Test
    default void takes_back_what_a_node_holds_no_more() {
        grant("a", ask("m", 0, 100, 100));

        assertThat(grant("a", ask("m", 30, 0, 100))).isEqualTo(new Dealt.Grant(0, 70, true));
        assertThat(grant("b", ask("m", 0, 100, 100)).more()).isEqualTo(70);
    }

    @Test
    default void believes_a_node_that_did_not_hear_the_answer() {
        grant("a", ask("m", 0, 50, 100));

        assertThat(grant("a", ask("m", 0, 50, 100))).isEqualTo(new Dealt.Grant(50, 50, true));
    }

    @Test
    default void believes_a_node_that_used_more_than_there_was() {
        assertThat(grant("a", ask("m", 150, 1, 100))).isEqualTo(new Dealt.Grant(0, 0, true));
        assertThat(grant("b", ask("m", 0, 1, 100)).more()).isZero();
        assertThat(grant("a", ask("m", 20, 0, 100)).left()).isEqualTo(80);
    }

    @Test
    default void follows_a_cap_that_changes() {
        grant("a", ask("m", 0, 10, 10));

        assertThat(grant("b", ask("m", 0, 10, 15)).more()).isEqualTo(5);
        assertThat(grant("c", ask("m", 0, 10, 5)).more()).isZero();
    }

    @Test
    default void grants_nothing_of_a_window_that_is_not_the_present_one() {
        long now = now();
        Term over = new Term.Fixed(now - 2 * HOUR, now - HOUR);
        Term coming = new Term.Fixed(now + HOUR, now + 2 * HOUR);

        for (Term term : List.of(over, coming)) {
            Dealt.Grant grant = grant("a", new Ask("m", term, 0, 5, 100));
            assertThat(grant.current()).isFalse();
            assertThat(grant.more()).isZero();
        }
    }

    @Test
    default void deals_every_window_anew() {
        long now = now();
        grant("a", new Ask("m", new Term.Fixed(now - 2 * HOUR, now + HOUR), 0, 100, 100));

        Ask next = new Ask("m", new Term.Fixed(now - HOUR, now + 2 * HOUR), 0, 100, 100);
        assertThat(grant("b", next).more()).isEqualTo(100);
    }

    @Test
    default void deals_for_good() {
        Term total = new Term.Fixed(0, Long.MAX_VALUE);

        assertThat(grant("a", new Ask("m", total, 0, 3, 5)).more()).isEqualTo(3);
        assertThat(grant("b", new Ask("m", total, 0, 3, 5)).more()).isEqualTo(2);
    }

    @Test
    default void counts_all_slots_of_a_rolling_window_and_grants_of_the_present_one() {
        long width = HOUR;
        long slot = now() / width;
        Ask before = new Ask("m", new Term.Slot(slot - 1, width, 3), 4, 5, 10);
        Ask present = new Ask("m", new Term.Slot(slot, width, 3), 0, 10, 10);
        Ask longAgo = new Ask("m", new Term.Slot(slot - 3, width, 3), 9, 0, 10);
        Ask coming = new Ask("m", new Term.Slot(slot + 1, width, 3), 0, 9, 10);

        assertThat(grant("a", before).more()).isZero();
        assertThat(grant("a", longAgo).current()).isFalse();
        assertThat(grant("a", coming).current()).isFalse();
        assertThat(grant("b", present)).isEqualTo(new Dealt.Grant(6, 0, true));
        // what was used in a slot that is past turns out to be less
        grant("a", new Ask("m", new Term.Slot(slot - 1, width, 3), 1, 0, 10));
        assertThat(grant("c", present).more()).isEqualTo(3);
    }

    @Test
    default void deals_places_at_the_same_time() {
        Term present = new Term.Present();
        assertThat(grant("a", new Ask("m", present, 0, 3, 4)).more()).isEqualTo(3);
        assertThat(grant("b", new Ask("m", present, 0, 3, 4)).more()).isEqualTo(1);
        grant("a", new Ask("m", present, 1, 0, 4));
        assertThat(grant("b", new Ask("m", present, 1, 3, 4)).more()).isEqualTo(2);
    }

    @Test
    default void answers_many_asks_in_their_order() {
        List<Ask> asks = new ArrayList<>();
        for (int i = 1; i <= 300; i++) {
            asks.add(ask("m" + i, 0, i, 1_000));
        }

        List<Dealt.Grant> grants = store().deal("a", asks).orElseThrow().grants();

        assertThat(grants).hasSize(300);
        for (int i = 1; i <= 300; i++) {
            assertThat(grants.get(i - 1).more()).isEqualTo(i);
        }
    }

    @Test
    default void counts_the_nodes_and_tells_the_time() {
        assertThat(store().deal("a", List.of()).orElseThrow().nodes()).isEqualTo(1);
        Dealt second = store().deal("b", List.of()).orElseThrow();

        assertThat(second.nodes()).isEqualTo(2);
        assertThat(second.now()).isBetween(now() - HOUR, now() + HOUR);
        assertThat(second.era())
                .isEqualTo(store().deal("a", List.of()).orElseThrow().era());
    }

    @Test
    default void takes_the_largest_amounts() {
        long most = 1L << 52;

        assertThat(grant("a", ask("m", 0, most - 1, most)).more()).isEqualTo(most - 1);
        assertThat(grant("b", ask("m", 0, 5, most))).isEqualTo(new Dealt.Grant(1, 0, true));
    }

    @Test
    default void never_grants_more_than_the_cap_to_nodes_that_race() throws Exception {
        try (ExecutorService nodes = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Long>> tasks = new ArrayList<>();
            for (int n = 0; n < 8; n++) {
                String node = "n" + n;
                tasks.add(() -> {
                    long held = 0;
                    for (int i = 0; i < 40; i++) {
                        held += grant(node, ask("m", held, 7, 1_000)).more();
                    }
                    return held;
                });
            }
            long sum = 0;
            for (Future<Long> held : nodes.invokeAll(tasks)) {
                sum += held.get();
            }
            assertThat(sum).isEqualTo(1_000);
        }
    }

    private Dealt.Grant grant(String node, Ask ask) {
        return store().deal(node, List.of(ask)).orElseThrow().grants().getFirst();
    }

    private long now() {
        return store().deal("clock", List.of()).orElseThrow().now();
    }

    private Ask ask(String meter, long held, long want, long cap) {
        long now = now();
        long from = now - now % (24 * HOUR);
        return new Ask(meter, new Term.Fixed(from, from + 24 * HOUR), held, want, cap);
    }
}
