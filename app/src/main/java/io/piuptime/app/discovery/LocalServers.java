package io.piuptime.app.discovery;

import static java.util.Objects.requireNonNull;

import io.piuptime.app.config.known.LocalServer;
import io.piuptime.app.discovery.Recognition.Recognized;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;

/**
 * The servers of models that were found on this machine when it was last looked. One thread looks, any may ask what was found.
 */
public final class LocalServers {
    /** Where Ollama, vLLM, llama.cpp, LM Studio and SGLang listen unless they are told otherwise. */
    public static final List<Integer> USUAL_PORTS = List.of(11434, 8000, 8080, 1234, 30000);

    /** A server that is busy may be late for so many looks before it counts as gone. */
    private static final int LATE_LOOKS = 3;

    private static final Duration PATIENCE = Duration.ofMillis(500);

    /** What is behind a port. */
    private record There(Recognized server, int late) {}

    private final LoopbackHttp http;
    private final Map<Integer, There> there = new HashMap<>();
    private volatile List<LocalServer> found = List.of();

    public LocalServers(LongSupplier nanos) {
        this.http = new LoopbackHttp(requireNonNull(nanos, "nanos"), PATIENCE);
    }

    /** What was found, in the order of the ports; two of a kind differ in their names. */
    public List<LocalServer> found() {
        return found;
    }

    /**
     * Looks at all ports side by side.
     *
     * @return whether something else was found than before
     */
    boolean look(Collection<Integer> ports) throws InterruptedException {
        Map<Integer, There> now = new HashMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Optional<There>>> looks = new ArrayList<>();
            ports.forEach(port -> looks.add(() -> at(port)));
            List<Future<Optional<There>>> seen = threads.invokeAll(looks);
            int at = 0;
            for (int port : ports) {
                result(seen.get(at++)).ifPresent(server -> now.put(port, server));
            }
        }
        there.clear();
        there.putAll(now);
        List<LocalServer> before = found;
        found = named(ports);
        return !found.equals(before);
    }

    private Optional<There> at(int port) {
        try {
            return recognized(port).map(server -> new There(server, 0));
        } catch (InterruptedIOException _) {
            return Optional.ofNullable(there.get(port))
                    .filter(known -> known.late() < LATE_LOOKS)
                    .map(known -> new There(known.server(), known.late() + 1));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private Optional<Recognized> recognized(int port) throws IOException {
        Optional<Recognized> named = http.get(port, "/v1/models").flatMap(Recognition::byModels);
        return named.isPresent() && named.get().kind() != Kind.OLLAMA
                ? named
                : http.get(port, "/api/tags").flatMap(Recognition::byTags);
    }

    private List<LocalServer> named(Collection<Integer> ports) {
        List<LocalServer> servers = new ArrayList<>();
        Set<Kind> kinds = new HashSet<>();
        for (int port : ports) {
            There known = there.get(port);
            if (known != null) {
                Kind kind = known.server().kind();
                servers.add(new LocalServer(
                        kinds.add(kind) ? kind.offeredAs() : kind.offeredAs() + "-" + port,
                        kind.row(),
                        URI.create("http://127.0.0.1:" + port + "/v1"),
                        known.server().models()));
            }
        }
        return List.copyOf(servers);
    }

    private static Optional<There> result(Future<Optional<There>> look) throws InterruptedException {
        try {
            return look.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a look at a port failed", e);
        }
    }
}
