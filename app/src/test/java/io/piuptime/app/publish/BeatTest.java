package io.piuptime.app.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.nodes.NodeState;
import io.piuptime.gateway.nodes.NodeStore;
import io.piuptime.stores.memory.MemoryNodeStore;
import io.piuptime.testkit.raw.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BeatTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Beat.Node NODE = new Beat.Node("a", "1.0", NOON.minusSeconds(60));

    @TempDir
    private Path folder;

    @Test
    void says_how_far_the_node_is() {
        NodeStore store = new MemoryNodeStore();
        NodeState.Progress progress = new NodeState.Progress(3, 0, 7);
        try (Beat beat = new Beat(store, NODE, () -> progress, new KnownNodes(folder), () -> NOON)) {
            beat.start();
            Await.until("it is said", Duration.ofSeconds(5), () -> !store.all().isEmpty());
        }

        assertThat(store.all()).containsExactly(new NodeState("a", "1.0", NOON.minusSeconds(60), NOON, progress));
    }

    @Test
    void goes_on_when_nobody_can_be_told() {
        Deaf store = new Deaf();
        try (Beat beat =
                new Beat(store, NODE, () -> new NodeState.Progress(0, 0, 0), new KnownNodes(folder), () -> NOON)) {
            beat.say();
            beat.say();
        }

        assertThat(store.told).isEqualTo(2);
    }

    @Test
    void keeps_how_many_nodes_there_are_for_a_start_without_the_store() {
        NodeStore store = new MemoryNodeStore();
        NodeState.Progress none = new NodeState.Progress(0, 0, 0);
        store.say(new NodeState("b", "1.0", NOON, NOON.minusSeconds(2), none));
        store.say(new NodeState("gone", "1.0", NOON, NOON.minusSeconds(600), none));
        assertThat(new KnownNodes(folder).count()).isEqualTo(1);
        try (Beat beat = new Beat(store, NODE, () -> none, new KnownNodes(folder), () -> NOON)) {
            beat.say();
        }
        assertThat(new KnownNodes(folder).count()).isEqualTo(2);
    }

    @Test
    void a_spoiled_count_is_none() throws Exception {
        Files.writeString(folder.resolve("known-nodes"), "many\n");
        assertThat(new KnownNodes(folder).count()).isEqualTo(1);
    }

    @Test
    void a_node_has_the_same_name_after_a_restart() throws Exception {
        String id = NodeId.in(folder, new SecureRandom());

        assertThat(id).matches("node-[0-9a-f]{12}");
        assertThat(NodeId.in(folder, new SecureRandom())).isEqualTo(id);
        Files.writeString(folder.resolve("node-id"), "rack-7\n");
        assertThat(NodeId.in(folder, new SecureRandom())).isEqualTo("rack-7");
        Files.writeString(folder.resolve("node-id"), "../../etc\n");
        assertThat(NodeId.in(folder, new SecureRandom()))
                .matches("node-[0-9a-f]{12}")
                .isNotEqualTo(id);
    }

    private static final class Deaf implements NodeStore {
        private int told;

        @Override
        public void say(NodeState state) {
            told++;
            throw new IllegalStateException("away");
        }

        @Override
        public List<NodeState> all() {
            return List.of();
        }

        @Override
        public void forget(Instant silentSince) {
            throw new IllegalStateException("away");
        }
    }
}
