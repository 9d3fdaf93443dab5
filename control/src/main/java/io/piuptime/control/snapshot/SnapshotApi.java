package io.piuptime.control.snapshot;

import io.piuptime.control.access.Permission;
import io.piuptime.control.api.Json;
import io.piuptime.control.api.Moments;
import io.piuptime.control.api.Problem;
import io.piuptime.control.api.Problem.Kind;
import io.piuptime.control.api.Question;
import io.piuptime.control.api.Route;
import io.piuptime.control.api.Scope;
import io.piuptime.gateway.Snapshot;
import io.piuptime.gateway.accept.admin.CallReply;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The routes that show the configuration in effect and take a new one. */
public final class SnapshotApi {
    private final Supplier<Snapshot> current;
    private final Reload reload;
    private final Json json = new Json();

    public SnapshotApi(Supplier<Snapshot> current, Reload reload) {
        this.current = current;
        this.reload = reload;
    }

    public List<Route> routes() {
        return List.of(
                new Route(
                        "GET", "/admin/v1/snapshot", Permission.SNAPSHOT_READ, new Scope.Node(), Set.of(), this::show),
                new Route(
                        "POST",
                        "/admin/v1/reload",
                        Permission.SNAPSHOT_RELOAD,
                        new Scope.Node(),
                        Set.of(),
                        this::reload));
    }

    private record View(long revision, String createdAt, List<String> models) {}

    private CallReply show(Question question) {
        Snapshot snapshot = current.get();
        return json.reply(
                200,
                new View(
                        snapshot.revision(),
                        Moments.write(snapshot.createdAt()),
                        snapshot.offer().names()));
    }

    private CallReply reload(Question question) {
        return switch (reload.reload()) {
            case Reload.Outcome.Taken taken -> json.reply(200, Map.of("revision", taken.revision()));
            case Reload.Outcome.Refused refused ->
                throw new Problem(
                                Kind.UNPROCESSABLE,
                                "invalid_configuration",
                                "The configuration has problems, and the one before stays in effect: "
                                        + String.join("; ", refused.problems()))
                        .withFlaws(refused.problems().stream()
                                .map(text -> new Problem.Flaw("", text))
                                .toList());
        };
    }
}
