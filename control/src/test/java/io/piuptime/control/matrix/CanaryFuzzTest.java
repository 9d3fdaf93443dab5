package io.piuptime.control.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.control.House;
import io.piuptime.control.access.Place;
import io.piuptime.control.access.ShippedRole;
import io.piuptime.control.api.Route;
import io.piuptime.gateway.accept.admin.CallReply;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Random calls of one tenant's people: whatever they ask, nothing of another tenant is in any answer, count or header. */
final class CanaryFuzzTest {
    private static final int CALLS = 1_500;
    private static final List<String> PLURALS =
            List.of("tenants", "teams", "applications", "users", "roles", "budgets", "keys");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nothing_of_another_tenant_shows(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        House house = new House(folder);
        Side own = new Side(house, "alpha", List.of("keys:read"));
        Side foreign = new Side(house, "zzcanary", List.of("keys:read"));
        List<String> foreignIds = foreignIds(foreign);
        // what is removed at random is not what the callers' keys hang on
        String home = own.make(
                "applications", "{\"team\":\"%s\",\"name\":\"home\"}".formatted(own.make("teams", own.body("teams"))));
        List<String> keys = new ArrayList<>();
        for (ShippedRole role : ShippedRole.values()) {
            keys.add(own.caller(role.id(), Place.tenant(own.tenant), home));
            keys.add(own.caller(role.id(), Place.team(own.tenant, own.team), home));
        }
        List<String> names = List.of(own.secret(), foreign.secret());
        foreignIds.add(names.getLast());
        String before = everything(house, foreign);
        List<Route> routes = house.api.routes();

        int done = 0;
        for (int i = 0; i < CALLS; i++) {
            Route route = routes.get(random.nextInt(routes.size()));
            String id = random.nextBoolean() ? pick(random, foreignIds) : pick(random, ids(own));
            String path = route.pattern()
                            .replace("{id}", id)
                            .replace(
                                    "{name}",
                                    // whoever puts one gets the name back that they chose
                                    route.method().equals("PUT") ? names.getFirst() : pick(random, names))
                    + query(random, route, foreignIds);
            CallReply reply = house.call(
                    pick(random, keys),
                    route.method(),
                    path,
                    headers(random),
                    body(random, route, own, foreign, foreignIds));

            String shown = withoutEcho(reply, foreignIds);
            assertThat(shown)
                    .as(seed + "/" + i + " " + route.method() + " " + path)
                    .doesNotContain("zzcanary");
            if (reply.status() < 300) {
                assertThat(foreignIds).as(seed + "/" + i + " " + path + shown).noneMatch(shown::contains);
            }
            counts(reply, route, own);
            done += reply.status() < 300 ? 1 : 0;
        }
        assertThat(done).as("calls that succeeded").isGreaterThan(CALLS / 20);
        assertThat(everything(house, foreign)).isEqualTo(before);
    }

    /** Lists count what is the caller's alone. */
    private static void counts(CallReply reply, Route route, Side own) {
        if (reply.status() == 200 && route.method().equals("GET")) {
            JsonNode body = House.json(reply);
            body.path("secrets")
                    .forEach(secret ->
                            assertThat(secret.path("tenant").asString()).isIn(own.tenant));
            for (String plural : PLURALS) {
                body.path(plural).forEach(entry -> {
                    String tenant = plural.equals("tenants")
                            ? entry.path("id").asString()
                            : entry.path("tenant").asString();
                    assertThat(tenant).isEqualTo(own.tenant);
                });
            }
        }
    }

    /** An error repeats ids that the caller sent, which tells the caller nothing. */
    private static String withoutEcho(CallReply reply, List<String> foreignIds) {
        String text = new TreeMap<>(reply.headers()) + " " + reply.body();
        if (reply.status() >= 400) {
            for (String id : foreignIds) {
                text = text.replace(id, "");
            }
        }
        return text;
    }

    private static List<String> foreignIds(Side side) {
        List<String> ids = new ArrayList<>(ids(side));
        for (String plural : List.of("teams", "users", "budgets", "applications", "roles")) {
            ids.add(side.fresh(plural));
        }
        return ids;
    }

    private static List<String> ids(Side side) {
        return List.of(side.tenant, side.team, side.application, side.role, side.key.substring(5, 17));
    }

    private static String query(SplittableRandom random, Route route, List<String> foreignIds) {
        List<String> pairs = new ArrayList<>();
        for (String name : route.query().stream().sorted().toList()) {
            if (random.nextInt(4) == 0) {
                pairs.add(name + "="
                        + switch (name) {
                            case "limit" -> Integer.toString(1 + random.nextInt(5));
                            case "name" -> pick(random, List.of("zzcanary", "alpha", "a"));
                            case "cascade" -> "true";
                            case "from", "to", "before" -> "2026-01-01";
                            default -> pick(random, foreignIds);
                        });
            }
        }
        return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
    }

    private static Map<String, String> headers(SplittableRandom random) {
        return switch (random.nextInt(3)) {
            case 0 -> Map.of("if-match", "*");
            case 1 -> Map.of("if-match", "\"1\"", "idempotency-key", "k" + random.nextInt(3));
            default -> Map.of();
        };
    }

    private static String body(SplittableRandom random, Route route, Side own, Side foreign, List<String> foreignIds) {
        String plural = route.pattern().split("/", -1)[3];
        if (plural.equals("secrets")) {
            return route.method().equals("POST") ? own.secretBody() : "{\"value\":\"sk-zzcanary\"}";
        }
        if (!PLURALS.contains(plural) || random.nextInt(10) == 0) {
            return random.nextBoolean() ? "" : "{}";
        }
        String body = (random.nextBoolean() ? own : foreign).body(plural).replace("zzcanary", "own");
        return random.nextInt(3) == 0
                ? body.replaceFirst(
                        "\"(" + own.tenant + "|" + own.team + "|" + own.application + ")\"",
                        "\"" + pick(random, foreignIds) + "\"")
                : body;
    }

    /** All of a tenant as the token sees it. */
    private static String everything(House house, Side side) {
        StringBuilder all = new StringBuilder();
        for (String plural : PLURALS) {
            String filter = plural.equals("tenants") ? "?name=" + side.mark : "?tenant=" + side.tenant;
            JsonNode page = House.json(
                    house.call(house.token, "GET", "/admin/v1/" + plural + filter + "&limit=1000", Map.of(), ""));
            all.append(page.path(plural)).append('\n');
        }
        all.append(house.call(house.token, "GET", "/admin/v1/secrets" + side.named(), Map.of(), "")
                .body());
        return all.toString();
    }

    private static String pick(SplittableRandom random, List<String> some) {
        return some.get(random.nextInt(some.size()));
    }
}
