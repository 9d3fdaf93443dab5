package io.piuptime.control.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.control.Table;
import io.piuptime.gateway.nodes.NodeState;
import io.piuptime.gateway.nodes.NodeState.Progress;
import io.piuptime.gateway.nodes.NodeStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class NodesApiTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final List<NodeState> nodes = new ArrayList<>();
    private final Table table = new Table(new NodesApi(new Said(), () -> NOW).routes());

    @Test
    void shows_nodes_that_are_alike_without_drift() {
        say("a", "1.0", 1, new Progress(3, 0, 9));
        say("b", "1.0", 2, new Progress(3, 0, 9));

        JsonNode page = table.get("/admin/v1/nodes");

        assertThat(page.path("nodes").size()).isEqualTo(2);
        assertThat(page.path("revision").asInt()).isEqualTo(3);
        assertThat(page.path("directory").asInt()).isEqualTo(9);
        assertThat(page.path("nodes").path(0).path("id").asString()).isEqualTo("a");
        assertThat(page.path("nodes").path(0).path("alive").asBoolean()).isTrue();
        assertThat(drift(page, 0)).isEmpty();
        assertThat(drift(page, 1)).isEmpty();
    }

    @Test
    void says_in_what_a_node_is_behind() {
        say("a", "1.1", 1, new Progress(3, 0, 9));
        say("b", "1.0", 1, new Progress(2, 0, 8));
        say("c", "1.1", 1, new Progress(2, 3, 9));

        JsonNode page = table.get("/admin/v1/nodes");

        assertThat(drift(page, 0)).isEmpty();
        assertThat(drift(page, 1)).containsExactly("version 1.0 beside 1.1", "revision 2 of 3", "directory 8 of 9");
        assertThat(drift(page, 2)).containsExactly("cannot use revision 3");
    }

    @Test
    void measures_nobody_by_a_node_that_is_silent() {
        say("a", "1.0", 1, new Progress(2, 0, 5));
        say("b", "9.9", NodesApi.SILENT.toSeconds(), new Progress(7, 0, 70));

        JsonNode page = table.get("/admin/v1/nodes");

        assertThat(drift(page, 0)).isEmpty();
        assertThat(drift(page, 1)).containsExactly("silent");
        assertThat(page.path("nodes").path(1).path("alive").asBoolean()).isFalse();
        assertThat(page.path("revision").asInt()).isEqualTo(2);
    }

    @Test
    void shows_an_empty_list_before_anybody_said_anything() {
        assertThat(table.get("/admin/v1/nodes").path("nodes").size()).isZero();
    }

    private void say(String id, String version, long secondsAgo, Progress progress) {
        nodes.add(new NodeState(id, version, NOW.minusSeconds(100), NOW.minusSeconds(secondsAgo), progress));
    }

    private static List<String> drift(JsonNode page, int at) {
        return page.path("nodes")
                .path(at)
                .path("drift")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    private final class Said implements NodeStore {
        @Override
        public void say(NodeState state) {
            nodes.add(state);
        }

        @Override
        public List<NodeState> all() {
            return List.copyOf(nodes);
        }

        @Override
        public void forget(Instant silentSince) {
            nodes.clear();
        }
    }
}
