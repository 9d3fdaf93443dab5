package io.piuptime.app.e2e.fault;

import io.piuptime.app.e2e.GatewayUnderTest;
import io.piuptime.testkit.wall.Attempt;
import io.piuptime.testkit.wall.Timing;
import io.piuptime.testkit.wall.Wall;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A gateway before the wall. Its model {@code m} has the wall's models as targets, each of a provider and key of its own.
 */
final class Walled implements AutoCloseable {
    static final String PATH = "/v1/chat/completions";
    /** A word that is near the end of the wall's whole answer. */
    static final String WELL = "fb-ok";

    private final Wall wall;
    private final GatewayUnderTest gateway;

    private Walled(Wall wall, GatewayUnderTest gateway) {
        this.wall = wall;
        this.gateway = gateway;
    }

    /**
     * Starts both.
     *
     * @param brief how long the wall's long faults last
     * @param more of the configuration
     * @param models of the wall, in order; {@code KEY@MODEL} is asked with a key
     */
    static Walled start(Path folder, Duration brief, String more, String... models) throws IOException {
        Wall wall = Wall.start(Timing.brief(brief));
        StringBuilder providers = new StringBuilder("providers:\n");
        StringBuilder targets = new StringBuilder();
        for (int i = 0; i < models.length; i++) {
            String[] parts = models[i].split("@", -1);
            String key = parts.length > 1 ? parts[0] : "key-" + i;
            providers.append("  p%d: {base-url: \"%s\", api-key: %s}%n".formatted(i, wall.baseUrl(), key));
            targets.append(i == 0 ? "" : ", ")
                    .append("{provider: p%d, model: %s}".formatted(i, parts[parts.length - 1]));
        }
        String yaml = providers + "models:\n  m: {targets: [" + targets + "]}\ndrain: {lag: 0s, grace: 1s}\n" + more;
        return new Walled(wall, GatewayUnderTest.start(folder, yaml + "\n"));
    }

    GatewayUnderTest gateway() {
        return gateway;
    }

    Wall wall() {
        return wall;
    }

    HttpResponse<String> ask() throws Exception {
        return gateway.post(PATH, "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
    }

    HttpResponse<String> askStream() throws Exception {
        return gateway.post(
                PATH, "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
    }

    /** The wall's models in the order in which they were asked. */
    List<String> asked() {
        return wall.attempts().stream().map(Attempt::model).toList();
    }

    /** What became of the last exchange, as its record says. */
    String record() throws Exception {
        return gateway.records().getFirst();
    }

    @Override
    public void close() {
        gateway.close();
        wall.close();
    }
}
