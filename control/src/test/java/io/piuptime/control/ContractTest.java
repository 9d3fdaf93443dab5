package io.piuptime.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import io.piuptime.control.costs.ExchangeRates;
import io.piuptime.gateway.accept.admin.CallReply;
import io.piuptime.gateway.budget.money.AccountId;
import io.piuptime.gateway.budget.money.alert.Crossing;
import io.piuptime.gateway.budget.money.lease.LeaseStore.Claim;
import io.piuptime.gateway.health.seen.SeenTarget;
import io.piuptime.gateway.nodes.NodeState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Holds the table of routes and real replies against openapi.yaml. */
final class ContractTest {
    private static final Set<String> METHODS = Set.of("get", "post", "delete", "put", "patch");

    @TempDir
    private Path folder;

    private final Contract contract = new Contract();
    private House house;

    @BeforeEach
    void build() {
        house = new House(folder);
    }

    @Test
    void names_exactly_the_routes_of_the_table_with_their_permissions_and_parameters() {
        List<String> table = house.api.routes().stream()
                .map(route -> row(
                        route.method(),
                        route.pattern(),
                        route.permission().word(),
                        route.scope().text(),
                        route.query()))
                .toList();
        List<String> promised = new ArrayList<>();
        contract.tree()
                .path("paths")
                .propertyStream()
                .forEach(path -> path.getValue()
                        .propertyStream()
                        .filter(operation -> METHODS.contains(operation.getKey()))
                        .forEach(operation -> promised.add(row(
                                operation.getKey(),
                                path.getKey(),
                                operation.getValue().path("x-permission").asString(),
                                operation.getValue().path("x-tenant-scope").asString(),
                                parameters(operation.getValue())))));
        assertThat(table).containsExactlyInAnyOrderElementsOf(promised);
    }

    @Test
    void has_the_shape_of_real_replies() {
        CallReply created = house.call(
                "POST",
                "/admin/v1/keys",
                Map.of(),
                "{\"name\":\"n\",\"models\":[\"gpt-*\"],\"expiresAt\":\"2027-01-01T00:00:00Z\"}");
        String id = House.json(created).path("id").asString();
        holds("CreatedKey", created);
        holds("CreatedKey", house.call("POST", "/admin/v1/keys", Map.of(), "{\"name\":\"n\"}"));
        holds("Keys", house.call("GET", "/admin/v1/keys"));
        holds("Key", house.call("GET", "/admin/v1/keys/" + id));
        holds("Key", house.call("DELETE", "/admin/v1/keys/" + id));
        holds("Key", house.call("POST", "/admin/v1/keys/" + id + "/revoke"));
        house.usageStore.add(List.of(House.usage(1, "a"), House.usage(2, "b")));
        holds("UsagePage", house.call("GET", "/admin/v1/usage"));
        holds("UsagePage", house.call("GET", "/admin/v1/usage", Map.of("limit", "1"), ""));
        holds("Deleted", house.call("DELETE", "/admin/v1/usage", Map.of("before", "2020-01-01"), ""));
        holds("Targets", house.call("GET", "/admin/v1/targets"));
        house.targets = List.of(new SeenTarget(
                new SeenTarget.Name("openai/gpt-4o", 1, List.of("chat")),
                new SeenTarget.State(
                        SeenTarget.Doing.NEARLY_EXHAUSTED, 1, OptionalInt.of(2), 3, OptionalLong.of(4), 0.5, 6)));
        holds("Targets", house.call("GET", "/admin/v1/targets"));
        holds("Snapshot", house.call("GET", "/admin/v1/snapshot"));
        holds("Reloaded", house.call("POST", "/admin/v1/reload"));
    }

    @Test
    void has_the_shape_of_replies_about_what_all_nodes_share() {
        holds("RevisionHead", house.call("POST", "/admin/v1/revisions", Map.of("why", "one"), "models: {}"));
        holds("RevisionHead", house.call("POST", "/admin/v1/revisions/1/rollback"));
        holds("Revisions", house.call("GET", "/admin/v1/revisions"));
        holds("Revision", house.call("GET", "/admin/v1/revisions/2"));
        holds("RevisionDiff", house.call("GET", "/admin/v1/revisions/2/diff"));
        String secret = "{\"name\":\"openai\",\"value\":\"sk-0123\"}";
        holds("SecretView", house.call("POST", "/admin/v1/secrets", Map.of(), secret));
        holds("SecretView", house.call("PUT", "/admin/v1/secrets/openai", Map.of(), "{\"value\":\"sk-4567\"}"));
        holds("SecretView", house.call("GET", "/admin/v1/secrets/openai"));
        holds("Secrets", house.call("GET", "/admin/v1/secrets"));
        holds("Resealed", house.call("POST", "/admin/v1/secrets/reseal"));
        holds("SecretRemoved", house.call("DELETE", "/admin/v1/secrets/openai"));
        house.nodes.say(new NodeState("a", "1.0", House.NOW, House.NOW, new NodeState.Progress(1, 0, 2)));
        house.nodes.say(new NodeState("b", "1.0", House.NOW, House.NOW, new NodeState.Progress(0, 1, 2)));
        holds("Nodes", house.call("GET", "/admin/v1/nodes"));
    }

