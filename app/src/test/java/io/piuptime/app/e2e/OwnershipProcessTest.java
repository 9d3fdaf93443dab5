package io.piuptime.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The owners of objects when the process that knows them is killed. */
class OwnershipProcessTest {
    private static final Pattern RESPONSE = Pattern.compile("resp_k[0-9]+");

    @TempDir
    private Path folder;

    private ObjectAccount account;
    private ProcessUnderTest gateway;

    @BeforeEach
    void start() throws Exception {
        account = new ObjectAccount("k");
        gateway = new ProcessUnderTest(folder, folder.resolve("data"));
        Files.writeString(gateway.config(), """
                providers:
                  north: {base-url: "%s", dialect: openai-responses, api-key: "sk-upstream-0123456789"}
                models:
                  one: {targets: [{provider: north, model: a}]}
                discovery: {local: false}
                """.formatted(account.baseUrl()));
    }

    @AfterEach
    void stop() {
        gateway.close();
        account.close();
    }

    @Test
    void an_id_that_a_caller_has_seen_is_still_its_own_after_a_kill() throws Exception {
        Process first = gateway.launch(Map.of());
        String streamed = made("{\"model\":\"one\",\"input\":\"hi\",\"stream\":true}");
        String whole = made("{\"model\":\"one\",\"input\":\"hi\"}");
        first.destroyForcibly().waitFor();
        gateway.launch(Map.of());

        assertThat(get("/v1/responses/" + streamed).statusCode()).isEqualTo(200);
        assertThat(get("/v1/responses/" + whole).statusCode()).isEqualTo(200);
        assertThat(get("/v1/responses/resp_k9").statusCode()).isEqualTo(404);
    }

    private String made(String question) throws Exception {
        HttpResponse<String> reply =
                gateway.send(gateway.post("/v1/responses", question).build());
        Matcher id = RESPONSE.matcher(reply.body());
        assertThat(id.find()).as(reply.body()).isTrue();
        return id.group();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return gateway.send(HttpRequest.newBuilder(URI.create(gateway.url("data") + path))
                .header("authorization", "Bearer " + gateway.key())
                .build());
    }
}
