package io.piuptime.control.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.control.House;
import io.piuptime.gateway.accept.admin.CallReply;
import io.piuptime.model.directory.Lifetime;
import io.piuptime.model.directory.User;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Nobody gets more than they have, by whatever way. */
final class AuthorityTest {
    private static final String CAP = "\"caps\":[{\"window\":\"month\",\"micros\":1}]";

    @TempDir
    private Path folder;

    private House house;
    private String tenant;
    private String team;
    private String application;
    private String owner;
    private String admin;
    private String ownerId;

    @BeforeEach
    void build() {
        house = new House(folder);
        tenant = made(house.token, "tenants", "{\"name\":\"Acme\"}");
        team = made(house.token, "teams", "{\"tenant\":\"" + tenant + "\",\"name\":\"Core\"}");
        application = made(house.token, "applications", "{\"team\":\"" + team + "\",\"name\":\"Shop\"}");
        ownerId = user(house.token, "owner");
        owner = key(house.token, ownerId);
        admin = key(house.token, user(house.token, "admin"));
    }

    @Test
    void an_owner_runs_the_tenant_without_the_token() {
        String newTeam = made(owner, "teams", "{\"name\":\"Web\"}");
        String app = made(owner, "applications", "{\"team\":\"" + newTeam + "\",\"name\":\"Site\"}");
        String role = made(owner, "roles", "{\"name\":\"keyring\",\"permissions\":[\"keys:read\",\"keys:write\"]}");
        String ann = made(
                owner,
                "users",
                "{\"name\":\"ann\",\"grants\":[{\"role\":\"" + role + "\",\"team\":\"" + newTeam + "\"}]}");
        String annsKey = House.json(send(
                        owner,
                        "POST",
                        "keys",
                        "{\"name\":\"a\",\"application\":\"" + app + "\",\"user\":\"" + ann + "\"}"))
                .path("key")
                .asString();
        assertThat(send(annsKey, "POST", "keys", "{\"name\":\"b\",\"application\":\"" + app + "\"}")
                        .status())
                .isEqualTo(201);
        assertThat(send(annsKey, "POST", "keys", "{\"name\":\"b\",\"application\":\"" + application + "\"}")
                        .status())
                .isEqualTo(404);
        made(
                owner,
                "budgets",
                "{\"name\":\"b\",\"subject\":{\"level\":\"team\",\"id\":\"" + newTeam + "\"}," + CAP + "}");
    }

