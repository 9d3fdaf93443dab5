package io.piuptime.app.e2e;

import io.piuptime.testkit.raw.RawHttp;
import io.piuptime.testkit.raw.TestCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** A caller over TLS who trusts two certificates, of which the gateway's files hold one at a time. */
final class TlsCaller implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final TestCertificate inUse;
    private final TestCertificate spare;
    private final String spareSerial;
    private final TrustManager[] trust;
    private final List<RawHttp> open = new ArrayList<>();
    private String last = "";

    TlsCaller(Path folder) throws IOException, GeneralSecurityException {
        inUse = TestCertificate.create(Files.createDirectory(folder.resolve("tls")), 5);
        spare = TestCertificate.create(Files.createDirectory(folder.resolve("spare")), 5);
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("one", read(inUse.certificate()));
        trusted.setCertificateEntry("two", read(spare.certificate()));
        spareSerial = serial(read(spare.certificate()));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        trust = managers.getTrustManagers();
    }

    /** The configuration's part that serves the certificate. */
    String listen() {
        return "listen: {tls: {certificate: \"%s\", key: \"%s\"}}\n".formatted(inUse.certificate(), inUse.key());
    }

    RawHttp connect(int port) throws IOException {
        SSLContext context = context();
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        socket.startHandshake();
        last = serial(socket.getSession().getPeerCertificates()[0]);
        RawHttp caller = RawHttp.over(socket, PATIENCE);
        open.add(caller);
        return caller;
    }

    /** A new one for each connection, for a resumed session would show the certificate of before. */
    private SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The serial number of the certificate that the last connection was shown. */
    String lastCertificate() {
        return last;
    }

    /** The serial number of the certificate that a new connection is shown. */
    String presented(int port) {
        try (RawHttp _ = connect(port)) {
            return last;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The version of HTTP that a new connection agrees on. */
    String agreed(int port) throws IOException {
        try (SSLSocket socket =
                (SSLSocket) context().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket.getApplicationProtocol();
        }
    }

    /** Puts the other certificate and its key in the place of those in use. */
    void replace() throws IOException {
        Files.move(spare.key(), inUse.key(), StandardCopyOption.ATOMIC_MOVE);
        Files.move(spare.certificate(), inUse.certificate(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** The serial number of the certificate that is in place after {@link #replace}. */
    String expected() {
        return spareSerial;
    }

    /** Makes the certificate's file unusable. */
    void spoil() throws IOException {
        Files.writeString(inUse.certificate(), "no certificate");
    }

    @Override
    public void close() {
        open.forEach(RawHttp::close);
    }

    private static Certificate read(Path pem) throws IOException, GeneralSecurityException {
        try (var in = Files.newInputStream(pem)) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private static String serial(Certificate certificate) {
        return ((X509Certificate) certificate).getSerialNumber().toString();
    }
}
