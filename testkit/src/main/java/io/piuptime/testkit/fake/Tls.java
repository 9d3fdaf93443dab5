package io.piuptime.testkit.fake;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/** A server's certificate chain and private key, both PEM files. */
public record Tls(Path certificate, Path key) {
    public Tls {
        requireNonNull(certificate, "certificate");
        requireNonNull(key, "key");
    }
}
