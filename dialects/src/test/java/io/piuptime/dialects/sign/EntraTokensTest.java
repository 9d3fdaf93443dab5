package io.piuptime.dialects.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.gateway.Bytes;
import io.piuptime.model.catalog.Secret;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EntraTokensTest {
    private static final EntraClient CLIENT = new EntraClient(
            EntraClient.PUBLIC_CLOUD, "contoso.onmicrosoft.com", "the-id", new Secret("s&cr=t"), EntraClient.AZURE_AI);

    private final SetClock clock = new SetClock();

    @Test
    void exchanges_the_client_s_secret_for_a_token() {
        ScriptedExchange entra = new ScriptedExchange()
                .answer(200, "{\"token_type\":\"Bearer\",\"expires_in\":\"3599\",\"access_token\":\"eyJ0\"}");

        Expiring<Secret> token = new EntraTokens(CLIENT, entra, clock).obtain();

        assertThat(token.value().reveal()).isEqualTo("eyJ0");
        assertThat(token.expires()).isEqualTo(SetClock.START.plusSeconds(3599));
        assertThat(entra.last())
                .hasToString("POST https://login.microsoftonline.com/contoso.onmicrosoft.com/oauth2/v2.0/token");
        assertThat(entra.form())
                .isEqualTo(Map.of(
                        "grant_type", "client_credentials",
                        "client_id", "the-id",
                        "client_secret", "s&cr=t",
                        "scope", "https://cognitiveservices.azure.com/.default"));
    }

    @Test
    void says_the_number_of_what_is_wrong() {
        ScriptedExchange entra = new ScriptedExchange()
                .answer(
                        401,
                        "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215: Invalid client secret s&cr=t\"}");

        assertThatThrownBy(() -> new EntraTokens(CLIENT, entra, clock).obtain())
                .hasMessage("token from login.microsoftonline.com: status 401, invalid_client, AADSTS7000215"
                        + " (expected: 200)");
    }

    @Test
    void refuses_clients_that_cannot_be() {
        Secret secret = new Secret("s");
        assertThatThrownBy(() -> new EntraClient(EntraClient.PUBLIC_CLOUD, "a/b", "c", secret, "d"))
                .hasMessage("tenant: 3 characters (expected: its id or domain)");
        assertThatThrownBy(() -> new EntraClient(EntraClient.PUBLIC_CLOUD, "a", " ", secret, "d"))
                .hasMessageContaining("Entra client: blank");
        assertThatThrownBy(() -> new EntraClient(URI.create("http://login.example"), "a", "c", secret, "d"))
                .hasMessageContaining("authority: not trusted with a secret");
    }

    @Test
    void no_secret_shows_itself() {
        ScriptedExchange entra = new ScriptedExchange().answer(200, "{\"expires_in\":3599,\"access_token\":\"eyJ0\"}");
        Expiring<Secret> token = new EntraTokens(CLIENT, entra, clock).obtain();

        assertThat(CLIENT.toString() + token + entra.asked()).contains("the-id").doesNotContain("s&cr", "eyJ0", "s%26");
        assertThat(new TokenExchange.Answer(200, Bytes.utf8("eyJ0"))).hasToString("Answer[200, 4 bytes]");
    }
}
