package io.piuptime.dialects.sign.aws;

import io.piuptime.dialects.aws.sigv4.AwsCredentials;
import io.piuptime.dialects.sign.Expiring;
import io.piuptime.dialects.sign.NoCredentialsException;
import io.piuptime.dialects.sign.TokenExchange;
import io.piuptime.dialects.sign.TokenExchange.Ask;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The keys of the role that a container runs with, from the service beside it (ECS, EKS Pod Identity). */
final class ContainerKeys implements Expiring.Source<AwsCredentials> {
    static final String RELATIVE = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
    static final String FULL = "AWS_CONTAINER_CREDENTIALS_FULL_URI";

    private static final String WHO = "AWS keys of the container";
    private static final String TOKEN_FILE = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";
    private static final String ECS = "http://169.254.170.2";
    /** Where no TLS is needed, for no network lies between. */
    private static final Set<String> BESIDE =
            Set.of("169.254.170.2", "169.254.170.23", "[fd00:ec2::23]", "127.0.0.1", "[::1]", "localhost");

    private final AwsEnvironment environment;
    private final TokenExchange exchange;

    ContainerKeys(AwsEnvironment environment, TokenExchange exchange) {
        this.environment = environment;
        this.exchange = exchange;
    }

    @Override
    public Expiring<AwsCredentials> obtain() {
        Map<String, String> headers =
                authorization().map(token -> Map.of("Authorization", token)).orElse(Map.of());
        return KeysReply.read(KeysReply.body(Ask.get(uri(), headers), exchange, WHO), WHO);
    }

    private URI uri() {
        Optional<String> relative = environment.text(RELATIVE);
        if (relative.isPresent()) {
            return trusted(ECS + (relative.get().startsWith("/") ? "" : "/") + relative.get(), RELATIVE);
        }
        return trusted(environment.text(FULL).orElse(""), FULL);
    }

    /** Read anew each time: the file is replaced before its token ends. */
    private Optional<String> authorization() {
        Optional<String> token = environment
                .file(TOKEN_FILE)
                .map(file -> AwsEnvironment.read(file, TOKEN_FILE).strip())
                .or(() -> environment.text("AWS_CONTAINER_AUTHORIZATION_TOKEN"));
        if (token.filter(value -> value.chars().anyMatch(c -> c < ' ')).isPresent()) {
            throw new NoCredentialsException(TOKEN_FILE + ": several lines (expected: one)");
        }
        return token;
    }

    private static URI trusted(String text, String variable) {
        try {
            URI uri = new URI(text);
            String host = Optional.ofNullable(uri.getHost()).orElse("");
            if (("https".equals(uri.getScheme()) && !host.isEmpty())
                    || ("http".equals(uri.getScheme()) && BESIDE.contains(host))) {
                return uri;
            }
        } catch (URISyntaxException _) {
            // answered like every other text that is no such address
        }
        throw new NoCredentialsException(variable + ": not trusted (expected: https, or http beside the container)");
    }
}
