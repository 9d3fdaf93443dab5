package io.piuptime.gateway.accept;

import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Tells whether the process lives, is ready and has what it leans on. Live: the event loop answers. Ready: a valid snapshot is
 * loaded and the process does not drain; no store is asked, for exchanges need none.
 */
public final class Health {
    private static final String PREFIX = "/health/";

    private final BooleanSupplier draining;
    private final Supplier<Map<String, String>> dependencies;

    /**
     * Tells on request.
     *
     * @param dependencies name of each thing leaned on, and "ok" or what is wrong with it; read without waiting
     */
    public Health(BooleanSupplier draining, Supplier<Map<String, String>> dependencies) {
        this.draining = draining;
        this.dependencies = dependencies;
    }

    /** Whether a path is one of these. */
    public boolean answers(String path) {
        return path.startsWith(PREFIX);
    }

    public void answer(HttpServerRequest request, String path) {
        switch (path.substring(PREFIX.length())) {
            case "live" -> reply(request, 200, "{\"status\":\"live\"}");
            case "ready" -> {
                boolean ready = !draining.getAsBoolean();
                reply(request, ready ? 200 : 503, ready ? "{\"status\":\"ready\"}" : "{\"status\":\"draining\"}");
            }
            case "deps" -> reply(request, 200, dependencies());
            default -> reply(request, 404, "{\"status\":\"unknown\"}");
        }
    }

    private String dependencies() {
        StringBuilder json = new StringBuilder("{");
        new TreeMap<>(dependencies.get()).forEach((name, state) -> {
            json.append(json.length() > 1 ? "," : "");
            json.append('"').append(name).append("\":\"").append(state).append('"');
        });
        return json.append('}').toString();
    }

    private static void reply(HttpServerRequest request, int status, String json) {
        request.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .putHeader("cache-control", "no-store")
                .end(json);
    }
}
