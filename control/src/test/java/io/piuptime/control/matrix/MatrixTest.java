package io.piuptime.control.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.control.House;
import io.piuptime.control.access.Place;
import io.piuptime.control.api.Route;
import io.piuptime.control.api.Scope;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.accept.admin.Call;
import io.piuptime.gateway.accept.admin.CallReply;
import io.piuptime.gateway.directory.DirectoryStore.Expected;
import io.piuptime.model.directory.Lifetime;
import io.piuptime.model.directory.User;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every route for every role, in the own tenant and in another one, and for those who are nobody. */
final class MatrixTest {
    private static final Set<String> READ =
            Set.of("tenants:read", "teams:read", "applications:read", "keys:read", "budgets:read", "usage:read");
    private static final Set<String> READ_ALL = with(
            READ,
            "users:read",
            "roles:read",
            "targets:read",
            "snapshot:read",
            "revisions:read",
            "secrets:read",
            "nodes:read");
    private static final Set<String> ADMIN = with(
            READ_ALL,
            "teams:write",
            "applications:write",
            "keys:write",
            "users:write",
            "budgets:write",
            "snapshot:reload",
            "revisions:write",
            "secrets:write",
            "nodes:write");
    private static final Set<String> CUSTOM = Set.of("teams:read", "budgets:write", "keys:read");

    /** What each role may, written down a second time on purpose. */
    private static final Map<String, Set<String>> ROLES = new TreeMap<>(Map.of(
            "owner",
            with(ADMIN, "tenants:write", "roles:write", "usage:delete"),
            "admin",
            ADMIN,
            "operator",
            with(READ_ALL, "snapshot:reload"),
            "developer",
            with(READ, "keys:write"),
            "auditor",
            READ_ALL,
            "viewer",
            READ,
            "custom",
            CUSTOM,
            "nothing",
            Set.of()));

    @TempDir
    private Path folder;

    private House house;
    private Side own;
    private Side foreign;

    @BeforeEach
    void build() {
        house = new House(folder);
        own = new Side(house, "alpha", List.copyOf(CUSTOM));
        foreign = new Side(house, "beta", List.copyOf(CUSTOM));
    }

