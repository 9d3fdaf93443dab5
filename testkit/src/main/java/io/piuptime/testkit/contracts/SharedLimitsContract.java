package io.piuptime.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.budget.rate.Binding;
import io.piuptime.gateway.budget.rate.Taken;
import io.piuptime.gateway.budget.rate.Wants;
import io.piuptime.gateway.budget.share.ShareStore;
import io.piuptime.model.limit.Bound;
import io.piuptime.model.limit.Level;
import io.piuptime.model.limit.Limit;
import io.piuptime.model.limit.Measure;
import io.piuptime.model.limit.Subject;
import io.piuptime.model.limit.Window;
import io.piuptime.testkit.nodes.LimitedNode;
import io.piuptime.testkit.nodes.Rush;
import io.piuptime.testkit.nodes.Rush.Admitted;
import io.piuptime.testkit.raw.Await;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What three nodes do that share limits through a store. */
public interface SharedLimitsContract {
    int NODES = 3;

    /** A way to the one store of the test, for another node. */
    ShareStore another();

    @Test
    default void nodes_let_in_as_many_as_a_limit_allows_and_leave_little_of_it() {
        for (int[] clients : new int[][] {{20, 20, 20}, {50, 1, 0}}) {
            long limit = 4_000;
            Rush rush = new Rush(bound(Measure.REQUESTS, new Window.Total(), limit));
            nodes(nodes -> rush.run(nodes, clients, Duration.ofMillis(2_500), 1, 1));

            assertThat((long) rush.admitted().size()).isBetween(limit * 97 / 100, limit);
        }
    }

    @Test
    default void nodes_use_as_many_tokens_as_a_limit_allows_and_leave_little_of_it() {
        long limit = 200_000;
        long most = 300;
        Rush rush = new Rush(bound(Measure.TOKENS, new Window.Total(), limit));
        nodes(nodes -> rush.run(nodes, new int[] {30, 10, 3}, Duration.ofSeconds(3), most, most));

        long used = rush.admitted().stream().mapToLong(Admitted::amount).sum();
        assertThat(used).isBetween(limit * 97 / 100, limit);
    }

    @Test
    default void no_stretch_of_a_rolling_window_has_more_than_the_limit_and_a_slice_of_each_node() {
        long limit = 1_000;
        long length = 1_000;
        Rush rush = new Rush(bound(Measure.REQUESTS, new Window.Rolling(Duration.ofMillis(length)), limit));
        nodes(nodes -> rush.run(nodes, new int[] {20, 10, 2}, Duration.ofMillis(3_500), 1, 1));

        List<Admitted> all = rush.admitted();
        long slice = Math.max(1, limit / 50 / NODES);
        int first = 0;
        for (int last = 0; last < all.size(); last++) {
            while (all.get(last).millis() - all.get(first).millis() >= length) {
                first++;
            }
            assertThat((long) last - first + 1).isLessThanOrEqualTo(limit + NODES * slice);
        }
        assertThat(all.size()).isGreaterThan((int) (limit * 3));
    }

    @Test
    default void nodes_that_stop_leave_what_they_do_not_need() {
        Binding bound = bound(Measure.REQUESTS, new Window.Total(), 100);
        nodes(nodes -> assertThat(nodes.getFirst().take(bound, one())).isPresent());

        nodes(nodes -> {
            int let = 0;
            for (int i = 0; i < 150; i++) {
                let += nodes.get(i % NODES).take(bound, one()).isPresent() ? 1 : 0;
            }
            assertThat(let).isEqualTo(99);
        });
    }

    @Test
    default void as_many_are_under_way_at_all_nodes_as_a_limit_allows() {
        Binding bound = bound(Measure.CONCURRENT, new Window.Total(), 10);
        nodes(nodes -> {
            var held = new ArrayList<Taken>();
            for (int i = 0; i < 40; i++) {
                nodes.get(i % NODES).take(bound, one()).ifPresent(held::add);
            }
            assertThat(held).hasSizeBetween(8, 10);
            held.forEach(Taken::giveBack);
            // what one node has no use for is the others' within a second or two
            Await.until(
                    "a place at another node",
                    Duration.ofSeconds(10),
                    () -> nodes.getLast().take(bound, one()).isPresent());
        });
    }

    @Test
    default void nodes_whose_clocks_are_wrong_go_by_the_store() {
        Binding bound = bound(Measure.REQUESTS, Window.Calendar.HOUR, 50);
        int let = 0;
        for (int hours = -1; hours <= 1; hours++) {
            InstantSource wrong = InstantSource.offset(InstantSource.system(), Duration.ofHours(hours));
            try (LimitedNode node = new LimitedNode(name(), NODES, another(), wrong)) {
                for (int i = 0; i < 50; i++) {
                    let += node.take(bound, one()).isPresent() ? 1 : 0;
                }
            }
        }
        assertThat(let).isBetween(50, 52);
    }

    /** Runs with three nodes, which are closed afterwards. */
    default void nodes(Consumer<List<LimitedNode>> test) {
        List<LimitedNode> nodes = new ArrayList<>();
        try {
            for (int i = 0; i < NODES; i++) {
                nodes.add(new LimitedNode(name(), NODES, another(), InstantSource.system()));
            }
            test.accept(nodes);
        } finally {
            nodes.forEach(LimitedNode::close);
        }
    }

    static String name() {
        return UUID.randomUUID().toString();
    }

    static Wants one() {
        return new Wants(1, 0, 0);
    }

    static Binding bound(Measure measure, Window window, long amount) {
        Subject subject = new Subject(Level.TEAM, name());
        return new Binding(
                "acme", List.of(new Bound(subject, new Limit(measure, window, amount, Optional.empty(), false))));
    }
}
