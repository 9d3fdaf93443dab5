package io.piuptime.bench;

import io.piuptime.bench.Options.Part;
import io.piuptime.bench.Rounds.Window;
import io.piuptime.bench.company.Company;
import io.piuptime.bench.subject.ProcessTree;
import io.piuptime.bench.subject.Subject;
import io.piuptime.testkit.load.Load;
import io.piuptime.testkit.load.LoadReport;
import io.piuptime.testkit.load.Pace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** The measurements of one run, one after the other. */
final class Bench {
    private static final int WINDOWS = 3;
    private static final int CPU_WINDOWS = 5;
    private static final int CONNECTIONS = 32;
    private static final int FRAME_STREAMS = 50;
    private static final int FRAME_GAP = 20;

    private final Rounds rounds;
    private final Requests requests;
    private final Scale scale;
    private final Figures figures;
    private final List<String> notes;
    private final Set<Part> parts;

    Bench(Rounds rounds, Requests requests, Scale scale, Figures figures, List<String> notes, Set<Part> parts) {
        this.rounds = rounds;
        this.requests = requests;
        this.scale = scale;
        this.figures = figures;
        this.notes = notes;
        this.parts = parts;
    }

    /**
     * Measures the gateway beside the others; it is the last subject to be loaded and nobody else is afterwards.
     *
     * @param company a gateway with everything on; only its CPU time is looked at
     */
    void measure(Subject direct, Optional<Subject> nginx, Subject gateway, Optional<Company> company) {
        List<Subject> proxies =
                Stream.concat(nginx.stream(), Stream.of(gateway)).toList();
        List<Subject> all = Stream.concat(Stream.of(direct), proxies.stream()).toList();
        warmUp(all);
        part(Part.CPU, () -> cpu(proxies, company));
        company.ifPresent(Company::close); // its memory and its tickers are nothing to what follows
        part(Part.LATENCY, () -> {
            throughput(all);
            latency(all);
            firstToken(all);
        });
        part(Part.FRAMES, () -> frames(proxies));
        part(Part.STREAMS, () -> streams(gateway));
        part(Part.LARGE, () -> large(gateway));
        part(Part.TRANSLATION, () -> new Translation(rounds, requests, scale, figures).measure(gateway));
    }

    private void part(Part part, Runnable measurement) {
        if (parts.contains(part)) {
            measurement.run();
        }
    }

    private void warmUp(List<Subject> all) {
        for (Subject subject : all) {
            warmUp(subject, requests.json(subject));
            rounds.settle(
                    "warm-up of streams",
                    subject,
                    requests.stream(subject, 100, 2),
                    Pace.times(scale.streamWarmUp(), FRAME_STREAMS),
                    scale.warmUps());
        }
    }

    private void warmUp(Subject subject, Load load) {
        rounds.settle("warm-up", subject, load, Pace.times(scale.warmUp(), CONNECTIONS), scale.warmUps());
        rounds.settle("warm-up at the rate", subject, load, rate(), scale.warmUps());
    }

    private Pace rate() {
        return Pace.open(scale.rate(), CONNECTIONS, scale.window());
    }

    /** One after the other in each round: nginx, the gateway, and the gateway with everything on. */
    private void cpu(List<Subject> proxies, Optional<Company> company) {
        List<Subject> all = Stream.concat(proxies.stream(), company.map(Company::subject).stream())
                .toList();
        Map<String, Requests> own = company.map(one -> Map.of(Company.NAME, new Requests(one.key())))
                .orElse(Map.of());
        Function<Subject, Load> load =
                subject -> own.getOrDefault(subject.name(), requests).json(subject);
        company.map(Company::subject).ifPresent(subject -> warmUp(subject, load.apply(subject)));
        var windows = rounds.alternate("CPU per request", CPU_WINDOWS, all, load, rate());
        ToDoubleFunction<Window> value =
                window -> window.cpuMicros() / window.report().completed();
        cpuPer("", windows, value);
        List<Window> nginx = windows.getOrDefault("nginx", List.of());
        List<Window> everything = windows.getOrDefault(Company.NAME, List.of());
        if (nginx.isEmpty() || everything.isEmpty()) {
            figures.absent("cpu_ratio_nginx_all");
        } else {
            figures.put("cpu_ratio_nginx_all", ratios(everything, nginx, value));
        }
        figures.put("rss_steady_mb", tree(proxies.getLast()).rssMib());
    }

    private void throughput(List<Subject> all) {
        var windows = rounds.alternate(
                "throughput", WINDOWS, all, requests::json, Pace.closed(CONNECTIONS, scale.shortWindow()));
        perUnit("rps_", windows, window -> window.report().perSecond());
    }

