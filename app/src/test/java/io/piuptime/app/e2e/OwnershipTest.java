package io.piuptime.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.testkit.script.Script;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OwnershipTest {
    private static final Pattern KEY = Pattern.compile("piup_[0-9A-Za-z_]+");
    private static final Pattern ID = Pattern.compile("\"id\":\"((?:file|batch|resp)[^\"]+)\"");
    private static final String FORM = """
            --b\r
            Content-Disposition: form-data; name="purpose"\r
            \r
            batch\r
            --b\r
            Content-Disposition: form-data; name="file"; filename="x.jsonl"\r
            \r
            {}\r
            --b--\r
            """;

    @TempDir
    Path folder;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private ObjectAccount north;
    private ObjectAccount south;
    private GatewayUnderTest gateway;
    private String ada;
    private String bob;

    @BeforeEach
    void start() throws Exception {
        north = new ObjectAccount("n");
        south = new ObjectAccount("s");
        gateway = GatewayUnderTest.start(folder, config());
        ada = create("{\"name\":\"ada\",\"permissions\":[\"passthrough\"]}");
        bob = create("{\"name\":\"bob\"}");
    }

    @AfterEach
    void stop() {
        gateway.close();
        north.close();
        south.close();
        client.close();
    }

    private String config() {
        return """
                providers:
                  north:
                    base-url: "%s"
                    dialect: openai-responses
                    api-key: "sk-upstream-0123456789"
                    passthrough: ["/v1/*"]
                  south: {base-url: "%s", dialect: openai-chat, api-key: "sk-upstream-0123456789"}
                models:
                  one: {targets: [{provider: north, model: a}, {provider: north, model: b}]}
                  two: {targets: [{provider: north, model: a}, {provider: south, model: b}]}
                  chat: {targets: [{provider: south, model: a}]}
                drain: {lag: 0s, grace: 5s}
                """.formatted(north.baseUrl(), south.baseUrl());
    }

    @Test
    void hands_a_file_up_and_its_content_back_to_whom_it_belongs() throws Exception {
        String id = upload(ada, "?provider=north");

        assertThat(north.asked("POST", "/v1/files")).singleElement().satisfies(request -> {
            assertThat(request.text()).isEqualTo(FORM);
            assertThat(request.target()).isEqualTo("/v1/files");
            assertThat(request.header("content-type")).contains("multipart/form-data; boundary=b");
            assertThat(request.header("authorization")).contains("Bearer sk-upstream-0123456789");
        });
        assertThat(get(ada, "/v1/files/" + id).body()).contains(id);
        assertThat(get(ada, "/v1/files/" + id + "/content").body()).isEqualTo("{\"content of\":\"" + id + "\"}");
        gateway.awaitQuiet();
        assertThat(gateway.records())
                .hasSize(3)
                .allSatisfy(record -> assertThat(record)
                        .contains("\"operation\":\"files\"", "\"target\":\"north\"", "\"status\":200"));
    }

    @Test
    void says_of_what_is_anothers_exactly_what_it_says_of_nothing() throws Exception {
        String file = upload(ada, "?provider=north");
        String batch = id(post(ada, "/v1/batches", "{\"input_file_id\":\"" + file + "\"}"));
        String response = id(post(ada, "/v1/responses", "{\"model\":\"one\",\"input\":\"hi\"}"));
        int asked = north.server().requests().size();

        for (List<String> call : List.of(
                List.of("GET", "/v1/files/ID", file),
                List.of("DELETE", "/v1/files/ID", file),
                List.of("GET", "/v1/files/ID/content", file),
                List.of("GET", "/v1/files?provider=north&after=ID", file),
                List.of("GET", "/v1/batches/ID", batch),
                List.of("POST", "/v1/batches/ID/cancel", batch),
                List.of("GET", "/v1/responses/ID", response),
                List.of("DELETE", "/v1/responses/ID", response),
                List.of("POST", "/v1/responses/ID/cancel", response),
                List.of("GET", "/v1/responses/ID/input_items", response))) {
            HttpResponse<String> foreign = send(bob, call.get(0), call.get(1).replace("ID", call.get(2)));
            String unknown = call.get(2).replace("1", "7");
            HttpResponse<String> missing = send(bob, call.get(0), call.get(1).replace("ID", unknown));

            assertThat(foreign.statusCode()).as(call.toString()).isEqualTo(404);
            assertThat(foreign.body()).contains("\"type\":\"invalid_request_error\"", call.get(2));
            assertThat(foreign.body().replace(call.get(2), unknown)).isEqualTo(missing.body());
            assertThat(foreign.statusCode()).isEqualTo(missing.statusCode());
        }
        assertThat(north.server().requests()).hasSize(asked);
    }

    @Test
    void an_id_of_one_kind_is_none_of_another() throws Exception {
        String file = upload(ada, "?provider=north");

        assertThat(get(ada, "/v1/batches/" + file).statusCode()).isEqualTo(404);
        assertThat(get(ada, "/v1/responses/" + file).statusCode()).isEqualTo(404);
    }

    @Test
    void lists_the_callers_own_alone_from_all_pages_of_the_account() throws Exception {
        List<String> ofAda = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ofAda.add(upload(ada, "?provider=north"));
            upload(bob, "?provider=north");
        }

        assertThat(ids(get(ada, "/v1/files?provider=north"))).isEqualTo(ofAda);
        assertThat(get(ada, "/v1/files?provider=north").body())
                .contains(
                        "\"has_more\":false",
                        "\"first_id\":\"" + ofAda.getFirst() + "\"",
                        "\"last_id\":\"" + ofAda.getLast() + "\"");

        HttpResponse<String> some = get(ada, "/v1/files?provider=north&limit=2&purpose=batch");
        assertThat(ids(some)).isEqualTo(ofAda.subList(0, 2));
        assertThat(some.body()).contains("\"has_more\":true", "\"last_id\":\"" + ofAda.get(1) + "\"");
        assertThat(north.server().last().target())
                .contains("purpose=batch", "limit=100")
                .doesNotContain("provider");

        HttpResponse<String> rest = get(ada, "/v1/files?provider=north&limit=2&after=" + ofAda.get(1));
        assertThat(ids(rest)).isEqualTo(ofAda.subList(2, 4));
        assertThat(rest.body()).contains("\"has_more\":false");
    }

    @Test
    void a_list_of_nothing_is_empty() throws Exception {
        upload(bob, "?provider=north");

        assertThat(get(ada, "/v1/files?provider=north").body())
                .isEqualTo("{\"object\":\"list\",\"data\":[],\"first_id\":null,\"last_id\":null,\"has_more\":false}");
    }

    @Test
    void asks_for_the_provider_where_several_could_be_meant() throws Exception {
        HttpResponse<String> unclear = get(ada, "/v1/files");
        HttpResponse<String> unknown = get(ada, "/v1/files?provider=west");

        assertThat(unclear.statusCode()).isEqualTo(400);
        assertThat(unclear.body()).contains("north, south", "x-piup-provider", "unclear_provider");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body()).contains("'west'", "north, south");
        assertThat(north.server().requests()).isEmpty();
        HttpResponse<String> named = client.send(
                request(ada, "/v1/files").header("x-piup-provider", "south").build(), BodyHandlers.ofString());
        assertThat(named.statusCode()).isEqualTo(200);
        assertThat(south.server().last().header("x-piup-provider")).isEmpty();
    }

    @Test
    void forgets_a_file_that_is_deleted() throws Exception {
        String id = upload(ada, "?provider=south");

        assertThat(send(ada, "DELETE", "/v1/files/" + id).body()).contains("\"deleted\":true");
        assertThat(get(ada, "/v1/files/" + id).statusCode()).isEqualTo(404);
        assertThat(south.asked("GET", "/v1/files/" + id)).isEmpty();
    }

    @Test
    void makes_a_batch_where_its_file_lies_and_gives_its_files_to_its_owner() throws Exception {
        String file = upload(ada, "?provider=south");
        String batch = id(post(ada, "/v1/batches", "{\"input_file_id\":\"" + file + "\",\"endpoint\":\"/v1/x\"}"));

        assertThat(south.asked("POST", "/v1/batches"))
                .singleElement()
                .satisfies(request -> assertThat(request.text())
                        .isEqualTo("{\"input_file_id\":\"" + file + "\",\"endpoint\":\"/v1/x\"}"));
        String made = "file-out-" + batch;
        assertThat(get(ada, "/v1/files/" + made + "/content").statusCode()).isEqualTo(404);
        assertThat(get(ada, "/v1/batches/" + batch).body()).contains(made);
        assertThat(get(ada, "/v1/files/" + made + "/content").body()).contains(made);
        assertThat(get(bob, "/v1/files/" + made + "/content").statusCode()).isEqualTo(404);
        assertThat(send(ada, "POST", "/v1/batches/" + batch + "/cancel").statusCode())
                .isEqualTo(200);
        assertThat(ids(get(ada, "/v1/batches?provider=south"))).containsExactly(batch);
        assertThat(ids(get(bob, "/v1/batches?provider=south"))).isEmpty();
    }

    @Test
    void makes_no_batch_of_anothers_file_nor_for_a_key_of_some_models() throws Exception {
        String file = upload(ada, "?provider=south");
        String wish = "{\"input_file_id\":\"" + file + "\"}";
        String limited = create("{\"name\":\"limited\",\"models\":[\"one\"]}");

        assertThat(post(bob, "/v1/batches", wish).statusCode()).isEqualTo(404);
        assertThat(post(limited, "/v1/batches", wish).statusCode()).isEqualTo(403);
        assertThat(post(ada, "/v1/batches", "{\"input_file_id\":\"" + file + "\",\"input_file_id\":\"file-n1\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(post(ada, "/v1/batches", "{").statusCode()).isEqualTo(400);
        assertThat(south.asked("POST", "/v1/batches")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void knows_whose_a_response_is_streamed_or_not(boolean streamed) throws Exception {
        HttpResponse<String> made =
                post(ada, "/v1/responses", "{\"model\":\"one\",\"input\":\"hi\",\"stream\":" + streamed + "}");
        String id = id(made);

        assertThat(made.statusCode()).isEqualTo(200);
        assertThat(made.body()).contains(streamed ? "event: response.completed" : "\"status\":\"completed\"");
        assertThat(get(ada, "/v1/responses/" + id).body()).contains(id);
        assertThat(get(ada, "/v1/responses/" + id + "/input_items").statusCode())
                .isEqualTo(200);
        assertThat(send(ada, "POST", "/v1/responses/" + id + "/cancel").statusCode())
                .isEqualTo(200);
        assertThat(get(bob, "/v1/responses/" + id).statusCode()).isEqualTo(404);
        assertThat(send(ada, "DELETE", "/v1/responses/" + id).statusCode()).isEqualTo(200);
        assertThat(get(ada, "/v1/responses/" + id).statusCode()).isEqualTo(404);
        gateway.awaitQuiet();
        assertThat(gateway.records())
                .filteredOn(record -> record.contains("\"tokensSource\":\"reported\""))
                .singleElement()
                .asString()
                .contains("\"operation\":\"chat\"");
    }

    @Test
    void does_not_keep_whose_a_response_is_that_no_provider_keeps() throws Exception {
        String unstored = id(post(ada, "/v1/responses", "{\"model\":\"one\",\"input\":\"hi\",\"store\":false}"));
        HttpResponse<String> translated = post(ada, "/v1/responses", "{\"model\":\"chat\",\"input\":\"hi\"}");

        assertThat(get(ada, "/v1/responses/" + unstored).statusCode()).isEqualTo(404);
        assertThat(translated.statusCode()).isEqualTo(200);
        Matcher made = Pattern.compile("\"id\":\"([^\"]+)\"").matcher(translated.body());
        assertThat(made.find()).isTrue();
        assertThat(get(ada, "/v1/responses/" + made.group(1)).statusCode()).isEqualTo(404);
    }

    @Test
    void goes_on_from_a_response_where_that_lies_and_nowhere_else() throws Exception {
        String id = id(post(ada, "/v1/responses", "{\"model\":\"one\",\"input\":\"hi\"}"));
        String more = "\",\"input\":\"more\",\"previous_response_id\":\"" + id + "\"}";

        HttpResponse<String> there = post(ada, "/v1/responses", "{\"model\":\"one" + more);
        HttpResponse<String> twoAccounts = post(ada, "/v1/responses", "{\"model\":\"two" + more);
        HttpResponse<String> otherDialect = post(ada, "/v1/responses", "{\"model\":\"chat" + more);
        HttpResponse<String> foreign = post(bob, "/v1/responses", "{\"model\":\"one" + more);

        assertThat(there.statusCode()).isEqualTo(200);
        assertThat(north.server().last().text()).contains("\"previous_response_id\":\"" + id + "\"");
        assertThat(twoAccounts.statusCode()).isEqualTo(400);
        assertThat(twoAccounts.body()).contains("north, south", "unsupported_previous_response_id");
        assertThat(otherDialect.statusCode()).isEqualTo(400);
        assertThat(otherDialect.body()).contains("not everywhere in this dialect");
        assertThat(foreign.statusCode()).isEqualTo(400);
        assertThat(foreign.body())
                .contains("Previous response with id '" + id + "' not found.", "previous_response_not_found");
        assertThat(north.asked("POST", "/v1/responses")).hasSize(2);
        assertThat(post(bob, "/v1/responses", "{\"model\":\"one" + more.replace(id, "resp_made_elsewhere"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(south.server().requests()).isEmpty();
    }

    @Test
    void reads_a_file_for_its_owner_where_it_lies() throws Exception {
        String file = upload(ada, "?provider=north");
        String ofSouth = upload(ada, "?provider=south");

        assertThat(post(ada, "/v1/responses", reading("one", file)).statusCode())
                .isEqualTo(200);
        assertThat(post(bob, "/v1/responses", reading("one", file)).statusCode())
                .isEqualTo(404);
        assertThat(post(bob, "/v1/responses", reading("one", file).replace("file_id", "f\\u0069le_id"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(post(ada, "/v1/responses", reading("one", ofSouth)).body())
                .contains("'" + ofSouth + "' lies at the provider 'south'");
        assertThat(post(ada, "/v1/responses", reading("two", file)).statusCode())
                .isEqualTo(400);
        assertThat(post(
                                ada,
                                "/v1/chat/completions",
                                "{\"model\":\"chat\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"file\","
                                        + "\"file\":{\"file_id\":\"" + ofSouth + "\"}}]}]}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(post(
                                bob,
                                "/v1/chat/completions",
                                "{\"model\":\"chat\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"file\","
                                        + "\"file\":{\"file_id\":\"" + ofSouth + "\"}}]}]}")
                        .statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/files",
                "/v1/files/file-n1",
                "/v1/files/file-n1/content",
                "/v1/f%69les",
                "/v1/Files",
                "/v1/batches",
                "/v1/responses",
                "/v1/responses/resp_n1"
            })
    void leads_no_way_round_through_the_provider_itself(String path) throws Exception {
        upload(bob, "?provider=north");
        int asked = north.server().requests().size();

        HttpResponse<String> refused = get(ada, "/providers/north" + path);

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("/v1/files, /v1/batches or /v1/responses of this gateway");
        assertThat(north.server().requests()).hasSize(asked);
        assertThat(get(ada, "/providers/north/v1/fine_tuning/jobs").statusCode())
                .isEqualTo(200);
    }

    @Test
    void refuses_other_methods_and_who_has_no_key() throws Exception {
        HttpResponse<String> put = send(ada, "PUT", "/v1/files");

        assertThat(put.statusCode()).isEqualTo(405);
        assertThat(put.headers().firstValue("allow")).contains("POST, GET");
        assertThat(send("piup_wrong", "GET", "/v1/files?provider=north").statusCode())
                .isEqualTo(401);
        assertThat(send("piup_wrong", "GET", "/v1/files/file-n1").statusCode()).isEqualTo(401);
        assertThat(get(ada, "/v1/files/file-n1/elsewhere").statusCode()).isEqualTo(404);
    }

    @Test
    void hands_on_what_the_provider_refuses() throws Exception {
        String file = upload(ada, "?provider=north");
        north.server().next(Script.error(404, "invalid_request_error", "gone by now"));

        HttpResponse<String> reply = send(ada, "DELETE", "/v1/files/" + file);

        assertThat(reply.statusCode()).isEqualTo(404);
        assertThat(reply.body()).contains("gone by now");
    }

    @Test
    void knows_owners_after_a_restart() throws Exception {
        String file = upload(ada, "?provider=north");
        String response = id(post(ada, "/v1/responses", "{\"model\":\"one\",\"input\":\"hi\",\"stream\":true}"));
        gateway.close();
        gateway = GatewayUnderTest.start(folder, config());

        assertThat(get(ada, "/v1/files/" + file).statusCode()).isEqualTo(200);
        assertThat(get(bob, "/v1/files/" + file).statusCode()).isEqualTo(404);
        assertThat(get(ada, "/v1/responses/" + response).statusCode()).isEqualTo(200);
        assertThat(get(bob, "/v1/responses/" + response).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void gives_no_id_away_that_cannot_be_kept(boolean streamed) throws Exception {
        String file = upload(ada, "?provider=north");
        breakStore();

        HttpResponse<String> made =
                post(ada, "/v1/responses", "{\"model\":\"one\",\"input\":\"hi\",\"stream\":" + streamed + "}");
        HttpResponse<String> uploaded = client.send(form(ada, "?provider=north"), BodyHandlers.ofString());

        assertThat(made.statusCode()).isEqualTo(503);
        assertThat(made.body()).contains("whose it is could not be kept").doesNotContain("output_text");
        assertThat(uploaded.statusCode()).isEqualTo(503);
        assertThat(north.asked("POST", "/v1/files")).hasSize(1);
        assertThat(get(bob, "/v1/files/" + file).statusCode()).isEqualTo(503);
        assertThat(get(bob, "/v1/files?provider=north").statusCode()).isEqualTo(503);
        assertThat(post(bob, "/v1/responses", "{\"model\":\"one\",\"input\":\"hi\",\"store\":false}")
                        .statusCode())
                .isEqualTo(200);
        gateway.awaitQuiet();
    }

    /** Takes the table of owners away, as if the store had never had one. */
    private void breakStore() throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:sqlite:" + gateway.data().resolve("piup.db"));
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("ALTER TABLE provider_objects RENAME TO elsewhere");
        }
    }

    private static String reading(String model, String file) {
        return "{\"model\":\"" + model + "\",\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_file\","
                + "\"file_id\":\"" + file + "\"}]}]}";
    }

    private String upload(String key, String query) throws Exception {
        return id(client.send(form(key, query), BodyHandlers.ofString()));
    }

    private HttpRequest form(String key, String query) {
        return request(key, "/v1/files" + query)
                .header("content-type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofString(FORM))
                .build();
    }

    private HttpResponse<String> get(String key, String path) throws Exception {
        return send(key, "GET", path);
    }

    private HttpResponse<String> post(String key, String path, String json) throws Exception {
        return client.send(
                request(key, path)
                        .header("content-type", "application/json")
                        .POST(BodyPublishers.ofString(json))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String key, String method, String path) throws Exception {
        return client.send(
                request(key, path).method(method, BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String key, String path) {
        return HttpRequest.newBuilder(URI.create(gateway.url() + path)).header("authorization", "Bearer " + key);
    }

    private static String id(HttpResponse<String> reply) {
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        return ids(reply).getFirst();
    }

    private static List<String> ids(HttpResponse<String> reply) {
        return ID.matcher(reply.body()).results().map(found -> found.group(1)).toList();
    }

    private String create(String body) throws IOException, InterruptedException {
        HttpResponse<String> created = client.send(
                HttpRequest.newBuilder(URI.create(gateway.adminUrl() + "/admin/v1/keys"))
                        .header("authorization", "Bearer " + gateway.adminToken())
                        .header("content-type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        Matcher found = KEY.matcher(created.body());
        assertThat(found.find()).as(created.body()).isTrue();
        return found.group();
    }
}
