package io.piuptime.control.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.control.House;
import io.piuptime.gateway.accept.admin.CallReply;
import io.piuptime.model.directory.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class ResourcesTest {
    private static final String LEVEL = """
            {"name":"core","access":{"models":["gpt-*"],"endpoints":["chat"],"addresses":["10.0.0.0/8"]},
             "limits":[{"measure":"requests","window":"minute","amount":60,"each":"end-user"},
                       {"measure":"tokens","window":"rolling 5h","amount":1000,"model":"gpt-*","queues":true},
                       {"measure":"concurrent","amount":5,"only":"tag/project=alpha"}]}
            """;

    @TempDir
    private Path folder;

    private House house;

    @BeforeEach
    void build() {
        house = new House(folder);
    }

    @Test
    void shows_what_was_made_with_its_defaults() {
        CallReply made = send("POST", "/teams", Map.of(), LEVEL);
        JsonNode team = House.json(made);
        String id = id(team);

        assertThat(made.status()).isEqualTo(201);
        assertThat(id).matches("[0-9A-Za-z]{16}");
        assertThat(made.headers())
                .containsEntry("location", "/admin/v1/teams/" + id)
                .containsEntry("etag", "\"1\"");
        assertThat(team.toString())
                .isEqualTo(
                        "{\"id\":\"" + id + "\",\"tenant\":\"default\",\"name\":\"core\",\"limits\":["
                                + "{\"measure\":\"requests\",\"window\":\"minute\",\"amount\":60,\"model\":null,\"each\":\"end-user\",\"only\":null,\"queues\":false},"
                                + "{\"measure\":\"tokens\",\"window\":\"rolling 5h\",\"amount\":1000,\"model\":\"gpt-*\",\"each\":null,\"only\":null,\"queues\":true},"
                                + "{\"measure\":\"concurrent\",\"window\":\"total\",\"amount\":5,\"model\":null,\"each\":null,\"only\":\"tag/project=alpha\",\"queues\":false}],"
                                + "\"active\":true,\"createdAt\":\"2026-03-01T12:00:00.123456Z\",\"access\":"
                                + "{\"models\":[\"gpt-*\"],\"endpoints\":[\"chat\"],\"addresses\":[\"10.0.0.0/8\"]},\"version\":1}");
        CallReply shown = send("GET", "/teams/" + id, Map.of(), "");
        assertThat(shown.body().toString()).isEqualTo(made.body().toString());
        assertThat(shown.headers()).containsEntry("etag", "\"1\"");
        assertThat(house.directory.team(id)).isPresent();
    }

    @Test
    void replaces_only_what_the_caller_has_seen() {
        String path = "/teams/" + id(made("/teams", LEVEL));
        CallReply missing = send("PUT", path, Map.of(), "{\"name\":\"b\"}");
        assertThat(missing.status()).isEqualTo(428);
        CallReply replaced = send("PUT", path, Map.of("if-match", "\"1\""), "{\"name\":\"b\",\"active\":false}");
        assertThat(replaced.status()).isEqualTo(200);
        assertThat(replaced.headers()).containsEntry("etag", "\"2\"");
        assertThat(House.json(replaced).path("limits").isEmpty()).isTrue();
        assertThat(House.json(replaced).path("createdAt").asString()).isEqualTo("2026-03-01T12:00:00.123456Z");
        CallReply late = send("PUT", path, Map.of("if-match", "\"1\""), "{\"name\":\"c\"}");
        assertThat(late.status()).isEqualTo(412);
        assertThat(House.error(late)).contains("if-match: '\"1\"' (expected: \"2\"");
        assertThat(send("DELETE", path, Map.of("if-match", "\"1\""), "").status())
                .isEqualTo(412);
        assertThat(send("PUT", path, Map.of("if-match", "*"), "{\"name\":\"d\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void removes_what_nothing_hangs_on() {
        String id = id(made("/teams", LEVEL));
        CallReply removed = send("DELETE", "/teams/" + id, Map.of(), "");
        assertThat(removed.body().toString()).contains("\"removed\":\"" + id + "\"", "\"deactivated\":0");
        assertThat(send("GET", "/teams/" + id, Map.of(), "").status()).isEqualTo(404);
        assertThat(house.directory.team(id)).isEmpty();
    }

    @Test
    void has_the_default_tenant_team_and_application_though_nobody_wrote_them() {
        for (String plural : List.of("tenants", "teams", "applications")) {
            JsonNode shown = House.json(send("GET", "/" + plural + "/default", Map.of(), ""));
            assertThat(shown.path("version").asLong()).isZero();
            assertThat(shown.path("createdAt").isNull()).isTrue();
            assertThat(ids(House.json(send("GET", "/" + plural, Map.of(), "")), plural))
                    .containsExactly("default");
            String body =
                    plural.equals("applications") ? "{\"name\":\"ours\",\"team\":\"default\"}" : "{\"name\":\"ours\"}";
            CallReply written = send("PUT", "/" + plural + "/default", Map.of("if-match", "\"0\""), body);
            assertThat(written.headers()).containsEntry("etag", "\"1\"");
            assertThat(ids(House.json(send("GET", "/" + plural, Map.of(), "")), plural))
                    .containsExactly("default");
            assertThat(send("DELETE", "/" + plural + "/default", Map.of(), "").status())
                    .isEqualTo(409);
        }
    }

    @Test
    void pages_through_all_of_them_each_once() {
        IntStream.range(0, 25).forEach(i -> made("/teams", "{\"name\":\"team " + i + "\"}"));
        List<String> names = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = House.json(send("GET", "/teams?limit=10" + after, Map.of(), ""));
            page.path("teams").forEach(team -> names.add(team.path("name").asString()));
            after = page.path("next").isNull()
                    ? ""
                    : "&after=" + page.path("next").asString();
        } while (!after.isEmpty());
        assertThat(names).hasSize(26).doesNotHaveDuplicates().startsWith("default", "team 0");
    }

    @Test
    void narrows_lists_by_tenant_team_and_part_of_the_name() {
        String tenant = id(made("/tenants", "{\"name\":\"Acme\"}"));
        String team = id(made("/teams", "{\"tenant\":\"" + tenant + "\",\"name\":\"Core\"}"));
        String app = id(made("/applications", "{\"team\":\"" + team + "\",\"name\":\"Shop\"}"));
        made("/applications", "{\"team\":\"default\",\"name\":\"shopping\"}");
        String user = id(made(
                "/users",
                "{\"tenant\":\"" + tenant + "\",\"name\":\"ann\",\"grants\":[{\"role\":\"viewer\",\"team\":\"" + team
                        + "\"}]}"));
        made("/users", "{\"tenant\":\"" + tenant + "\",\"name\":\"bob\"}");
        String budget = id(made(
                "/budgets",
                "{\"tenant\":\"" + tenant + "\",\"name\":\"b\",\"subject\":{\"level\":\"team\",\"id\":\"" + team
                        + "\"},\"caps\":[{\"window\":\"month\",\"micros\":1}]}"));

        assertThat(list("applications", "?tenant=" + tenant)).containsExactly(app);
        assertThat(list("applications", "?team=" + team)).containsExactly(app);
        assertThat(list("applications", "?name=SHOP")).hasSize(2);
        assertThat(list("users", "?team=" + team)).containsExactly(user);
        assertThat(list("budgets", "?team=" + team)).containsExactly(budget);
        assertThat(list("tenants", "?name=acm")).containsExactly(tenant);
        assertThat(list("teams", "?tenant=nobody")).isEmpty();
    }

    @Test
    void refuses_to_remove_what_others_hang_on_unless_they_are_switched_off() {
        String tenant = id(made("/tenants", "{\"name\":\"Acme\"}"));
        String team = id(made("/teams", "{\"tenant\":\"" + tenant + "\",\"name\":\"Core\"}"));
        String app = id(made("/applications", "{\"team\":\"" + team + "\",\"name\":\"Shop\"}"));
        String user = id(made(
                "/users",
                "{\"tenant\":\"" + tenant + "\",\"name\":\"ann\",\"grants\":[{\"role\":\"viewer\",\"team\":\"" + team
                        + "\"}]}"));
        JsonNode key = made("/keys", "{\"name\":\"k\",\"application\":\"" + app + "\",\"user\":\"" + user + "\"}");

        for (String path : List.of("/tenants/" + tenant, "/teams/" + team, "/applications/" + app, "/users/" + user)) {
            CallReply refused = send("DELETE", path, Map.of(), "");
            assertThat(refused.status()).as(path).isEqualTo(409);
            assertThat(House.json(refused).path("code").asString()).isEqualTo("in_use");
        }
        assertThat(send("DELETE", "/applications/" + app + "?cascade=perhaps", Map.of(), "")
                        .status())
                .isEqualTo(400);
        assertThat(send("DELETE", "/applications/" + app + "?cascade=true", Map.of(), "")
                        .body()
                        .toString())
                .contains("\"deactivated\":1");
        assertThat(house.directory.key(id(key)).orElseThrow().revokedAt()).isPresent();
        assertThat(send("DELETE", "/teams/" + team + "?cascade=true", Map.of(), "")
                        .status())
                .isEqualTo(200);
        assertThat(House.json(send("GET", "/users/" + user, Map.of(), ""))
                        .path("grants")
                        .isEmpty())
                .isTrue();
        assertThat(send("DELETE", "/tenants/" + tenant + "?cascade=true", Map.of(), "")
                        .body()
                        .toString())
                .contains("\"deactivated\":1");
        assertThat(House.json(send("GET", "/users/" + user, Map.of(), ""))
                        .path("active")
                        .asBoolean(true))
                .isFalse();
    }

    @Test
    void takes_a_removed_role_from_those_who_have_it() {
        String role = id(made("/roles", "{\"name\":\"r\",\"permissions\":[\"keys:read\"]}"));
        String user =
                id(made("/users", "{\"name\":\"ann\",\"grants\":[{\"role\":\"" + role + "\"},{\"role\":\"viewer\"}]}"));
        assertThat(send("DELETE", "/roles/" + role, Map.of(), "").status()).isEqualTo(409);
        assertThat(send("DELETE", "/roles/" + role + "?cascade=true", Map.of(), "")
                        .status())
                .isEqualTo(200);
        assertThat(House.json(send("GET", "/users/" + user, Map.of(), ""))
                        .path("grants")
                        .size())
                .isOne();
    }

    @Test
    void lists_the_shipped_roles_beside_the_tenants_own() {
        JsonNode roles = House.json(send("GET", "/roles", Map.of(), ""));
        assertThat(roles.path("shipped")
                        .valueStream()
                        .map(role -> role.path("id").asString()))
                .containsExactly("owner", "admin", "operator", "developer", "auditor", "viewer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "version", "createdAt", "kind", "hash", "sequence", "parent", "owner"})
    void takes_no_field_that_is_ours(String field) {
        for (String plural : List.of("tenants", "teams", "applications", "users", "roles", "budgets")) {
            CallReply reply = send("POST", "/" + plural, Map.of(), "{\"name\":\"n\",\"" + field + "\":\"x\"}");
            assertThat(reply.status()).as(plural + " " + field).isEqualTo(400);
            assertThat(House.error(reply)).contains("'" + field + "' is not known");
        }
        assertThat(house.store
                        .list(io.piuptime.gateway.directory.DirectoryStore.Query.all(Kind.TEAM))
                        .changes())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            tenants | {} | name: '' (expected: 1 to 100 characters
            tenants | {"name":" "} | name: ''
            tenants | {"name":7} | name: wrong type (expected: a text)
            tenants | {"name":"n","active":"yes"} | active: wrong type (expected: true or false)
            tenants | {"name":"n","access":{"models":["a*b*"]}} | access.models: 'a*b*' (expected: at most one *
            tenants | {"name":"n","access":{"endpoints":["Chat!"]}} | access.endpoints: 'Chat!' (expected: names such as chat
            tenants | {"name":"n","access":{"addresses":["10.0.0.0/33"]}} | access.addresses: '10.0.0.0/33' (expected: an address
            tenants | {"name":"n","access":{"models":["a","a"]}} | access.models: one is named twice (expected: each once)
            tenants | {"name":"n","access":{"model":["a"]}} | did you mean 'models'?
            tenants | {"name":"n","limits":[{"measure":"wishes","window":"minute","amount":1}]} | limits[0].measure: 'wishes' (expected: requests
            tenants | {"name":"n","limits":[{"measure":"tokens","window":"year","amount":1}]} | limits[0].window: 'year' (expected: minute
            tenants | {"name":"n","limits":[{"measure":"tokens","window":"day","amount":1.5}]} | limits[0].amount: wrong type (expected: a whole number)
            tenants | {"name":"n","limits":[{"measure":"tokens","window":"day","amount":-1}]} | limits[0].amount: -1 (expected: >= 0)
            tenants | {"name":"n","limits":[{"measure":"concurrent","window":"day","amount":1}]} | limits[0].window: 'day' (expected: none for concurrent)
            tenants | {"name":"n","limits":[{"measure":"tokens","window":"day","amount":1},{"measure":"tokens","window":"day","amount":2}]} | limits[1]: tokens/day (expected: each
            tenants | {"name":"n","limits":[{"measure":"tokens","window":"day","amount":1,"each":"tag"}]} | limits[0].each: 'tag' (expected: tenant, team
            tenants | {"name":"n","limits":[{"measure":"tokens","window":"day","amount":1,"each":"somebody","only":"key/k"}]} | limits[0].each: 'somebody' (expected: tenant, team
            tenants | {"name":"n","limits":[{"measure":"tokens","window":"day","amount":1,"only":"tag/x"}]} | limits[0].only: 'tag/x' (expected: a level
            tenants | {"name":"n","limits":[{"measure":"tokens","window":"day","amount":1,"each":"key","only":"key/k"}]} | limits[0].only: 'key/k' (expected: a level
            tenants | {"name":"n","limits":[null]} | limits[0]: null (expected: an object)
            applications | {"name":"n"} | team: missing (expected: the id of a team)
            applications | {"name":"n","team":"default","tenant":"x"} | tenant: 'x' (expected: 'default', which cannot be changed)
            users | {"name":"n","grants":[{"role":"king"}]} | grants[0].role: 'king' (expected: owner, admin
            users | {"name":"n","grants":[{"role":"viewer","team":"x"}]} | grants[0].team: 'x' (expected: the id of a team of the tenant)
            users | {"name":"n","grants":[{"role":"viewer"},{"role":"viewer"}]} | grants: one is given twice
            roles | {"name":"owner","permissions":[]} | name: 'owner' (expected: another name
            roles | {"name":"n","permissions":["all"]} | permissions: 'all' (expected: tenants:read
            budgets | {"name":"n"} | caps: 0 (expected: 1 to 10)
            budgets | {"name":"n","caps":[{"window":"month","micros":-1}]} | caps[0].micros: -1 (expected: 0 to
            budgets | {"name":"n","caps":[{"window":"month","micros":1},{"window":"month","micros":2}]} | caps[1].window: month (expected: each window once)
            budgets | {"name":"n","subject":{"level":"planet","id":"x"},"caps":[{"window":"month","micros":1}]} | subject.level: 'planet' (expected: tenant, team
            budgets | {"name":"n","subject":{"level":"tag","id":"x"},"caps":[{"window":"month","micros":1}]} | subject.id: 'x' (expected: a tag such as
            budgets | {"name":"n","alerts":[0],"caps":[{"window":"month","micros":1}]} | alerts: [0] (expected: at most 10
            """)
    void says_value_and_expectation_of_what_is_wrong(String plural, String body, String reason) {
        CallReply reply = send("POST", "/" + plural, Map.of(), body);
        assertThat(reply.status()).as(reply.body().toString()).isEqualTo(400);
        assertThat(House.error(reply)).contains(reason);
    }

    @Test
    void says_all_that_is_wrong_at_once() {
        CallReply reply = send(
                "POST",
                "/tenants",
                Map.of(),
                "{\"name\":\"\",\"limits\":[{\"measure\":\"x\"}],\"access\":{\"addresses\":[\"y\"]}}");
        assertThat(House.json(reply)
                        .path("errors")
                        .valueStream()
                        .map(flaw -> flaw.path("field").asString()))
                .containsExactly(
                        "name", "limits[0].measure", "limits[0].window", "limits[0].amount", "access.addresses");
    }

    @Test
    void refers_to_nothing_that_is_not_there() {
        assertThat(send("POST", "/teams", Map.of(), "{\"name\":\"n\",\"tenant\":\"x\"}")
                        .status())
                .isEqualTo(404);
        assertThat(send("POST", "/applications", Map.of(), "{\"name\":\"n\",\"team\":\"x\"}")
                        .status())
                .isEqualTo(404);
        for (String level : Set.of("team", "application", "key", "user")) {
            assertThat(send(
                                    "POST",
                                    "/budgets",
                                    Map.of(),
                                    "{\"name\":\"n\",\"subject\":{\"level\":\"" + level
                                            + "\",\"id\":\"x\"},\"caps\":[{\"window\":\"month\",\"micros\":1}]}")
                            .status())
                    .as(level)
                    .isEqualTo(404);
        }
        String tenant = id(made("/tenants", "{\"name\":\"Acme\"}"));
        CallReply foreign = send(
                "POST",
                "/budgets",
                Map.of(),
                "{\"name\":\"n\",\"tenant\":\"" + tenant
                        + "\",\"subject\":{\"level\":\"team\",\"id\":\"default\"},\"caps\":[{\"window\":\"month\",\"micros\":1}]}");
        assertThat(House.error(foreign)).contains("subject.id: 'default' (expected: one of the tenant '" + tenant);
    }

    private CallReply send(String method, String path, Map<String, String> headers, String body) {
        return house.call(house.token, method, "/admin/v1" + path, headers, body);
    }

    private JsonNode made(String path, String body) {
        return house.made(house.token, "/admin/v1" + path, body);
    }

    private List<String> list(String plural, String query) {
        return ids(House.json(send("GET", "/" + plural + query, Map.of(), "")), plural);
    }

    private static List<String> ids(JsonNode page, String plural) {
        return page.path(plural).valueStream().map(ResourcesTest::id).toList();
    }

    private static String id(JsonNode entry) {
        return entry.path("id").asString();
    }
}
