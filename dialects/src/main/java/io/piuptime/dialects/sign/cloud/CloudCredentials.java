package io.piuptime.dialects.sign.cloud;

import io.piuptime.dialects.sign.EntraClient;
import io.piuptime.dialects.sign.EntraTokens;
import io.piuptime.dialects.sign.GoogleMachineTokens;
import io.piuptime.dialects.sign.GoogleServiceAccount;
import io.piuptime.dialects.sign.GoogleTokens;
import io.piuptime.dialects.sign.NoCredentialsException;
import io.piuptime.dialects.sign.Refreshed;
import io.piuptime.dialects.sign.TokenExchange;
import io.piuptime.dialects.sign.aws.AwsKeys;
import io.piuptime.dialects.sign.aws.BedrockAccess;
import io.piuptime.gateway.Bytes;
import io.piuptime.model.catalog.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Finds what proofs for the clouds are made of: in a provider's own settings, else in what the machine itself has. */
public final class CloudCredentials {
    private static final Map<String, String> OF_AWS = Map.of(
            "access-key-id", "AWS_ACCESS_KEY_ID",
            "secret-access-key", "AWS_SECRET_ACCESS_KEY",
            "session-token", "AWS_SESSION_TOKEN",
            "api-key", "AWS_BEARER_TOKEN_BEDROCK");

    private final Map<String, String> environment;
    private final TokenExchange exchange;
    private final InstantSource clock;

    public CloudCredentials(Map<String, String> environment, TokenExchange exchange, InstantSource clock) {
        this.environment = Map.copyOf(environment);
        this.exchange = exchange;
        this.clock = clock;
    }

    /**
     * How Bedrock is to be asked.
     *
     * @throws NoCredentialsException when nothing is known
     */
    BedrockAccess aws(Map<String, Secret> own) {
        Map<String, String> variables = environment;
        if (!own.isEmpty()) {
            variables = new HashMap<>();
            for (Map.Entry<String, Secret> one : own.entrySet()) {
                variables.put(
                        OF_AWS.getOrDefault(one.getKey(), one.getKey()),
                        one.getValue().reveal());
            }
        }
        Optional<BedrockAccess> access = new AwsKeys(variables, exchange, clock).bedrock();
        return access.orElseThrow(() -> new NoCredentialsException("no keys of AWS are set"));
    }

    /** Tokens of the service account whose file is named, or of the machine. */
    Refreshed<Secret> google(Map<String, Secret> own) {
        Secret file = own.get("credentials-file");
        if (file == null) {
            return new Refreshed<>(new GoogleMachineTokens(exchange, clock), clock);
        }
        try {
            GoogleServiceAccount account =
                    GoogleServiceAccount.read(Bytes.of(Files.readAllBytes(Path.of(file.reveal()))));
            return new Refreshed<>(new GoogleTokens(account, GoogleTokens.CLOUD_PLATFORM, exchange, clock), clock);
        } catch (IOException e) {
            throw new NoCredentialsException("the service account's file cannot be read", e);
        }
    }

    /** Tokens of a registered program. */
    Refreshed<Secret> entra(Map<String, Secret> own) {
        EntraClient client = new EntraClient(
                EntraClient.PUBLIC_CLOUD,
                text(own, "tenant-id"),
                text(own, "client-id"),
                new Secret(text(own, "client-secret")),
                EntraClient.AZURE_AI);
        return new Refreshed<>(new EntraTokens(client, exchange, clock), clock);
    }

    private static String text(Map<String, Secret> own, String name) {
        return Optional.ofNullable(own.get(name))
                .map(Secret::reveal)
                .orElseThrow(() -> new NoCredentialsException("credential '" + name + "' is not set"));
    }
}
