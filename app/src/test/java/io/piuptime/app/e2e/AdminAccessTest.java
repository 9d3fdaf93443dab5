package io.piuptime.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A user's key at a running gateway's admin listener, with the headers that the API knows. */
final class AdminAccessTest {
    @TempDir
    private Path folder;

    @Test
    void a_users_key_opens_what_the_user_may_and_its_own_tenants_things_only() throws Exception {
        try (GatewayUnderTest gateway = GatewayUnderTest.start(folder, "drain: {lag: 0s}")) {
            String token = gateway.adminToken();
            String tenant = id(send(gateway, token, "POST", "tenants", "", "{\"name\":\"Acme\"}"));
            String team =
                    id(send(gateway, token, "POST", "teams", "", "{\"tenant\":\"" + tenant + "\",\"name\":\"T\"}"));
            String app =
                    id(send(gateway, token, "POST", "applications", "", "{\"team\":\"" + team + "\",\"name\":\"A\"}"));
            String user = id(send(
                    gateway,
                    token,
                    "POST",
                    "users",
                    "",
                    "{\"tenant\":\"" + tenant + "\",\"name\":\"u\",\"grants\":[{\"role\":\"admin\"}]}"));
            String key = json(send(
                            gateway,
                            token,
                            "POST",
                            "keys",
                            "",
                            "{\"name\":\"k\",\"application\":\"" + app + "\",\"user\":\"" + user + "\"}"))
                    .path("key")
                    .asString();

            assertThat(send(gateway, key, "GET", "teams/" + team, "", "").statusCode())
                    .isEqualTo(200);
            assertThat(send(gateway, key, "GET", "teams/default", "", "").statusCode())
                    .isEqualTo(404);
            assertThat(send(gateway, key, "GET", "targets", "", "").statusCode())
                    .isEqualTo(403);

            assertThat(send(gateway, key, "PUT", "teams/" + team, "", "{\"name\":\"U\"}")
                            .statusCode())
                    .isEqualTo(428);
            assertThat(send(gateway, key, "PUT", "teams/" + team, "if-match: \"7\"", "{\"name\":\"U\"}")
                            .statusCode())
                    .isEqualTo(412);
            assertThat(send(gateway, key, "PUT", "teams/" + team, "if-match: \"1\"", "{\"name\":\"U\"}")
                            .headers()
                            .firstValue("etag"))
                    .contains("\"2\"");

            String once = id(send(gateway, key, "POST", "teams", "idempotency-key: k1", "{\"name\":\"V\"}"));
            HttpResponse<String> again = send(gateway, key, "POST", "teams", "idempotency-key: k1", "{\"name\":\"V\"}");
            assertThat(id(again)).isEqualTo(once);
            assertThat(again.headers().firstValue("x-piup-replayed")).contains("true");

            send(gateway, token, "PUT", "users/" + user, "if-match: *", "{\"name\":\"u\",\"active\":false}");
            HttpResponse<String> refused = send(gateway, key, "GET", "teams", "", "");
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("content-type")).contains("application/problem+json");
        }
    }

    private static HttpResponse<String> send(
            GatewayUnderTest gateway, String bearer, String method, String path, String header, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway.adminUrl() + "/admin/v1/" + path))
                .header("authorization", "Bearer " + bearer)
                .method(method, BodyPublishers.ofString(body));
        if (!header.isEmpty()) {
            int colon = header.indexOf(": ");
            request.header(header.substring(0, colon), header.substring(colon + 2));
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }

    private static String id(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return json(response).path("id").asString();
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }
}
