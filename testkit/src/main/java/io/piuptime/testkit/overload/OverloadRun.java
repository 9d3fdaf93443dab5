package io.piuptime.testkit.overload;

import io.piuptime.testkit.gpu.EngineWords;
import io.piuptime.testkit.gpu.MockGpu;
import io.piuptime.testkit.gpu.Speed;
import io.piuptime.testkit.load.Load;
import io.piuptime.testkit.load.LoadDriver;
import io.piuptime.testkit.load.LoadReport;
import io.piuptime.testkit.load.Pace;
import io.piuptime.testkit.load.Template;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * One engine that queues whatever it cannot begin, as inference servers do, behind one gateway. At first somebody looks at a few
 * answers; then three priorities together ask for twice as much as it can answer.
 */
public final class OverloadRun implements AutoCloseable {
    /** Of the engine whose places the gateway has to find out. */
    public static final String LEARNED = "learned";

    /** Of the engine whose places the configuration names. */
    public static final String TOLD = "told";

    private static final int TOKENS = 8;
    private static final int FRAMES = TOKENS + 2;
    private static final double ALONE = 0.2;
    private static final Map<String, Double> SHARES = Map.of("interactive", 0.3, "standard", 0.7, "batch", 1.0);
    private static final List<String> PRIORITIES = List.of("interactive", "standard", "batch");
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int CONNECTIONS = 4_000;

    private final Speed speed;
    private final long seed;
    private final MockGpu gpu;

    /**
     * Starts the engine.
     *
     * @param places of it
     * @param seed of arrivals
     */
    public OverloadRun(int places, long seed) {
        this.speed = new Speed(places, Duration.ofMillis(200), TOKENS, Duration.ofMillis(30), 0.5);
        this.seed = seed;
        this.gpu = MockGpu.start(speed, EngineWords.VLLM, seed);
    }

    /** The gateway's configuration. */
    public String yaml() {
        return """
                providers:
                  finds: {base-url: "%1$s", asks-usage: false, pool: 20000}
                  knows: {base-url: "%1$s", asks-usage: false, pool: 20000, max-in-flight: %2$d}
                models:
                  learned: {targets: [{provider: finds, model: learned}]}
                  told: {targets: [{provider: knows, model: told}]}
                drain: {lag: 0s, grace: 1s}
                discovery: {local: false}
                """.formatted(gpu.baseUrl(), speed.places());
    }

    /**
     * Plays all parts. The gateway has some time to find out what the engine takes, for it meets it for the first time.
     *
     * @param port of the gateway
     * @param key that it accepts
     * @param alone how long somebody asks alone
     * @param learning how long all ask before it counts
     * @param time how long all ask
     */
    public OverloadFigures play(int port, String key, String model, Duration alone, Duration learning, Duration time)
            throws InterruptedException {
        LoadReport before = ask(port, key, model, "interactive", ALONE, alone);
        together(port, key, model, learning);
        return OverloadFigures.of(model, speed.perSecond(), before, together(port, key, model, time));
    }

    private Map<String, LoadReport> together(int port, String key, String model, Duration time)
            throws InterruptedException {
        Map<String, LoadReport> reports = new LinkedHashMap<>();
        try (ExecutorService drivers = Executors.newFixedThreadPool(PRIORITIES.size())) {
            List<Future<LoadReport>> running = new ArrayList<>();
            for (String priority : PRIORITIES) {
                running.add(drivers.submit(
                        () -> ask(port, key, model, priority, SHARES.getOrDefault(priority, 0.0), time)));
            }
            for (String priority : PRIORITIES) {
                reports.put(priority, running.removeFirst().get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a load could not be played", e.getCause());
        }
        return reports;
    }

    @Override
    public void close() {
        gpu.close();
    }

    private LoadReport ask(int port, String key, String model, String priority, double share, Duration time) {
        Template request = Template.post(
                "/v1/chat/completions",
                "authorization: Bearer " + key + "\r\nx-piup-priority: " + priority + "\r\n",
                "{\"model\":\"" + model + "\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\""
                        + Template.MARKER + "\"}]}",
                new byte[0]);
        Load load = new Load(port, request, Set.of(200, 503), Optional.empty(), FRAMES, PATIENCE);
        double perSecond = share * speed.perSecond();
        SplittableRandom random = new SplittableRandom(seed + PRIORITIES.indexOf(priority));
        return new LoadDriver(System::nanoTime, 1).run(load, Pace.poisson(perSecond, random, CONNECTIONS, time));
    }
}
