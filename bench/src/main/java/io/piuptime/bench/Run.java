package io.piuptime.bench;

import io.piuptime.bench.Options.Part;
import io.piuptime.bench.company.Company;
import io.piuptime.bench.mock.BenchUpstream;
import io.piuptime.bench.subject.Gateway;
import io.piuptime.bench.subject.HostTime;
import io.piuptime.bench.subject.Nginx;
import io.piuptime.bench.subject.Subject;
import io.piuptime.testkit.load.LoadDriver;
import io.piuptime.testkit.raw.Await;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run of the benchmark: starts what it measures, measures, ends what it started. */
final class Run {
    private final Options options;
    private final Scale scale;
    private final Path folder;
    private final PrintStream progress;
    private final Figures figures = new Figures();
    private final List<String> notes = new ArrayList<>();

    /**
     * A run.
     *
     * @param folder for the files of the processes; its owner deletes it
     * @param progress is told what is being done
     */
    Run(Options options, Scale scale, Path folder, PrintStream progress) {
        this.options = options;
        this.scale = scale;
        this.folder = folder;
        this.progress = progress;
    }

    /** Measures everything. */
    Figures play() throws IOException {
        HostTime time = HostTime.now();
        if (!Part.ALONE.containsAll(options.parts())) {
            gateways();
        }
        if (options.has(Part.ROUTE)) {
            new Route(scale, figures).measure();
        }
        if (options.has(Part.KEYS)) {
            new Keys(scale, figures).measure();
        }
        figures.put("steal_percent", HostTime.now().stealPercentSince(time));
        return figures;
    }

    /** What the reader has to know beside the figures. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    private void gateways() throws IOException {
        try (BenchUpstream upstream = BenchUpstream.start()) {
            if (options.has(Part.START)) {
                starts("start_ms_plain", plain(), scale.starts(), upstream.port())
                        .close();
            }
            int times = options.has(Part.START) ? scale.starts() : 1;
            try (Gateway gateway = starts("start_ms_aot", withCache(), times, upstream.port())) {
                Await.elapsed(scale.settle());
                figures.put(
                        "rss_idle_mb", gateway.subject().tree().orElseThrow().rssMib());
                beside(gateway, upstream.port());
            }
        }
    }

    private void beside(Gateway gateway, int upstreamPort) throws IOException {
        Rounds rounds = new Rounds(new LoadDriver(System::nanoTime, 1L << 48), progress);
        Requests requests = new Requests(gateway.key());
        Bench bench = new Bench(rounds, requests, scale, figures, notes, options.parts());
        Subject direct = new Subject("direct", upstreamPort, Optional.empty());
        Optional<Path> program = Nginx.program();
        if (program.isEmpty()) {
            notes.add("nginx is not installed: no ratios (install it with: apt-get install nginx-light)");
        }
        Optional<Nginx> nginx = Optional.empty();
        Optional<Company> company = Optional.empty();
        try {
            if (program.isPresent()) {
                nginx = Optional.of(Nginx.start(program.get(), folder.resolve("nginx"), upstreamPort));
            }
            if (options.has(Part.CPU)) {
                company = Company.start(withCache(), folder.resolve("company"), upstreamPort);
            }
            bench.measure(direct, nginx.map(Nginx::subject), gateway.subject(), company);
        } finally {
            company.ifPresent(Company::close);
            nginx.ifPresent(Nginx::close);
        }
        if (options.has(Part.PUBLISH)) {
            Path data = folder.resolve("gateway").resolve("data");
            new Publish(rounds, requests, scale, figures, data).measure(gateway.subject());
        }
    }

    private Gateway.Command withCache() {
        return new Gateway.Command(options.gatewayCommand(), Map.of());
    }

    private Gateway.Command plain() {
        return options.plainCommand()
                .map(words -> new Gateway.Command(words, Map.of()))
                .orElseGet(() -> new Gateway.Command(options.gatewayCommand(), Map.of("PIUP_NO_AOT", "1")));
    }

    /** Starts the gateway several times; the last one goes on. */
    private Gateway starts(String figure, Gateway.Command command, int times, int upstreamPort) throws IOException {
        Samples samples = new Samples();
        for (int i = 1; ; i++) {
            progress.println("start " + i + ": gateway");
            Gateway gateway = Gateway.start(command, folder.resolve("gateway"), upstreamPort);
            samples.add(gateway.startTime().toNanos() / 1e6);
            if (i == times) {
                figures.put(figure, samples);
                return gateway;
            }
            gateway.close();
        }
    }
}
