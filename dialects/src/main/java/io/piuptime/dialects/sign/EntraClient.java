package io.piuptime.dialects.sign;

import io.piuptime.model.catalog.Secret;
import java.net.URI;

/**
 * A program that is registered with Microsoft Entra.
 *
 * @param authority where its cloud gives out tokens
 * @param scope what the tokens are for
 */
public record EntraClient(URI authority, String tenant, String clientId, Secret clientSecret, String scope) {
    public static final URI PUBLIC_CLOUD = URI.create("https://login.microsoftonline.com");
    public static final String AZURE_AI = "https://cognitiveservices.azure.com/.default";

    public EntraClient {
        SecureUri.of("authority", authority.toString());
        if (!tenant.matches("[A-Za-z0-9.-]{1,253}")) {
            throw new NoCredentialsException("tenant: " + tenant.length() + " characters (expected: its id or domain)");
        }
        if (clientId.isBlank() || clientSecret.reveal().isBlank() || scope.isBlank()) {
            throw new NoCredentialsException("Entra client: blank (expected: a client's id, its secret and a scope)");
        }
    }

    URI tokenUri() {
        return authority.resolve("/" + tenant + "/oauth2/v2.0/token");
    }
}
