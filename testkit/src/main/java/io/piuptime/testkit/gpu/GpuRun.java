package io.piuptime.testkit.gpu;

import io.piuptime.testkit.load.Load;
import io.piuptime.testkit.load.LoadDriver;
import io.piuptime.testkit.load.LoadReport;
import io.piuptime.testkit.load.Pace;
import io.piuptime.testkit.load.Template;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Three engines of which the first can do four times as much as the last and the second twice as much, behind one gateway with
 * a model for each strategy. What the engines are asked for, and when, is the same for each.
 */
public final class GpuRun implements AutoCloseable {
    /** The strategies that are compared, as a configuration names them; also the names of the models. */
    public static final List<String> STRATEGIES = List.of("round-robin", "least-in-flight", "load");

    private static final int CONNECTIONS = 2_000;
    /** Tokens, the end, and the word that it was the end. */
    private static final int TOKENS = 8;

    private static final int FRAMES = TOKENS + 2;
    private static final Duration PREFILL = Duration.ofMillis(40);
    private static final Duration PER_TOKEN = Duration.ofMillis(20);
    private static final double SPREAD = 0.5;
    private static final int SLOWER = 5;

    private final List<MockGpu> gpus;
    private final long seed;

    /**
     * Starts the engines.
     *
     * @param places of the smallest one
     * @param seed of arrivals and of answers' lengths
     */
    public GpuRun(int places, long seed) {
        this.seed = seed;
        this.gpus = List.of(
                MockGpu.start(speed(4 * places), EngineWords.VLLM, seed),
                MockGpu.start(speed(2 * places), EngineWords.SGLANG, seed + 1),
                MockGpu.start(speed(places), EngineWords.LLAMA_CPP, seed + 2));
    }

    /** The gateway's configuration. */
    public String yaml() {
        StringBuilder yaml = new StringBuilder("providers:\n");
        for (int gpu = 0; gpu < gpus.size(); gpu++) {
            yaml.append("  gpu%d: {base-url: \"%s\", asks-usage: false}\n"
                    .formatted(gpu, gpus.get(gpu).baseUrl()));
        }
        yaml.append("models:\n");
        for (String strategy : STRATEGIES) {
            yaml.append("  %1$s:\n    strategy: %1$s\n    targets:\n".formatted(strategy));
            for (int gpu = 0; gpu < gpus.size(); gpu++) {
                // a name of its own for each strategy: none learns from what another did
                yaml.append("      - {provider: gpu%d, model: for-%s}\n".formatted(gpu, strategy));
            }
        }
        return yaml + "drain: {lag: 0s, grace: 1s}\ndiscovery: {local: false}\n";
    }

    /**
     * Plays one load for one strategy.
     *
     * @param port of the gateway
     * @param key that it accepts
     * @param share of what the engines can do together
     * @param before how long the load lasts before anything counts
     * @param time how long it lasts after that
     */
    public GpuFigures play(int port, String key, String strategy, double share, Duration before, Duration time) {
        Template request = Template.post(
                "/v1/chat/completions",
                "authorization: Bearer " + key + "\r\n",
                "{\"model\":\"" + strategy + "\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\""
                        + Template.MARKER + "\"}]}",
                new byte[0]);
        Load load = Load.echo(port, request).streaming(FRAMES);
        LoadDriver driver = new LoadDriver(System::nanoTime, 1);
        SplittableRandom random = new SplittableRandom(seed);
        double perSecond = share
                * gpus.stream().mapToDouble(gpu -> gpu.speed().perSecond()).sum();
        driver.run(load, Pace.poisson(perSecond, random, CONNECTIONS, before));
        LoadReport report = driver.run(load, Pace.poisson(perSecond, random, CONNECTIONS, time));
        return GpuFigures.of(strategy, share, report, PREFILL.multipliedBy(SLOWER), time);
    }

    /** The engines, the largest first. */
    public List<MockGpu> gpus() {
        return gpus;
    }

    @Override
    public void close() {
        gpus.forEach(MockGpu::close);
    }

    private static Speed speed(int places) {
        return new Speed(places, PREFILL, TOKENS, PER_TOKEN, SPREAD);
    }
}
