package io.piuptime.bench;

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
        try (BenchUpstream upstream = BenchUpstream.start()) {
            starts("start_ms_plain", plain(), upstream.port()).close();
            try (Gateway gateway = starts("start_ms_aot", withCache(), upstream.port())) {
                Await.elapsed(scale.settle());
                figures.put(
                        "rss_idle_mb", gateway.subject().tree().orElseThrow().rssMib());
                beside(gateway, upstream.port());
            }
        }
        figures.put("steal_percent", HostTime.now().stealPercentSince(time));
        return figures;
    }

    /** What the reader has to know beside the figures. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    private void beside(Gateway gateway, int upstreamPort) throws IOException {
        Rounds rounds = new Rounds(new LoadDriver(System::nanoTime, 1L << 48), progress);
        Bench bench = new Bench(rounds, new Requests(gateway.key()), scale, figures, notes);
        Subject direct = new Subject("direct", upstreamPort, Optional.empty());
        Optional<Path> program = Nginx.program();
        if (program.isEmpty()) {
            notes.add("nginx is not installed: no ratios (install it with: apt-get install nginx-light)");
            bench.measure(direct, Optional.empty(), gateway.subject());
        } else {
            try (Nginx nginx = Nginx.start(program.get(), folder.resolve("nginx"), upstreamPort)) {
                bench.measure(direct, Optional.of(nginx.subject()), gateway.subject());
            }
        }
        Path data = folder.resolve("gateway").resolve("data");
        new Publish(rounds, new Requests(gateway.key()), scale, figures, data).measure(gateway.subject());
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
    private Gateway starts(String figure, Gateway.Command command, int upstreamPort) throws IOException {
        Samples samples = new Samples();
        for (int i = 1; ; i++) {
            progress.println("start " + i + ": gateway");
            Gateway gateway = Gateway.start(command, folder.resolve("gateway"), upstreamPort);
            samples.add(gateway.startTime().toNanos() / 1e6);
            if (i == scale.starts()) {
                figures.put(figure, samples);
                return gateway;
            }
            gateway.close();
        }
    }
}