    @Test
    void nobody_gives_a_role_with_more_than_they_have() {
        assertThat(grant(admin, "owner").status()).isEqualTo(403);
        assertThat(grant(admin, "admin").status()).isEqualTo(201);
        assertThat(grant(owner, "owner").status()).isEqualTo(201);
        CallReply everywhere =
                send(owner, "POST", "users", "{\"tenant\":\"*\",\"name\":\"x\",\"grants\":[{\"role\":\"viewer\"}]}");
        assertThat(everywhere.status()).isEqualTo(403);
        assertThat(send(
                                house.token,
                                "POST",
                                "users",
                                "{\"tenant\":\"*\",\"name\":\"x\",\"grants\":[{\"role\":\"viewer\"}]}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void nobody_makes_a_role_with_more_than_they_have() {
        String maker = made(
                house.token,
                "roles",
                "{\"tenant\":\"" + tenant
                        + "\",\"name\":\"maker\",\"permissions\":[\"roles:write\",\"roles:read\",\"keys:read\"]}");
        String key = key(house.token, user(house.token, maker));
        assertThat(send(key, "POST", "roles", "{\"name\":\"n\",\"permissions\":[\"users:write\"]}")
                        .status())
                .isEqualTo(403);
        String small = made(key, "roles", "{\"name\":\"n\",\"permissions\":[\"keys:read\"]}");
        CallReply widened = house.call(
                key,
                "PUT",
                "/admin/v1/roles/" + small,
                Map.of("if-match", "*"),
                "{\"name\":\"n\",\"permissions\":[\"keys:read\",\"keys:write\"]}");
        assertThat(widened.status()).isEqualTo(403);
    }

    @Test
    void nobody_changes_removes_or_borrows_the_key_of_somebody_who_may_more() {
        assertThat(house.call(
                                admin,
                                "PUT",
                                "/admin/v1/users/" + ownerId,
                                Map.of("if-match", "*"),
                                "{\"name\":\"mine\"}")
                        .status())
                .isEqualTo(403);
        assertThat(send(admin, "DELETE", "users/" + ownerId + "?cascade=true", "")
                        .status())
                .isEqualTo(403);
        assertThat(send(
                                admin,
                                "POST",
                                "keys",
                                "{\"name\":\"k\",\"application\":\"" + application + "\",\"user\":\"" + ownerId + "\"}")
                        .status())
                .isEqualTo(403);
        assertThat(send(admin, "POST", "keys/" + owner.substring(5, 17) + "/rotate", "")
                        .status())
                .isEqualTo(403);
        assertThat(send(owner, "POST", "keys/" + admin.substring(5, 17) + "/rotate", "")
                        .status())
                .isEqualTo(201);
        assertThat(send(admin, "POST", "keys/" + admin.substring(5, 17) + "/rotate", "")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void the_last_owner_stays() {
        assertThat(code(send(house.token, "DELETE", "users/" + ownerId + "?cascade=true", "")))
                .isEqualTo("last_owner");
        for (String body : List.of(
                "{\"name\":\"o\"}",
                "{\"name\":\"o\",\"active\":false,\"grants\":[{\"role\":\"owner\"}]}",
                "{\"name\":\"o\",\"grants\":[{\"role\":\"owner\",\"team\":\"" + team + "\"}]}")) {
            CallReply reply = house.call(owner, "PUT", "/admin/v1/users/" + ownerId, Map.of("if-match", "*"), body);
            assertThat(reply.status()).isEqualTo(409);
            assertThat(code(reply)).isEqualTo("last_owner");
        }
        user(owner, "owner");
        assertThat(send(owner, "DELETE", "users/" + ownerId + "?cascade=true", "")
                        .status())
                .isEqualTo(200);
        assertThat(send(owner, "GET", "users", "").status()).isEqualTo(401);
    }

    @Test
    void of_two_owners_who_are_removed_at_once_one_stays() throws Exception {
        try (ExecutorService callers = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 20; round++) {
                String one = ownerId;
                String other = user(house.token, "owner");
                List<Callable<Integer>> calls = Stream.of(one, other)
                        .<Callable<Integer>>map(
                                id -> () -> send(house.token, "DELETE", "users/" + id + "?cascade=true", "")
                                        .status())
                        .toList();
                List<Integer> statuses = new ArrayList<>();
                for (Future<Integer> reply : callers.invokeAll(calls)) {
                    statuses.add(reply.get());
                }
                assertThat(statuses).containsOnlyOnce(200).hasSize(2).isSubsetOf(200, 409, 412);
                ownerId = send(house.token, "GET", "users/" + one, "").status() == 200 ? one : other;
            }
        }
    }

    @Test
    void nobody_raises_the_limits_that_are_written_above_them() {
        CallReply own = house.call(
                owner,
                "PUT",
                "/admin/v1/tenants/" + tenant,
                Map.of("if-match", "*"),
                "{\"name\":\"Acme\",\"limits\":[]}");
        assertThat(own.status()).isEqualTo(403);
        assertThat(send(owner, "POST", "budgets", "{\"name\":\"b\"," + CAP + "}")
                        .status())
                .isEqualTo(403);
        String lead = key(
                house.token,
                made(
                        house.token,
                        "users",
                        "{\"tenant\":\"" + tenant + "\",\"name\":\"lead\",\"grants\":[{\"role\":\"admin\",\"team\":\""
                                + team + "\"}]}"));
        assertThat(house.call(lead, "PUT", "/admin/v1/teams/" + team, Map.of("if-match", "*"), "{\"name\":\"Core\"}")
                        .status())
                .isEqualTo(404);
        assertThat(house.call(
                                lead,
                                "PUT",
                                "/admin/v1/applications/" + application,
                                Map.of("if-match", "*"),
                                "{\"name\":\"Shop\",\"limits\":[{\"measure\":\"requests\",\"window\":\"minute\",\"amount\":1}]}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void what_is_taken_from_somebody_is_gone_at_once() {
        String ann = user(house.token, "viewer");
        String key = key(house.token, ann);
        assertThat(send(key, "GET", "teams", "").status()).isEqualTo(200);
        house.call(house.token, "PUT", "/admin/v1/users/" + ann, Map.of("if-match", "*"), "{\"name\":\"ann\"}");
        assertThat(send(key, "GET", "teams", "").status()).isEqualTo(403);
        house.call(
                house.token,
                "PUT",
                "/admin/v1/users/" + ann,
                Map.of("if-match", "*"),
                "{\"name\":\"ann\",\"active\":false,\"grants\":[{\"role\":\"viewer\"}]}");
        assertThat(send(key, "GET", "teams", "").status()).isEqualTo(401);
    }

    @Test
    void a_key_that_may_come_from_some_addresses_only_opens_nothing_from_others() {
        String ann = user(house.token, "viewer");
        String key = House.json(send(
                        house.token,
                        "POST",
                        "keys",
                        "{\"name\":\"k\",\"application\":\"" + application + "\",\"user\":\"" + ann
                                + "\",\"addresses\":[\"10.0.0.0/8\"]}"))
                .path("key")
                .asString();
        CallReply refused = send(key, "GET", "teams", "");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(House.error(refused)).contains("may not be used from the address 127.0.0.1");
    }

    @Test
    void a_user_of_another_tenant_cannot_be_given_a_key() {
        User stranger = new User("stranger", "other", "s", List.of(), List.of(), true, House.NOW);
        house.store.put(stranger, io.piuptime.gateway.directory.DirectoryStore.Expected.NEW);
        String body = "{\"name\":\"k\",\"application\":\"" + application + "\",\"user\":\"stranger\"}";
        assertThat(send(owner, "POST", "keys", body).status()).isEqualTo(404);
        assertThat(send(house.token, "POST", "keys", body).status()).isEqualTo(400);
        String forged =
                house.keyOf(stranger, tenant, application, new Lifetime(House.NOW, Optional.empty(), Optional.empty()));
        assertThat(send(forged, "GET", "teams", "").status()).isEqualTo(401);
    }

    private CallReply grant(String as, String role) {
        return send(as, "POST", "users", "{\"name\":\"x\",\"grants\":[{\"role\":\"" + role + "\"}]}");
    }

    private String user(String as, String role) {
        return made(
                as, "users", "{\"tenant\":\"" + tenant + "\",\"name\":\"u\",\"grants\":[{\"role\":\"" + role + "\"}]}");
    }

    private String key(String as, String user) {
        JsonNode created = House.json(send(
                as,
                "POST",
                "keys",
                "{\"name\":\"k\",\"application\":\"" + application + "\",\"user\":\"" + user + "\"}"));
        return created.path("key").asString();
    }

    private CallReply send(String as, String method, String path, String body) {
        return house.call(as, method, "/admin/v1/" + path, Map.of(), body);
    }

    private String made(String as, String plural, String body) {
        return house.made(as, "/admin/v1/" + plural, body).path("id").asString();
    }

    private static String code(CallReply reply) {
        return House.json(reply).path("code").asString();
    }
}
