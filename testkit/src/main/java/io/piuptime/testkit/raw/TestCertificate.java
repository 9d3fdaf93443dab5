package io.piuptime.testkit.raw;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A self-signed certificate for a test's server, and its key, as PEM files.
 *
 * @param certificate trusts itself: give it to the client as its only authority
 */
public record TestCertificate(Path certificate, Path key) {

    /**
     * Makes one for {@code localhost} and {@code 127.0.0.1}, valid from now.
     *
     * @param days how long it is valid; negative = it ended so many days ago
     */
    public static TestCertificate create(Path folder, int days) {
        return create(folder, days, "localhost");
    }

    /** As {@link #create(Path, int)}, for a host of another name. */
    public static TestCertificate create(Path folder, int days, String host) {
        try {
            Path store = folder.resolve("store.p12");
            Files.deleteIfExists(store);
            Keytool.pair(store, "test", host, Keytool.valid(days));
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(store)) {
                keys.load(in, Keytool.PASSWORD.toCharArray());
            }
            byte[] certificate = keys.getCertificate("test").getEncoded();
            byte[] key = keys.getKey("test", Keytool.PASSWORD.toCharArray()).getEncoded();
            return new TestCertificate(
                    pem(folder.resolve("certificate.pem"), "CERTIFICATE", certificate),
                    pem(folder.resolve("key.pem"), "PRIVATE KEY", key));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("test certificate: cannot be made", e);
        }
    }

    /** What a client needs to trust it, and nothing else. */
    public SSLContext trusting() {
        try (InputStream in = Files.newInputStream(certificate)) {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "test", CertificateFactory.getInstance("X.509").generateCertificate(in));
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("test certificate: cannot be trusted", e);
        }
    }

    private static Path pem(Path file, String what, byte[] der) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return Files.writeString(file, "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
    }
}
