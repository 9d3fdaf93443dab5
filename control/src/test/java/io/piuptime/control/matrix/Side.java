package io.piuptime.control.matrix;

import io.piuptime.control.House;
import io.piuptime.control.access.Place;
import io.piuptime.gateway.budget.money.AccountId;
import io.piuptime.gateway.budget.money.lease.LeaseStore;
import io.piuptime.gateway.directory.DirectoryStore.Expected;
import io.piuptime.model.directory.Lifetime;
import io.piuptime.model.directory.User;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One tenant with one of everything, in whose names and ids a mark of its own can be found. */
final class Side {
    final House house;
    final String mark;
    final String tenant;
    final String team;
    final String application;
    final String role;
    final String key;

    Side(House house, String mark, List<String> custom) {
        this.house = house;
        this.mark = mark;
        tenant = make("tenants", "{\"name\":\"%s tenant\"}".formatted(mark));
        team = make("teams", "{\"tenant\":\"%s\",\"name\":\"%s team\"}".formatted(tenant, mark));
        application = make("applications", "{\"team\":\"%s\",\"name\":\"%s app\"}".formatted(team, mark));
        role = make(
                "roles",
                "{\"tenant\":\"%s\",\"name\":\"%s role\",\"permissions\":[%s]}"
                        .formatted(
                                tenant,
                                mark,
                                String.join(
                                        ",",
                                        custom.stream()
                                                .map(word -> '"' + word + '"')
                                                .toList())));
        key = house.keyOf(user("nobody", List.of()), tenant, application, now());
    }

    static Lifetime now() {
        return new Lifetime(House.NOW, Optional.empty(), Optional.empty());
    }

    /** The key of a new user with such a role. */
    String caller(String granted, Place place) {
        return caller(granted, place, application);
    }

    String caller(String granted, Place place, String application) {
        return house.keyOf(user(granted, List.of(new User.Grant(granted, place.team()))), tenant, application, now());
    }

    User user(String name, List<User.Grant> grants) {
        User user = new User(
                "u" + mark + Long.toHexString(System.nanoTime()),
                tenant,
                mark + " " + name,
                grants,
                List.of(),
                true,
                House.NOW);
        house.store.put(user, Expected.NEW);
        return user;
    }

    /** Publishes a document as the admin token. Returns its number. */
    String revision() {
        return house.made(house.token, "/admin/v1/revisions", "models: {}")
                .path("number")
                .asString();
    }

    /** A node that holds something of a budget. */
    String node() {
        String node = "node-" + fresh("budgets");
        long term = house.leases.begin(node).number();
        house.leases.claim(
                node, term, 1, List.of(new LeaseStore.Claim(new AccountId(node, "total", 0), 10, 0, 0, 0, 0, 5)));
        return node;
    }

    /** Keeps a secret as the admin token. Returns its name. */
    String secret() {
        return house.made(house.token, "/admin/v1/secrets" + named(), secretBody())
                .path("name")
                .asString();
    }

    /** The query that names the tenant. */
    String named() {
        return "?tenant=" + tenant;
    }

    /** A body for a secret that is not there yet. */
    String secretBody() {
        return "{\"name\":\"" + mark + Long.toHexString(System.nanoTime()) + "\",\"value\":\"sk-0123\"}";
    }

    /** Makes an entry as the admin token. Returns its id. */
    String make(String plural, String body) {
        return house.made(house.token, "/admin/v1/" + plural, body).path("id").asString();
    }

    /** A body for another entry like those that are there. */
    String body(String plural) {
        return switch (plural) {
            case "tenants" -> "{\"name\":\"%s more\"}".formatted(mark);
            case "teams", "users" -> "{\"tenant\":\"%s\",\"name\":\"%s more\"}".formatted(tenant, mark);
            case "applications" -> "{\"team\":\"%s\",\"name\":\"%s more\"}".formatted(team, mark);
            case "roles" ->
                "{\"tenant\":\"%s\",\"name\":\"%s more\",\"permissions\":[\"keys:read\"]}".formatted(tenant, mark);
            case "budgets" -> """
                {"tenant":"%s","name":"%s more","subject":{"level":"application","id":"%s"},
                 "caps":[{"window":"month","micros":500000000}]}
                """.formatted(tenant, mark, application);
            case "keys" -> "{\"name\":\"%s more\",\"application\":\"%s\"}".formatted(mark, application);
            default -> throw new AssertionError(plural + ": no body (expected: one for each kind)");
        };
    }

    /** A fresh entry that nothing hangs on; of tenants, there is the one only. */
    String fresh(String plural) {
        if (plural.equals("tenants")) {
            return tenant;
        }
        if (plural.equals("keys")) {
            return house.keyOf(user("fresh", List.of()), tenant, application, now())
                    .substring(5, 17);
        }
        return make(plural, body(plural));
    }

    Map<String, String> any() {
        return Map.of("if-match", "*");
    }
}
