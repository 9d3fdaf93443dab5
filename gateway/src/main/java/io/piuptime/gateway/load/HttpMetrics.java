package io.piuptime.gateway.load;

import io.piuptime.model.catalog.Provider;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Gets metrics over HTTP/1.1: one connection for each server is kept, no redirection is followed, and who takes longer than a
 * second or says more than a mebibyte is given up.
 */
final class HttpMetrics implements MetricsSource {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int MOST_BYTES = 1 << 20;
    private static final int PROXY_PORT = 3128;

    private final ConcurrentHashMap<Way, HttpClient> clients = new ConcurrentHashMap<>();

    /** What makes two clients different ones. */
    private record Way(Optional<String> caFile, Optional<URI> proxy) {}

    @Override
    public byte[] text(MetricsAddress from) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(from.address()).timeout(PATIENCE);
        from.key().ifPresent(key -> request.header("authorization", "Bearer " + key.reveal()));
        Provider.Connection connection = from.connection();
        HttpClient client = client(new Way(connection.caFile(), connection.proxy()));
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
        try {
            HttpResponse<byte[]> response = answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200) {
                throw new IOException("status " + response.statusCode() + " (expected: 200)");
            }
            return response.body();
        } catch (TimeoutException e) {
            throw new IOException("no whole answer within " + PATIENCE.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e);
        } finally {
            // a connection on which an answer is still to come is closed
            answer.cancel(true);
        }
    }

    @Override
    public void close() {
        clients.values().forEach(HttpClient::shutdownNow);
        clients.clear();
    }

    private HttpClient client(Way way) throws IOException {
        HttpClient known = clients.get(way);
        if (known != null) {
            return known;
        }
        HttpClient.Builder client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NEVER);
        way.proxy()
                .ifPresent(proxy -> client.proxy(ProxySelector.of(
                        new InetSocketAddress(proxy.getHost(), proxy.getPort() < 0 ? PROXY_PORT : proxy.getPort()))));
        if (way.proxy().isEmpty()) {
            client.proxy(HttpClient.Builder.NO_PROXY);
        }
        if (way.caFile().isPresent()) {
            client.sslContext(trusting(way.caFile().get()));
        }
        return clients.computeIfAbsent(way, _ -> client.build());
    }

    private static SSLContext trusting(String caFile) throws IOException {
        try (InputStream in = new FileInputStream(caFile)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate authority : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("authority-" + store.size(), authority);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("the authorities cannot be read: " + e.getMessage(), e);
        }
    }
}
