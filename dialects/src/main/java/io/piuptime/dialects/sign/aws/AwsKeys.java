package io.piuptime.dialects.sign.aws;

import io.piuptime.dialects.aws.sigv4.AwsCredentials;
import io.piuptime.dialects.sign.Expiring;
import io.piuptime.dialects.sign.Refreshed;
import io.piuptime.dialects.sign.TokenExchange;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Finds out from the environment where a server's AWS keys come from, in the order of AWS's own clients. */
public final class AwsKeys {
    private static final String ID = "AWS_ACCESS_KEY_ID";
    private static final String SECRET = "AWS_SECRET_ACCESS_KEY";

    private final AwsEnvironment environment;
    private final TokenExchange exchange;
    private final InstantSource clock;

    public AwsKeys(Map<String, String> variables, TokenExchange exchange, InstantSource clock) {
        environment = new AwsEnvironment(variables);
        this.exchange = exchange;
        this.clock = clock;
    }

    /** How to get to Bedrock. Nothing is read or asked for yet, but which files exist. */
    public Optional<BedrockAccess> bedrock() {
        Optional<BedrockAccess> bearer =
                environment.secret("AWS_BEARER_TOKEN_BEDROCK").map(BedrockAccess.Bearer::new);
        return bearer.or(() -> keys().map(BedrockAccess.Signed::new));
    }

    /** The keys to sign with. */
    public Optional<Refreshed<AwsCredentials>> keys() {
        return source().map(source -> new Refreshed<>(source, clock));
    }

    private Optional<Expiring.Source<AwsCredentials>> source() {
        Optional<AwsCredentials> given = environment
                .text(ID)
                .flatMap(id -> environment
                        .secret(SECRET)
                        .map(secret -> new AwsCredentials(id, secret, environment.secret("AWS_SESSION_TOKEN"))));
        if (given.isPresent()) {
            return given.map(keys -> () -> new Expiring<>(keys, Instant.MAX));
        }
        if (environment.text(WebIdentityKeys.TOKEN_FILE).isPresent()
                && environment.text(WebIdentityKeys.ROLE).isPresent()) {
            return Optional.of(new WebIdentityKeys(environment, exchange));
        }
        ProfileKeys profile = new ProfileKeys(environment, clock);
        if (profile.areMeant()) {
            return Optional.of(profile);
        }
        if (environment.text(ContainerKeys.RELATIVE).isPresent()
                || environment.text(ContainerKeys.FULL).isPresent()) {
            return Optional.of(new ContainerKeys(environment, exchange));
        }
        boolean forbidden = environment
                .text("AWS_EC2_METADATA_DISABLED")
                .filter("true"::equalsIgnoreCase)
                .isPresent();
        return forbidden ? Optional.empty() : Optional.of(new InstanceKeys(environment, exchange));
    }
}
