package io.piuptime.testkit.raw;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the JDK's own tool for keys and certificates. */
final class Keytool {
    static final String PASSWORD = "changeit";

    private static final int PATIENCE_SECONDS = 30;

    private Keytool() {}

    /** Makes a key with a certificate that it signs itself. */
    static void pair(Path store, String alias, String host, List<String> valid) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + host,
                "-ext",
                names(host)));
        words.addAll(valid);
        run(store, words);
    }

    /** The names of a host in its certificate. */
    static String names(String host) {
        return "san=dns:" + host + ",ip:127.0.0.1";
    }

    /** The words for so many days from now; negative = the time ended so many days ago. */
    static List<String> valid(int days) {
        return List.of(
                "-startdate",
                days < 0 ? (days - 1) + "d" : "-1d",
                "-validity",
                String.valueOf(days < 0 ? 1 : days + 1));
    }

    /** Runs it on a store of keys, which it makes if there is none. */
    static void run(Path store, List<String> words) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(words);
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", store.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(
                        "keytool: " + new String(process.getInputStream().readAllBytes(), UTF_8));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("keytool: interrupted", e);
        }
    }
}
