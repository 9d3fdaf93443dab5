package io.piuptime.testkit.raw;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An authority that signs the certificates of a test's servers.
 *
 * @param certificate its own, as a PEM file: who trusts it trusts what it signs
 */
public record TestAuthority(Path store, Path certificate) {
    private static final int DAYS = 30;

    public static TestAuthority create(Path folder) {
        try {
            Path store = folder.resolve("authority.p12");
            Path certificate = folder.resolve("authority.pem");
            List<String> more = new ArrayList<>(Keytool.valid(DAYS));
            more.addAll(List.of("-ext", "bc:critical=ca:true"));
            Keytool.pair(store, "authority", "authority", more);
            Keytool.run(store, List.of("-exportcert", "-rfc", "-alias", "authority", "-file", certificate.toString()));
            return new TestAuthority(store, certificate);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Signs a certificate for a host.
     *
     * @param folder where it is put
     * @param days how long it is valid; negative = it ended so many days ago
     */
    public TestCertificate issue(Path folder, int days, String host) {
        try {
            TestCertificate own = TestCertificate.create(folder, days, host);
            Path request = folder.resolve("request.pem");
            Keytool.run(
                    folder.resolve("store.p12"), List.of("-certreq", "-alias", "test", "-file", request.toString()));
            Path issued = folder.resolve("issued.pem");
            Files.deleteIfExists(issued);
            List<String> words = new ArrayList<>(List.of(
                    "-gencert",
                    "-rfc",
                    "-alias",
                    "authority",
                    "-infile",
                    request.toString(),
                    "-outfile",
                    issued.toString(),
                    "-ext",
                    Keytool.names(host)));
            words.addAll(Keytool.valid(days));
            Keytool.run(store, words);
            return new TestCertificate(issued, own.key());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
