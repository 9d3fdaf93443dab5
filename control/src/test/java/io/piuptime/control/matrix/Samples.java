package io.piuptime.control.matrix;

import io.piuptime.control.api.Route;
import java.util.List;
import java.util.Map;

/** A call of each route that touches something of one tenant, and that succeeds for whoever may do it. */
final class Samples {
    private static final List<String> PLURALS =
            List.of("tenants", "teams", "applications", "users", "roles", "budgets", "keys");

    private Samples() {}

    /** One call. */
    record Sample(String method, String path, Map<String, String> headers, String body) {}

    /** The sample of a route; a route without one is an error, so that none is forgotten. */
    static Sample of(Route route, Side side) {
        String row = route.method() + " " + route.pattern();
        for (String plural : PLURALS) {
            String all = "/admin/v1/" + plural;
            if (row.equals("GET " + all)) {
                return get(all + (plural.equals("tenants") ? "?name=" + side.mark : "?tenant=" + side.tenant));
            }
            if (row.equals("POST " + all)) {
                return new Sample("POST", all, Map.of(), side.body(plural));
            }
            if (row.equals("GET " + all + "/{id}")) {
                return get(all + "/" + side.fresh(plural));
            }
            if (row.equals("PUT " + all + "/{id}")) {
                return new Sample("PUT", all + "/" + side.fresh(plural), side.any(), side.body(plural));
            }
            if (row.equals("DELETE " + all + "/{id}")) {
                return new Sample("DELETE", all + "/" + side.fresh(plural), Map.of(), "");
            }
        }
        return switch (row) {
            case "POST /admin/v1/keys/{id}/revoke" -> post("/admin/v1/keys/" + side.fresh("keys") + "/revoke");
            case "GET /admin/v1/budgets/{id}/spending" ->
                get("/admin/v1/budgets/" + side.fresh("budgets") + "/spending");
            case "POST /admin/v1/nodes/{id}/release" -> post("/admin/v1/nodes/" + side.node() + "/release");
            case "GET /admin/v1/costs" -> get("/admin/v1/costs?tenant=" + side.tenant);
            case "GET /admin/v1/costs/recomputation" -> get("/admin/v1/costs/recomputation?tenant=" + side.tenant);
            case "GET /admin/v1/usage" -> get("/admin/v1/usage?tenant=" + side.tenant);
            case "POST /admin/v1/keys/{id}/rotate" -> post("/admin/v1/keys/" + side.fresh("keys") + "/rotate");
            case "POST /admin/v1/keys/{id}/deny" -> post("/admin/v1/keys/" + side.key.substring(5, 17) + "/deny");
            case "DELETE /admin/v1/keys/{id}/deny" ->
                new Sample("DELETE", "/admin/v1/keys/" + side.key.substring(5, 17) + "/deny", Map.of(), "");
            case "DELETE /admin/v1/usage" -> new Sample("DELETE", "/admin/v1/usage?before=2020-01-01", Map.of(), "");
            case "GET /admin/v1/targets", "GET /admin/v1/snapshot" -> get(route.pattern());
            case "POST /admin/v1/reload" -> post("/admin/v1/reload");
            case "POST /admin/v1/revisions" -> new Sample("POST", "/admin/v1/revisions", Map.of(), "models: {}");
            case "GET /admin/v1/revisions", "GET /admin/v1/nodes" -> get(route.pattern());
            case "GET /admin/v1/revisions/{number}", "GET /admin/v1/revisions/{number}/diff" ->
                get(route.pattern().replace("{number}", side.revision()));
            case "POST /admin/v1/revisions/{number}/rollback" ->
                post(route.pattern().replace("{number}", side.revision()));
            case "GET /admin/v1/secrets" -> get("/admin/v1/secrets" + side.named());
            case "POST /admin/v1/secrets" ->
                new Sample("POST", "/admin/v1/secrets" + side.named(), Map.of(), side.secretBody());
            case "POST /admin/v1/secrets/reseal" -> post(route.pattern());
            case "PUT /admin/v1/secrets/{name}" ->
                new Sample(
                        "PUT",
                        "/admin/v1/secrets/" + side.secret() + side.named(),
                        Map.of(),
                        "{\"value\":\"sk-0123\"}");
            case "GET /admin/v1/secrets/{name}" -> get("/admin/v1/secrets/" + side.secret() + side.named());
            case "DELETE /admin/v1/secrets/{name}" ->
                new Sample("DELETE", "/admin/v1/secrets/" + side.secret() + side.named(), Map.of(), "");
            default -> throw new AssertionError(row + ": no sample (expected: a row here for each route)");
        };
    }

    private static Sample get(String path) {
        return new Sample("GET", path, Map.of(), "");
    }

    private static Sample post(String path) {
        return new Sample("POST", path, Map.of(), "");
    }
}
