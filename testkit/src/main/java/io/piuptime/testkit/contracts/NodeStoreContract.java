package io.piuptime.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.nodes.NodeState;
import io.piuptime.gateway.nodes.NodeState.Progress;
import io.piuptime.gateway.nodes.NodeStore;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What every store of nodes does. */
public interface NodeStoreContract {
    Instant NOON = Instant.parse("2026-03-01T12:00:00.000001Z");

    /** The store under test: empty, and the same one within a test. */
    NodeStore nodes();

    @Test
    default void knows_no_node_that_said_nothing() {
        assertThat(nodes().all()).isEmpty();
    }

    @Test
    default void gives_back_what_nodes_said_by_id() {
        NodeState b = new NodeState("b'; --", "1.0", NOON.minusSeconds(60), NOON, new Progress(3, 4, 5));
        NodeState a = new NodeState("a", "0.9-ö", NOON.minusSeconds(9), NOON.plusSeconds(1), new Progress(0, 0, 0));
        nodes().say(b);
        nodes().say(a);

        assertThat(nodes().all()).containsExactly(a, b);
    }

    @Test
    default void keeps_the_last_that_a_node_said() {
        nodes().say(new NodeState("a", "1.0", NOON, NOON, new Progress(1, 0, 1)));
        NodeState later = new NodeState("a", "1.1", NOON, NOON.plusSeconds(9), new Progress(2, 3, 9));
        nodes().say(later);

        assertThat(nodes().all()).containsExactly(later);
    }

    @Test
    default void forgets_nodes_that_are_silent_since_long() {
        NodeState there = new NodeState("a", "1.0", NOON, NOON, new Progress(1, 0, 1));
        nodes().say(there);
        nodes().say(new NodeState("b", "1.0", NOON, NOON.minusSeconds(1), new Progress(1, 0, 1)));

        nodes().forget(NOON);

        assertThat(nodes().all()).containsExactly(there);
    }
}