    @Test
    void has_the_shape_of_replies_about_money() {
        String body =
                "{\"name\":\"b\",\"caps\":[{\"window\":\"month\",\"micros\":100},{\"window\":\"total\",\"micros\":9}]}";
        String id = House.json(house.call("POST", "/admin/v1/budgets", Map.of(), body))
                .path("id")
                .asString();
        holds("Spending", house.call("GET", "/admin/v1/budgets/" + id + "/spending"));
        long term = house.leases.begin("n").number();
        house.crossings.keep(
                new Crossing(
                        new AccountId(id, "total", 0),
                        new Crossing.Of("default", "b", "tenant/default"),
                        9,
                        80,
                        House.NOW,
                        8,
                        "n"),
                Optional.empty());
        house.leases.claim("n", term, 1, List.of(new Claim(new AccountId(id, "total", 0), 9, 0, 0, 3, 1, 5)));
        holds("Spending", house.call("GET", "/admin/v1/budgets/" + id + "/spending"));
        holds("Released", house.call("POST", "/admin/v1/nodes/n/release"));
        isProblem(house.call("POST", "/admin/v1/nodes/nobody/release"));
        house.usageStore.add(List.of(House.usage(1, "a"), House.usage(2, "b")));
        holds("Costs", house.call("GET", "/admin/v1/costs", Map.of("from", "2026-01-01", "to", "2026-12-31"), ""));
        holds("Costs", house.call("GET", "/admin/v1/costs"));
        holds("Recomputation", house.call("GET", "/admin/v1/costs/recomputation"));
        house.rates = ExchangeRates.of("EUR", Map.of("2020-01-01", "0.92"));
        holds("Costs", house.call("GET", "/admin/v1/costs", Map.of("from", "2026-01-01", "to", "2026-12-31"), ""));
        holds("Spending", house.call("GET", "/admin/v1/budgets/" + id + "/spending"));
        holds(
                "Recomputation",
                house.call(
                        "GET", "/admin/v1/costs/recomputation", Map.of("from", "2026-01-01", "to", "2026-12-31"), ""));
    }

    @Test
    void has_the_shape_of_every_error() {
        isProblem(house.call("GET", "/nothing"));
        isProblem(house.call("PUT", "/admin/v1/keys"));
        isProblem(house.call("POST", "/admin/v1/keys", Map.of(), "{"));
        isProblem(house.call("GET", "/admin/v1/keys/nobody"));
        house.store.gone(true);
        isProblem(house.call("GET", "/admin/v1/keys"));
    }

    @Test
    void can_fail() {
        assertThat(contract.schema("Key").validate("{\"id\":\"x\"}", InputFormat.JSON))
                .isNotEmpty();
    }

    private void isProblem(CallReply reply) {
        assertThat(reply.headers()).containsEntry("content-type", "application/problem+json");
        fits("Problem", reply);
    }

    private void holds(String name, CallReply reply) {
        assertThat(reply.headers()).containsEntry("content-type", "application/json");
        fits(name, reply);
    }

    private void fits(String name, CallReply reply) {
        assertThat(contract.schema(name).validate(reply.body().toString(), InputFormat.JSON))
                .as(reply.body().toString())
                .isEmpty();
    }

    private static Set<String> parameters(JsonNode operation) {
        Set<String> names = new TreeSet<>();
        operation
                .path("parameters")
                .valueStream()
                .filter(parameter -> parameter.path("in").asString("").equals("query"))
                .forEach(parameter -> names.add(parameter.path("name").asString()));
        return names;
    }

    private static String row(String method, String path, String permission, String scope, Set<String> parameters) {
        return Stream.of(
                        method.toUpperCase(Locale.ROOT),
                        path,
                        permission,
                        scope,
                        String.join(",", new TreeSet<>(parameters)))
                .reduce((a, b) -> a + " " + b)
                .orElseThrow();
    }
}