    @TestFactory
    Stream<DynamicTest> every_route_for_every_role_in_the_own_and_in_another_tenant() {
        Map<String, String> keys = new TreeMap<>();
        ROLES.keySet().forEach(role -> keys.put(role, key(own, role)));
        List<DynamicTest> tests = new ArrayList<>();
        for (Route route : house.api.routes()) {
            for (Map.Entry<String, Set<String>> role : ROLES.entrySet()) {
                boolean may = role.getValue().contains(route.permission().word());
                boolean blind = role.getValue().isEmpty()
                        && (route.scope() instanceof Scope.Path || route.scope() instanceof Scope.Tenancy);
                Set<Integer> expected = blind ? Set.of(404) : ours(route, may);
                tests.add(test(route, role.getKey() + ", own", keys.get(role.getKey()), own, expected));
                tests.add(
                        test(route, role.getKey() + ", foreign", keys.get(role.getKey()), foreign, theirs(route, may)));
            }
        }
        assertThat(tests).hasSize(2 * ROLES.size() * house.api.routes().size());
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> every_route_for_those_who_look_after_all_tenants() {
        List<DynamicTest> tests = new ArrayList<>();
        for (String role : List.of("owner", "admin", "operator", "viewer")) {
            User user = new User(
                    "every" + role,
                    User.EVERYWHERE,
                    role,
                    List.of(new User.Grant(role, Optional.empty())),
                    List.of(),
                    true,
                    House.NOW);
            house.store.put(user, Expected.NEW);
            String key = house.keyOf(user, "default", "default", Side.now());
            for (Route route : house.api.routes()) {
                boolean may = ROLES.get(role).contains(route.permission().word());
                Set<Integer> expected = may ? Set.of(200, 201, inUse(route)) : Set.of(403);
                tests.add(test(route, role + " of all", key, foreign, expected));
            }
        }
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> every_route_for_nobody() {
        User user = own.user("owner", List.of(new User.Grant("owner", Optional.empty())));
        User off = new User("off", own.tenant, "off", user.grants(), List.of(), false, House.NOW);
        house.store.put(off, Expected.NEW);
        Lifetime revoked = new Lifetime(House.NOW, Optional.empty(), Optional.of(House.NOW));
        Lifetime expired = new Lifetime(House.NOW, Optional.of(House.NOW), Optional.empty());
        Map<String, Optional<String>> bearers = Map.of(
                "none", Optional.empty(),
                "revoked", Optional.of(house.keyOf(user, own.tenant, own.application, revoked)),
                "expired", Optional.of(house.keyOf(user, own.tenant, own.application, expired)),
                "of somebody switched off", Optional.of(house.keyOf(off, own.tenant, own.application, Side.now())),
                "of another tenant than its user",
                        Optional.of(house.keyOf(user, foreign.tenant, foreign.application, Side.now())),
                "of nobody", Optional.of(house.created("plain").path("key").asString()));
        return house.api.routes().stream()
                .flatMap(route -> bearers.entrySet().stream()
                        .map(bearer -> DynamicTest.dynamicTest(name(route, bearer.getKey()), () -> {
                            String path = route.pattern().replace("{id}", own.team);
                            CallReply reply = house.api.handle(
                                    new Call(route.method(), path, Map.of(), bearer.getValue(), Bytes.EMPTY));
                            assertThat(reply.status()).isEqualTo(401);
                            assertThat(reply.headers()).containsEntry("www-authenticate", "Bearer");
                        })));
    }

    @TestFactory
    Stream<DynamicTest> every_route_for_a_developer_of_one_team_and_another_team_of_the_tenant() {
        String key = own.caller("developer", Place.team(own.tenant, own.team));
        String other = own.make("teams", own.body("teams"));
        String app = own.make("applications", "{\"team\":\"%s\",\"name\":\"other\"}".formatted(other));
        return Stream.of(
                        Map.entry("/admin/v1/teams/" + own.team, 200),
                        Map.entry("/admin/v1/teams/" + other, 404),
                        Map.entry("/admin/v1/applications/" + own.application, 200),
                        Map.entry("/admin/v1/applications/" + app, 404),
                        Map.entry("/admin/v1/tenants/" + own.tenant, 404),
                        Map.entry("/admin/v1/teams?team=" + other, 404),
                        Map.entry("/admin/v1/applications?team=" + other, 404),
                        Map.entry("/admin/v1/applications?team=" + own.team, 200),
                        Map.entry("/admin/v1/users", 403))
                .map(row -> DynamicTest.dynamicTest(
                        row.getKey(),
                        () -> assertThat(house.call(key, "GET", row.getKey(), Map.of(), "")
                                        .status())
                                .isEqualTo(row.getValue())));
    }

    @Test
    void a_developer_of_one_team_sees_only_what_is_in_it() {
        String key = own.caller("developer", Place.team(own.tenant, own.team));
        String other = own.make("teams", own.body("teams"));
        own.make("applications", "{\"team\":\"%s\",\"name\":\"other\"}".formatted(other));

        assertThat(House.json(house.call(key, "GET", "/admin/v1/applications", Map.of(), ""))
                        .path("applications")
                        .valueStream()
                        .map(app -> app.path("team").asString()))
                .containsExactly(own.team);
        assertThat(House.json(house.call(key, "GET", "/admin/v1/teams", Map.of(), ""))
                        .path("teams")
                        .size())
                .isOne();
    }

    /** What the sample's tenant answers to being removed. */
    private static int inUse(Route route) {
        return route.method().equals("DELETE") && route.pattern().startsWith("/admin/v1/tenants") ? 409 : 299;
    }

    private static Set<Integer> ours(Route route, boolean may) {
        boolean aboveAll = route.pattern().startsWith("/admin/v1/tenants")
                && !route.method().equals("GET");
        return may && !aboveAll && !(route.scope() instanceof Scope.Node) ? Set.of(200, 201) : Set.of(403);
    }

    private static Set<Integer> theirs(Route route, boolean may) {
        if (route.pattern().equals("/admin/v1/tenants")) {
            return ours(route, may);
        }
        return switch (route.scope()) {
            case Scope.Node _ -> Set.of(403);
            case Scope.Path _, Scope.Tenancy _ -> Set.of(404);
            case Scope.Visible _, Scope.Body _ -> Set.of(may ? 404 : 403);
        };
    }

    private DynamicTest test(Route route, String who, String key, Side side, Set<Integer> expected) {
        return DynamicTest.dynamicTest(name(route, who), () -> {
            Samples.Sample sample = Samples.of(route, side);
            CallReply reply = house.call(key, sample.method(), sample.path(), sample.headers(), sample.body());
            assertThat(expected).as(sample + " " + reply.body()).contains(reply.status());
            if (side == foreign && key.equals(keyOfOwn(key))) {
                assertThat(reply.body().toString()).doesNotContain(foreign.mark + " ");
            }
        });
    }

    /** Keys of the own side's callers are of its tenant; those who look after all tenants may see the other's marks. */
    private String keyOfOwn(String key) {
        return house.store.keys().stream()
                .filter(entry -> entry.id().equals(key.substring(5, 17)))
                .filter(entry -> entry.tenant().equals(own.tenant))
                .findFirst()
                .map(_ -> key)
                .orElse("");
    }

    private static String key(Side side, String role) {
        String granted = role.equals("custom") ? side.role : role;
        return side.caller(granted, Place.tenant(side.tenant));
    }

    private static String name(Route route, String who) {
        return route.method() + " " + route.pattern() + ": " + who;
    }

    private static Set<String> with(Set<String> some, String... more) {
        return Stream.concat(some.stream(), Stream.of(more)).collect(Collectors.toUnmodifiableSet());
    }
}
