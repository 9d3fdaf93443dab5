package io.piuptime.app.config.load;

import static java.util.Objects.requireNonNull;

import io.piuptime.app.config.GatewayConfig;
import io.piuptime.app.config.publish.Published;
import io.piuptime.app.config.read.Problem;
import io.piuptime.gateway.Snapshot;
import java.util.List;

/**
 * A configuration in use.
 *
 * @param config the node's own
 * @param snapshot of it, with what was published under it
 * @param problems that did not keep it from being used but must be told, such as the errors of the file it stands in for
 * @param watched the files that it was made of, as they were
 * @param published what was published under it; {@link Published#NOTHING} if nothing was
 */
public record Loaded(
        GatewayConfig config,
        Snapshot snapshot,
        Source source,
        List<Problem> problems,
        Watched watched,
        Published published) {
    /** Where a configuration comes from. */
    public enum Source {
        /** No file was asked for: the demo and what the environment names. */
        BUILT_IN,
        FILE,
        /** The file cannot be used: this is what it said when it last could. */
        LAST_GOOD
    }

    public Loaded {
        requireNonNull(config, "config");
        requireNonNull(snapshot, "snapshot");
        requireNonNull(source, "source");
        problems = List.copyOf(problems);
        requireNonNull(watched, "watched");
        requireNonNull(published, "published");
    }
}
