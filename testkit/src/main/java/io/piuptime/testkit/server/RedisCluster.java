package io.piuptime.testkit.server;

import io.piuptime.testkit.raw.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A cluster of three masters, each with a third of the slots, and for each a replica that takes its place when it is gone. */
public final class RedisCluster implements AutoCloseable {
    private static final int MASTERS = 3;
    private static final int SLOTS = 16_384;

    /** A node's other port is so much higher than the one for commands. */
    private static final int BUS = 10_000;

    private static final int HIGHEST_PORT = 65_535;
    private static final int TRIES = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final List<RedisServer> nodes = new ArrayList<>();

    private RedisCluster() {
        for (int at = 0; at < 2 * MASTERS; at++) {
            nodes.add(RedisServer.startAt(
                    port(),
                    List.of(
                            "--cluster-enabled",
                            "yes",
                            "--cluster-node-timeout",
                            "1000",
                            "--repl-diskless-sync-delay",
                            "0")));
        }
        RedisServer first = nodes.getFirst();
        for (RedisServer other : nodes.subList(1, nodes.size())) {
            other.command("CLUSTER", "MEET", "127.0.0.1", Integer.toString(first.port()));
        }
        for (int at = 0; at < MASTERS; at++) {
            List<String> words = new ArrayList<>(List.of("CLUSTER", "ADDSLOTS"));
            words.addAll(IntStream.range(at * SLOTS / MASTERS, (at + 1) * SLOTS / MASTERS)
                    .mapToObj(Integer::toString)
                    .toList());
            nodes.get(at).command(words.toArray(String[]::new));
        }
        awaitAll("cluster_known_nodes:" + 2 * MASTERS);
        for (int at = 0; at < MASTERS; at++) {
            String id = nodes.get(at).text("CLUSTER", "MYID");
            RedisServer replica = nodes.get(MASTERS + at);
            Await.until(
                    "a replica",
                    PATIENCE,
                    () -> replica.command("CLUSTER", "REPLICATE", id).equals("+OK"));
            Await.until(
                    "a replica follows",
                    PATIENCE,
                    () -> replica.text("INFO", "replication").contains("master_link_status:up"));
        }
        awaitAll("cluster_state:ok");
        int replicas = MASTERS;
        nodes.forEach(node -> Await.until(
                "all know all",
                PATIENCE,
                () -> Collections.frequency(
                                        List.of(node.text("CLUSTER", "NODES").split("[ \n]")), "slave")
                                + (node.text("CLUSTER", "NODES").contains("myself,slave") ? 1 : 0)
                        == replicas));
    }

    /** Starts it, and waits until it is well. */
    public static RedisCluster start() {
        return new RedisCluster();
    }

    public String url() {
        return nodes.stream()
                .map(node -> "127.0.0.1:" + node.port())
                .collect(Collectors.joining(",", "redis-cluster://", ""));
    }

    /** The masters of the start, in the order of their slots. */
    public List<RedisServer> masters() {
        return List.copyOf(nodes.subList(0, MASTERS));
    }

    /** Those that took or will take their places, in the same order. */
    public List<RedisServer> replicas() {
        return List.copyOf(nodes.subList(MASTERS, 2 * MASTERS));
    }

    @Override
    public void close() {
        nodes.reversed().forEach(RedisServer::close);
    }

    private void awaitAll(String line) {
        nodes.forEach(node ->
                Await.until(line, PATIENCE, () -> node.text("CLUSTER", "INFO").contains(line)));
    }

    private static int port() {
        return IntStream.range(0, TRIES)
                .map(_ -> FreePort.find())
                .filter(port -> port + BUS <= HIGHEST_PORT && !FreePort.isTaken(port + BUS))
                .findFirst()
                .orElseThrow();
    }
}
