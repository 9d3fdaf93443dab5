package io.piuptime.app.agents;

import io.piuptime.app.clients.NodeFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One task given to an agent that knows nothing of the machine but a base URL and a key: its home and its working folder
 * are new, and it reaches the world only through a door that stays shut.
 *
 * @param knocks the hosts that it tried to reach beside its base URL
 */
record AgentRun(int exit, String output, Path work, List<String> knocks) {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /**
     * Runs an agent to its end.
     *
     * @param gateway the scheme, host and port that it takes for its provider's
     */
    static AgentRun of(Agent agent, NodeFolder packages, URI gateway, String key, Path folder)
            throws IOException, InterruptedException {
        Path home = Files.createDirectories(folder.resolve("user"));
        Path work = workIn(folder);
        for (Map.Entry<Path, String> file : agent.files(gateway, home, work).entrySet()) {
            Path parent = file.getKey().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.writeString(file.getKey(), file.getValue());
        }
        try (ShutDoor door = ShutDoor.open()) {
            Map<String, String> environment = new HashMap<>(agent.environment(gateway, key, home));
            environment.put("PATH", System.getenv().getOrDefault("PATH", ""));
            environment.put("HOME", home.toString());
            environment.put(
                    "TMPDIR", Files.createDirectories(folder.resolve("scratch")).toString());
            for (String name : List.of("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy")) {
                environment.put(name, door.url().toString());
            }
            environment.put("NO_PROXY", "127.0.0.1,localhost");
            environment.put("no_proxy", "127.0.0.1,localhost");
            NodeFolder.Outcome outcome = NodeFolder.run(agent.command(packages), work, environment, PATIENCE);
            return new AgentRun(outcome.exit(), outcome.output(), work, door.knocks());
        }
    }

    /** The folder that an agent works in, if this is given to {@link #of}. */
    static Path workIn(Path folder) throws IOException {
        return Files.createDirectories(folder.resolve("project")).toRealPath();
    }
}
