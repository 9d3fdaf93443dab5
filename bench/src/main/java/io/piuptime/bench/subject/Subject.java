package io.piuptime.bench.subject;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Something that answers the benchmark's requests: the provider itself, nginx before it, the gateway before it.
 *
 * @param port on loopback
 * @param tree its processes; empty = it lives in the benchmark's own
 */
public record Subject(String name, int port, Optional<ProcessTree> tree) {
    public Subject {
        requireNonNull(name, "name");
        requireNonNull(tree, "tree");
    }
}
