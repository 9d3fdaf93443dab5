package io.piuptime.app.config;

import java.util.Optional;

/** Where the admin API, metrics and health checks answer. */
public record AdminConfig(
        @Describe(value = "Address to listen on; other than loopback only with tls.", byDefault = "127.0.0.1")
        String host,

        @Describe(value = "Port; 0 for any that is free.", byDefault = "8081", min = 0, max = 65535)
        int port,

        @Describe("Serve HTTPS with this certificate.") Optional<TlsConfig> tls) {}
