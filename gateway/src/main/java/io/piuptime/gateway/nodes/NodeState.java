package io.piuptime.gateway.nodes;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What a node says of itself.
 *
 * @param id the node's own, the same after a restart
 * @param version of the program
 * @param seenAt when it said so
 * @param progress how far it is
 */
public record NodeState(String id, String version, Instant startedAt, Instant seenAt, Progress progress) {
    public NodeState {
        requireNonNull(id, "id");
        requireNonNull(version, "version");
        requireNonNull(startedAt, "startedAt");
        requireNonNull(seenAt, "seenAt");
        requireNonNull(progress, "progress");
    }

    /**
     * How far a node is.
     *
     * @param revision the document in force
     * @param refused a newer document that it could not use; 0 = none
     * @param directory the last change of the directory that it knows
     */
    public record Progress(long revision, long refused, long directory) {}
}
