package io.piuptime.dialects.sign;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/** Where secrets may be sent: over TLS, or to this machine. */
final class SecureUri {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");

    private SecureUri() {}

    static URI of(String name, String text) {
        try {
            URI uri = new URI(text);
            boolean secure = "https".equals(uri.getScheme())
                    || ("http".equals(uri.getScheme()) && uri.getHost() != null && LOOPBACK.contains(uri.getHost()));
            if (secure && uri.getHost() != null && uri.getRawUserInfo() == null) {
                return uri;
            }
        } catch (URISyntaxException _) {
            // answered like every other text that is no such address
        }
        throw new NoCredentialsException(name + ": not trusted with a secret (expected: an https address)");
    }
}
