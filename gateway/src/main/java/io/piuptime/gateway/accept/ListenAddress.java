package io.piuptime.gateway.accept;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.Limits;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Where a listener listens.
 *
 * @param port 0 for any free one
 */
public record ListenAddress(String host, int port, Optional<Pem> tls) {
    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");
    private static final int STREAMS = 100;

    /** A certificate with its chain, and its private key, as PEM files. */
    public record Pem(Path certificate, Path key) {
        PemKeyCertOptions options() {
            return new PemKeyCertOptions().setCertPath(certificate.toString()).setKeyPath(key.toString());
        }

        /** The files as they are now, for connections to come. */
        public ServerSSLOptions renewed() {
            return new ServerSSLOptions().setKeyCertOptions(options());
        }
    }

    public ListenAddress {
        requireNonNull(host, "host");
        requireNonNull(tls, "tls");
    }

    /** The same address at the port that was found free. */
    ListenAddress at(int foundPort) {
        return new ListenAddress(host, foundPort, tls);
    }

    /** Options of a server here: strict, without compression, HTTP/1.1 and HTTP/2. */
    public HttpServerOptions options(Limits limits) {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true)
                .setReuseAddress(true)
                .setAcceptBacklog(1024)
                .setMaxInitialLineLength(limits.uri())
                .setMaxHeaderSize(limits.headers())
                .setMaxChunkSize(64 << 10)
                .setHandle100ContinueAutomatically(false)
                .setCompressionSupported(false)
                .setDecompressionSupported(false)
                // no WebSockets here: their handlers would only be in the way of every message
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                // everything of a request happens on its loop: its queues need no locks
                .setStrictThreadMode(true)
                .setHttp2ClearTextEnabled(true)
                .setHttp2ConnectionWindowSize(1 << 20)
                .setHttp2RstFloodMaxRstFramePerWindow(200)
                .setHttp2RstFloodWindowDuration(30)
                .setHttp2RstFloodWindowDurationTimeUnit(TimeUnit.SECONDS)
                .setInitialSettings(new Http2Settings()
                        .setMaxConcurrentStreams(STREAMS)
                        .setInitialWindowSize(64 << 10)
                        .setMaxHeaderListSize(limits.headers()));
        tls.ifPresent(pem -> {
            options.setSsl(true).setUseAlpn(true).setKeyCertOptions(pem.options());
            options.setEnabledSecureTransportProtocols(new LinkedHashSet<>(PROTOCOLS));
        });
        return options;
    }
}
