package io.piuptime.bench;

import io.piuptime.bench.Rounds.Window;
import io.piuptime.bench.company.Admin;
import io.piuptime.bench.subject.Subject;
import io.piuptime.testkit.load.LoadReport;
import io.piuptime.testkit.load.Pace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How long 10,000 models take to be published, and what requests notice of it: the median of pairs of windows, in the second of
 * which one document is published.
 */
final class Publish {
    private static final int MODELS = 10_000;
    private static final int CONNECTIONS = 8;
    private static final int ROUNDS = 5;
    private static final double NEARLY_ALL = 99;

    private final Rounds rounds;
    private final Requests requests;
    private final Scale scale;
    private final Figures figures;
    private final Path data;

    /**
     * A measurement at a gateway that runs.
     *
     * @param data its data folder
     */
    Publish(Rounds rounds, Requests requests, Scale scale, Figures figures, Path data) {
        this.rounds = rounds;
        this.requests = requests;
        this.scale = scale;
        this.figures = figures;
        this.data = data;
    }

    void measure(Subject gateway) throws IOException {
        Optional<Admin> found = Admin.of(data);
        if (found.isPresent()) { // a gateway that says nowhere where it is administered has nothing to publish to
            measure(gateway, found.orElseThrow());
        }
    }

    private void measure(Subject gateway, Admin admin) throws IOException {
        // compiled code, as a gateway that runs for long has it
        for (int round = 0; round < ROUNDS; round++) {
            published(admin, document(round, MODELS / 5));
        }
        Pace pace = Pace.open(scale.rate() / 2.0, CONNECTIONS, scale.shortWindow());
        Samples millis = new Samples();
        Samples added = new Samples();
        for (int round = 0; round < ROUNDS; round++) {
            String document = document(round, MODELS);
            double without = p99(rounds.window("without publishing", gateway, requests.json(gateway), pace));
            Thread publisher = Thread.ofPlatform().start(() -> millis.add(quietly(admin, document)));
            double during = p99(rounds.window("while publishing", gateway, requests.json(gateway), pace));
            join(publisher);
            added.add(during - without);
        }
        figures.put("publish_10k_ms", millis);
        figures.put("publish_10k_p99_added_us", added);
        published(admin, document(0, 0));
    }

    private static double p99(Window window) {
        return LoadReport.micros(window.report().total(), NEARLY_ALL);
    }

    /** A document of which no model is in another round's. */
    private static String document(int round, int models) {
        return "models:\n"
                + IntStream.range(0, models)
                        .mapToObj(model -> "  published-%d-%05d: {targets: [{provider: bench, model: bench}]}"
                                .formatted(round, model))
                        .collect(Collectors.joining("\n"));
    }

    private static double quietly(Admin admin, String document) {
        try {
            return published(admin, document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Publishes a document, which is in force with the answer. Returns milliseconds. */
    private static double published(Admin admin, String document) throws IOException {
        long began = System.nanoTime();
        admin.post("revisions", document);
        return (System.nanoTime() - began) / 1e6;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
