package io.piuptime.testkit.storm;

import static java.util.Objects.requireNonNull;

import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.load.Load;
import io.piuptime.testkit.load.LoadDriver;
import io.piuptime.testkit.load.LoadReport;
import io.piuptime.testkit.load.Pace;
import io.piuptime.testkit.load.Template;
import io.piuptime.testkit.raw.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/** Asks a gateway steadily while its stores fail one way after the other. */
public final class StormRun implements AutoCloseable {
    /** The model to ask for. */
    public static final String MODEL = "storm";

    private static final double PER_SECOND = 200;
    private static final int CONNECTIONS = 256;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BEFORE = Duration.ofMillis(300);

    private final FakeOpenAi upstream = FakeOpenAi.start();
    private final StoresUnderFault stores = new StoresUnderFault();
    private long rounds;

    /**
     * How long.
     *
     * @param warming before anything counts
     * @param fault of each
     * @param after it, while it still counts
     */
    public record Times(Duration warming, Duration fault, Duration after) {
        public Times {
            requireNonNull(warming, "warming");
            requireNonNull(fault, "fault");
            requireNonNull(after, "after");
        }

        Duration round() {
            return BEFORE.plus(fault).plus(after);
        }
    }

    /** The gateway's configuration. */
    public String yaml() {
        return """
                providers:
                  upstream: {base-url: "%s", pool: 512}
                models:
                  %s: {price: in=1 out=1, targets: [{provider: upstream}]}
                drain: {lag: 0s, grace: 1s}
                discovery: {local: false}
                """.formatted(upstream.baseUrl(), MODEL) + stores.yaml();
    }

    /**
     * Plays all faults.
     *
     * @param port of the gateway
     * @param key that it accepts
     * @param well whether the gateway says that all it leans on is well
     */
    public StormFigures play(int port, String key, BooleanSupplier well, Times times) throws InterruptedException {
        Template request = Template.post(
                "/v1/chat/completions",
                "authorization: Bearer " + key + "\r\n",
                "{\"model\":\"" + MODEL + "\",\"max_tokens\":16,\"messages\":[{\"role\":\"user\",\"content\":\""
                        + Template.MARKER + "\"}]}",
                new byte[0]);
        Load load = new Load(port, request, Set.of(200, 429), Optional.empty(), 0, PATIENCE);
        load(load, times.warming());
        Await.until("all is well", PATIENCE, well);
        List<Double> calm = new ArrayList<>();
        List<StormFigures.Row> rows = new ArrayList<>();
        for (StoreFault fault : stores.faults()) {
            // before each fault, as a machine has better and worse minutes
            calm.add(calm(load(load, times.fault())));
            rows.add(row(fault, load, well, times));
        }
        return new StormFigures(calm.stream().sorted().toList().get(calm.size() / 2), rows);
    }

    private static double calm(LoadReport report) {
        if (report.errorCount() > 0) {
            throw new IllegalStateException("errors while all is well: " + report);
        }
        return StormFigures.millis(report);
    }

    @Override
    public void close() {
        upstream.close();
        stores.close();
    }

    private StormFigures.Row row(StoreFault fault, Load load, BooleanSupplier well, Times times)
            throws InterruptedException {
        try (ExecutorService driver = Executors.newSingleThreadExecutor()) {
            Future<LoadReport> report = driver.submit(() -> load(load, times.round()));
            Await.elapsed(BEFORE);
            stores.begin(fault);
            Await.elapsed(times.fault());
            stores.end(fault);
            long over = System.nanoTime();
            Optional<Duration> back = Await.holds(PATIENCE, well)
                    ? Optional.of(Duration.ofNanos(System.nanoTime() - over))
                    : Optional.empty();
            return StormFigures.Row.of(fault, report.get(), back);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the load failed: " + fault.text(), e);
        }
    }

    private LoadReport load(Load load, Duration time) {
        long marker = ++rounds << 32;
        return new LoadDriver(System::nanoTime, marker).run(load, Pace.open(PER_SECOND, CONNECTIONS, time));
    }
}
