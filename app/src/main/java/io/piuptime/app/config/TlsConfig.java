package io.piuptime.app.config;

import java.nio.file.Path;

/** A certificate and its key, read again when they change. */
public record TlsConfig(
        @Describe("PEM file of the certificate and its chain.")
        Path certificate,

        @Describe("PEM file of the private key (PKCS#8).") Path key) {}
