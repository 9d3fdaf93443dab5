package io.piuptime.app.config;

import java.util.Optional;

/** Where callers connect. */
public record ListenConfig(
        @Describe(value = "Address to listen on; 0.0.0.0 for all.", byDefault = "127.0.0.1")
        String host,

        @Describe(value = "Port; 0 for any that is free.", byDefault = "8080", min = 0, max = 65535)
        int port,

        @Describe("Serve HTTPS with this certificate.") Optional<TlsConfig> tls) {}
