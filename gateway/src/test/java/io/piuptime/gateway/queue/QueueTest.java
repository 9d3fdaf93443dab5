package io.piuptime.gateway.queue;

import static io.piuptime.gateway.queue.Called.MILLI;
import static io.piuptime.model.exchange.Priority.BATCH;
import static io.piuptime.model.exchange.Priority.CRITICAL;
import static io.piuptime.model.exchange.Priority.INTERACTIVE;
import static io.piuptime.model.exchange.Priority.STANDARD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.piuptime.model.exchange.Priority;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whose turn it is, and who gives way. */
class QueueTest {
    private final Called called = new Called();
    private final Queue queue = called.queue;
    private final Line line = queue.line();

    @Test
    void nobody_is_called_where_nobody_waits() {
        assertThat(line.isEmpty()).isTrue();
        assertThat(called.free(line, 3)).isEmpty();
    }

    @Test
    void a_caller_s_first_is_called_first_and_once() {
        join("a", STANDARD, "k");
        join("b", STANDARD, "k");
        assertThat(line.waiting()).isEqualTo(2);
        assertThat(called.free(line, 3)).containsExactly("a", "b");
        assertThat(queue.waiting()).isZero();
    }

    @Test
    void callers_take_turns_however_many_each_has() {
        for (int at = 0; at < 5; at++) {
            join("many" + at, STANDARD, "greedy");
        }
        join("one", STANDARD, "modest");
        join("two", STANDARD, "other");
        assertThat(called.free(line, 7)).containsExactly("many0", "one", "two", "many1", "many2", "many3", "many4");
    }

    @Test
    void a_higher_priority_goes_before_a_lower_one() {
        join("batch", BATCH, "k");
        join("standard", STANDARD, "k");
        join("interactive", INTERACTIVE, "k");
        join("critical", CRITICAL, "k");
        assertThat(called.free(line, 4)).containsExactly("critical", "interactive", "standard", "batch");
    }

    @Test
    void each_priority_has_its_share_so_that_none_starves() {
        for (int at = 0; at < 200; at++) {
            for (Priority priority : Priority.values()) {
                join(priority.word(), priority, "k");
            }
        }
        List<String> first = called.free(line, 170);
        assertThat(first.stream().filter("critical"::equals).count()).isBetween(125L, 130L);
        assertThat(first.stream().filter("interactive"::equals).count()).isBetween(30L, 34L);
        assertThat(first.stream().filter("standard"::equals).count()).isBetween(7L, 10L);
        assertThat(first.stream().filter("batch"::equals).count()).isBetween(2L, 3L);
    }

    @Test
    void a_priority_that_was_away_has_saved_no_share() {
        for (int at = 0; at < 100; at++) {
            join("b", BATCH, "k");
        }
        called.free(line, 50);
        for (int at = 0; at < 10; at++) {
            join("i", INTERACTIVE, "k");
        }
        assertThat(called.free(line, 11).stream().filter("i"::equals).count()).isEqualTo(10);
    }

    @Test
    void while_those_in_front_wait_for_long_a_caller_s_newest_goes_first() {
        join("old1", STANDARD, "k");
        join("old2", STANDARD, "k");
        join("old3", STANDARD, "k");
        called.now += 200 * MILLI;
        assertThat(called.free(line, 1)).as("it may pass").containsExactly("old1");
        called.now += 1_000 * MILLI;
        join("new", STANDARD, "k");
        assertThat(called.free(line, 3)).containsExactly("new", "old3", "old2");
    }

    @Test
    void what_nobody_waits_for_keeps_its_order() {
        join("old1", BATCH, "k");
        join("old2", BATCH, "k");
        join("old3", BATCH, "k");
        called.now += 200 * MILLI;
        called.free(line, 1);
        called.now += 2_000 * MILLI;
        assertThat(called.free(line, 2)).containsExactly("old2", "old3");
    }

