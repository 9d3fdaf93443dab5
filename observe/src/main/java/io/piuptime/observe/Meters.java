package io.piuptime.observe;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.piuptime.model.usage.UsageRecord;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Every meter of the process, under OpenTelemetry's GenAI names where they exist, read as Prometheus text. */
public final class Meters {
    /** The media type of {@link #scrape}. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    /** The most combinations of labels that exchanges make; further ones are counted under {@code other}. Each makes
     * about 60 lines. */
    public static final int MAX_SERIES = 512;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final SeriesTable table;
    /** The registry refers weakly to what it reads totals from. */
    private final Queue<LongSupplier> totals = new ConcurrentLinkedQueue<>();

    private final Queue<Runnable> each = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean runtimeWatched = new AtomicBoolean();

    public Meters(String version) {
        this(version, MAX_SERIES);
    }

    Meters(String version, int maxSeries) {
        table = new SeriesTable(new SeriesFactory(registry), maxSeries);
        Gauge.builder("piup.build", () -> 1)
                .description("Version of the software")
                .tag("version", version)
                .tag("java", System.getProperty("java.version"))
                .register(registry);
    }

    /**
     * Counts an exchange that ended. Cheap enough for an event loop.
     *
     * @param provider name of the provider it was sent to last, or empty
     * @param ownMicros our own share of its time
     */
    public void exchange(UsageRecord record, String provider, long ownMicros) {
        table.find(record, provider).record(record, ownMicros);
    }

    /** Reads a value whenever the meters are read. A value is watched once. */
    public void watch(Watched watched, LongSupplier value) {
        watch(watched, Tags.empty(), value);
    }

    /** The same of a value that is one of several, told apart by a label. */
    public void watch(Watched watched, String label, String which, LongSupplier value) {
        watch(watched, Tags.of(label, which), value);
    }

    /** The same of levels that come and go, told apart by a label; read all at once, whenever the meters are. */
    public void watchEach(Watched watched, String label, Supplier<Map<String, Long>> values) {
        MultiGauge gauges = MultiGauge.builder(watched.meter())
                .description(watched.description())
                .register(registry);
        each.add(() -> gauges.register(
                values.get().entrySet().stream()
                        .<MultiGauge.Row<?>>map(
                                value -> MultiGauge.Row.of(Tags.of(label, value.getKey()), value.getValue()))
                        .toList(),
                true));
    }

    private void watch(Watched watched, Tags tags, LongSupplier value) {
        switch (watched.kind()) {
            case LEVEL ->
                Gauge.builder(watched.meter(), value::getAsLong)
                        .tags(tags)
                        .description(watched.description())
                        .register(registry);
            case TOTAL -> {
                totals.add(value);
                FunctionCounter.builder(watched.meter(), value, LongSupplier::getAsLong)
                        .tags(tags)
                        .description(watched.description())
                        .register(registry);
            }
        }
    }

    /** All meters in Prometheus' text format. */
    public String scrape() {
        if (runtimeWatched.compareAndSet(false, true)) {
            watchRuntime();
        }
        each.forEach(Runnable::run);
        return registry.scrape();
    }

    /** Memory, threads and CPU of the process; at the first scrape, because the management classes take long to load. */
    private void watchRuntime() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }
}