    private void latency(List<Subject> all) {
        var windows = rounds.alternate("latency", WINDOWS, all, requests::json, Pace.closed(1, scale.shortWindow()));
        added("added_", windows, LoadReport::total);
    }

    private void firstToken(List<Subject> all) {
        var windows = rounds.alternate(
                "time to first token",
                WINDOWS,
                all,
                subject -> requests.stream(subject, 2, 1),
                Pace.closed(1, scale.window()));
        added("ttft_added_", windows, LoadReport::first);
    }

    private void frames(List<Subject> proxies) {
        int tokens = (int) (scale.window().toMillis() / FRAME_GAP);
        var windows = rounds.alternate(
                "CPU per frame",
                WINDOWS,
                proxies,
                subject -> requests.stream(subject, tokens, FRAME_GAP),
                Pace.once(FRAME_STREAMS));
        cpuPer("frame_", windows, window -> window.cpuMicros() / window.report().frames());
    }

    private void streams(Subject gateway) {
        int held = 0;
        for (int count : scale.streams()) {
            Load load = requests.stream(gateway, 20, scale.heldGap());
            LoadReport report = rounds.attempt(count + " streams", gateway, load, Pace.once(count), notes::add);
            if (report.errorCount() > 0 || report.mostOpen() < count) {
                break;
            }
            held = count;
        }
        figures.count("streams_held", held);
        figures.put("rss_streams_mb", tree(gateway).rssMib());
    }

    private void large(Subject gateway) {
        LoadReport report = rounds.attempt(
                "large bodies", gateway, requests.large(gateway), Pace.once(scale.largeBodies()), notes::add);
        long served = report.statuses().getOrDefault(200, 0L);
        figures.count("large_bodies", report.completed());
        figures.count("large_bodies_served", served);
        figures.count("large_bodies_refused", report.completed() - served);
        figures.count("large_bodies_broken", report.errorCount());
        figures.put("large_bodies_rss_mb", tree(gateway).rssMib());
        if (!tree(gateway).isAlive()) {
            throw new BenchFailure("large bodies: the gateway died of them (expected: served or refused)");
        }
        rounds.window("after large bodies", gateway, requests.json(gateway), Pace.closed(1, Duration.ofMillis(200)));
    }

    private void perUnit(String prefix, Map<String, List<Window>> windows, ToDoubleFunction<Window> value) {
        windows.forEach((name, all) -> figures.put(prefix + name, samples(all, value)));
    }

    /** CPU time of each, and of the gateway in proportion to nginx: the median of the rounds, each of which is a pair. */
    private void cpuPer(String prefix, Map<String, List<Window>> windows, ToDoubleFunction<Window> value) {
        perUnit(prefix + "cpu_us_", windows, value);
        List<Window> nginx = windows.getOrDefault("nginx", List.of());
        if (nginx.isEmpty()) {
            figures.absent(prefix + "cpu_us_nginx");
            figures.absent(prefix + "cpu_ratio_nginx");
            return;
        }
        List<Window> gateway = windows.getOrDefault("gateway", List.of());
        figures.put(prefix + "cpu_ratio_nginx", ratios(gateway, nginx, value));
    }

    private static Samples ratios(List<Window> some, List<Window> others, ToDoubleFunction<Window> value) {
        return pairs(some, others, (one, other) -> value.applyAsDouble(one) / value.applyAsDouble(other));
    }

    /** What a subject adds to the provider's own time: the median of the rounds, each of which is a pair. */
    private void added(String prefix, Map<String, List<Window>> windows, Function<LoadReport, Histogram> times) {
        List<Window> direct = windows.getOrDefault("direct", List.of());
        for (int percentile : new int[] {50, 99}) {
            ToDoubleFunction<Window> value = window -> LoadReport.micros(times.apply(window.report()), percentile);
            String figure = prefix + "p" + percentile + "_us";
            figures.put(figure + "_direct", samples(direct, value));
            windows.forEach((name, all) -> {
                if (!name.equals("direct")) {
                    figures.put(
                            name.equals("gateway") ? figure : figure + "_" + name,
                            pairs(all, direct, (one, other) -> value.applyAsDouble(one) - value.applyAsDouble(other)));
                }
            });
        }
    }

    static Samples pairs(List<Window> some, List<Window> others, ToDoubleBiFunction<Window, Window> value) {
        Samples samples = new Samples();
        for (int round = 0; round < some.size(); round++) {
            samples.add(value.applyAsDouble(some.get(round), others.get(round)));
        }
        return samples;
    }

    private static Samples samples(List<Window> windows, ToDoubleFunction<Window> value) {
        Samples samples = new Samples();
        windows.forEach(window -> samples.add(value.applyAsDouble(window)));
        return samples;
    }

    private static ProcessTree tree(Subject subject) {
        return subject.tree().orElseThrow();
    }
}