    @Test
    void a_ticket_in_several_lines_is_called_by_one_of_them() {
        Line other = queue.line();
        queue.join(called.ticket("both", STANDARD, "k"), List.of(line, other), 10);
        join("one", STANDARD, "k");
        assertThat(other.waiting()).isOne();
        assertThat(called.free(other, 2)).containsExactly("both");
        assertThat(line.waiting()).isOne();
        assertThat(called.free(line, 2)).containsExactly("one");
    }

    @Test
    void who_leaves_is_not_called() {
        Ticket gone = join("gone", STANDARD, "k");
        join("left", STANDARD, "k");
        queue.leave(gone);
        queue.leave(gone);
        assertThat(called.free(line, 2)).containsExactly("left");
    }

    @Test
    void who_was_called_in_vain_has_its_old_place_again() {
        Ticket first = join("first", STANDARD, "k");
        join("second", STANDARD, "other");
        join("third", STANDARD, "k");
        called.free(line, 1);
        queue.rejoin(first, List.of(line));
        assertThat(called.free(line, 3)).containsExactly("first", "second", "third");
    }

    @Test
    void a_place_is_kept_for_whoever_was_called_until_it_has_tried() {
        Ticket first = join("first", STANDARD, "k");
        called.free(line, 1);
        assertThat(line.called()).isOne();
        queue.arrived(first);
        queue.arrived(first);
        assertThat(line.called()).isZero();
    }

    @Test
    void calls_in_vain_cost_others_nothing() {
        List<Ticket> batch = new ArrayList<>();
        for (int at = 0; at < 50; at++) {
            batch.add(join("b" + at, BATCH, "k"));
        }
        called.free(line, 50);
        batch.forEach(ticket -> queue.rejoin(ticket, List.of(line)));
        join("i", INTERACTIVE, "k");
        assertThat(called.free(line, 2)).contains("i");
    }

    @Test
    void of_too_many_the_newest_of_the_greediest_gives_way() {
        join("a1", STANDARD, "a");
        join("a2", STANDARD, "a");
        join("b1", STANDARD, "b");
        assertThat(queue.join(called.ticket("c1", STANDARD, "c"), List.of(line), 3))
                .isTrue();
        assertThat(called.calls).containsExactly("-a2");
        assertThat(queue.join(called.ticket("b2", STANDARD, "b"), List.of(line), 3))
                .as("b would be the greediest")
                .isFalse();
        assertThat(called.free(line, 5)).containsExactly("a1", "b1", "c1");
        assertThat(queue.turnedAway()).isEqualTo(2);
    }

    @Test
    void of_too_many_the_lowest_priority_gives_way_first() {
        join("batch", BATCH, "a");
        join("standard", STANDARD, "b");
        assertThat(queue.join(called.ticket("b2", STANDARD, "b"), List.of(line), 2))
                .isTrue();
        assertThat(called.calls).containsExactly("-batch");
        assertThat(queue.join(called.ticket("late", BATCH, "c"), List.of(line), 2))
                .isFalse();
    }

    @Test
    void a_caller_alone_gives_way_to_itself() {
        join("a1", STANDARD, "a");
        assertThat(queue.join(called.ticket("a2", STANDARD, "a"), List.of(line), 1))
                .isFalse();
        assertThat(queue.join(called.ticket("a3", INTERACTIVE, "a"), List.of(line), 1))
                .isTrue();
        assertThat(called.calls).containsExactly("-a1");
    }

    @Test
    void models_have_room_of_their_own() {
        join("m1", STANDARD, "a");
        assertThat(queue.join(called.ticket("n1", BATCH, "a", "n"), List.of(line), 1))
                .isTrue();
        assertThat(called.calls).isEmpty();
    }

    @Test
    void a_ticket_waits_once_at_a_time_and_somewhere() {
        Ticket ticket = join("a", STANDARD, "k");
        assertThatIllegalStateException().isThrownBy(() -> queue.join(ticket, List.of(line), 9));
        assertThatIllegalStateException().isThrownBy(() -> queue.join(called.ticket("b", STANDARD, "k"), List.of(), 9));
    }

    private Ticket join(String name, Priority priority, String caller) {
        return called.join(line, name, priority, caller);
    }
}
