package io.piuptime.gateway.accept;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.Limits;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a listener listens.
 *
 * @param port 0 for any free one
 */
public record ListenAddress(String host, int port, Optional<Pem> tls) {
    private static final Logger LOG = LoggerFactory.getLogger(ListenAddress.class);
    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");
    private static final int STREAMS = 100;

    /** A certificate with its chain, and its private key, as PEM files. */
    public record Pem(Path certificate, Path key) {
        PemKeyCertOptions options() {
            return new PemKeyCertOptions().setCertPath(certificate.toString()).setKeyPath(key.toString());
        }

        /** Takes the files as they are now into use for connections to come. A certificate that cannot be used is told, and changes nothing. */
        public void renewAt(HttpServer server) {
            ServerSSLOptions options = new ServerSSLOptions();
            options.setKeyCertOptions(options())
                    .setUseAlpn(true)
                    .setApplicationLayerProtocols(List.of("h2", "http/1.1"))
                    .setEnabledSecureTransportProtocols(new LinkedHashSet<>(PROTOCOLS));
            // forced, for it is the files behind the same names that are new
            server.updateSSLOptions(options, true)
                    .onFailure(failure -> LOG.error(
                            "certificate {} cannot be used, the one before stays: {}",
                            certificate,
                            failure.getMessage()));
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
