package io.piuptime.app.config.read;

import static java.util.Objects.requireNonNull;

import io.piuptime.app.config.GatewayConfig;
import java.nio.file.Path;
import java.util.Set;

/**
 * A configuration that can be used.
 *
 * @param files that it refers to, for their contents or as certificates
 */
public record ReadConfig(GatewayConfig config, Set<Path> files) {
    public ReadConfig {
        requireNonNull(config, "config");
        files = Set.copyOf(files);
    }
}
