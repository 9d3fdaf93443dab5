package io.piuptime.control.nodes;

import io.piuptime.control.access.Permission;
import io.piuptime.control.api.Json;
import io.piuptime.control.api.Moments;
import io.piuptime.control.api.Question;
import io.piuptime.control.api.Route;
import io.piuptime.control.api.Scope;
import io.piuptime.control.api.StoreFailedException;
import io.piuptime.gateway.accept.admin.CallReply;
import io.piuptime.gateway.nodes.NodeState;
import io.piuptime.gateway.nodes.NodeStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The route that lists the nodes, and in what each of those that are there is behind the furthest. */
public final class NodesApi {
    /** Longer ago than some beats of the slowest kind: what was not heard of since is taken for gone. */
    public static final Duration SILENT = Duration.ofSeconds(15);

    private final NodeStore store;
    private final InstantSource clock;
    private final Json json = new Json();

    public NodesApi(NodeStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                new Route("GET", "/admin/v1/nodes", Permission.NODES_READ, new Scope.Node(), Set.of(), this::list));
    }

    /**
     * One node as it is shown.
     *
     * @param drift in what it differs from the others, in words; none = in nothing
     */
    record View(
            String id,
            String version,
            String startedAt,
            String seenAt,
            boolean alive,
            NodeState.Progress progress,
            List<String> drift) {}

    private record Page(List<View> nodes, long revision, long directory) {}

    private CallReply list(Question question) {
        List<NodeState> nodes = StoreFailedException.guard(store::all);
        Instant now = clock.instant();
        List<NodeState> alive =
                nodes.stream().filter(node -> isAlive(node, now)).toList();
        long revision = alive.stream().mapToLong(NodesApi::known).max().orElse(0);
        long directory = alive.stream()
                .mapToLong(node -> node.progress().directory())
                .max()
                .orElse(0);
        String version =
                alive.stream().map(NodeState::version).max(String::compareTo).orElse("");
        List<View> views = nodes.stream()
                .map(node -> view(node, isAlive(node, now), drift(node, version, revision, directory)))
                .toList();
        return json.reply(200, new Page(views, revision, directory));
    }

    private static View view(NodeState node, boolean alive, List<String> drift) {
        return new View(
                node.id(),
                node.version(),
                Moments.write(node.startedAt()),
                Moments.write(node.seenAt()),
                alive,
                node.progress(),
                alive ? drift : List.of("silent"));
    }

    private static List<String> drift(NodeState node, String version, long revision, long directory) {
        List<String> drift = new ArrayList<>();
        if (!node.version().equals(version)) {
            drift.add("version " + node.version() + " beside " + version);
        }
        if (node.progress().refused() > 0) {
            drift.add("cannot use revision " + node.progress().refused());
        } else if (node.progress().revision() < revision) {
            drift.add("revision " + node.progress().revision() + " of " + revision);
        }
        if (node.progress().directory() < directory) {
            drift.add("directory " + node.progress().directory() + " of " + directory);
        }
        return List.copyOf(drift);
    }

    private static long known(NodeState node) {
        return Math.max(node.progress().revision(), node.progress().refused());
    }

    private static boolean isAlive(NodeState node, Instant now) {
        return node.seenAt().isAfter(now.minus(SILENT));
    }
}
