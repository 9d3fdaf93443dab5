package io.piuptime.bench.subject;

import static java.util.Objects.requireNonNull;

import io.piuptime.testkit.raw.Await;
import io.piuptime.testkit.raw.Header;
import io.piuptime.testkit.raw.RawHttp;
import io.piuptime.testkit.raw.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The gateway as its users start it; for the benchmark with one model on its provider, and one that has to be translated. */
public final class Gateway implements AutoCloseable {
    /** How long a start may take. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The model whose provider speaks another dialect than its callers. */
    public static final String TRANSLATED = "bench-messages";

    private final Child child;
    private final Path data;
    private final int port;
    private final String key;
    private final Duration start;

    private Gateway(Child child, Path data, int port, String key, Duration start) {
        this.child = child;
        this.data = data;
        this.port = port;
        this.key = key;
        this.start = start;
    }

    /**
     * How a gateway is started.
     *
     * @param words the command; {@code run} is added if it does not end so
     */
    public record Command(List<String> words, Map<String, String> environment) {
        public Command {
            words = List.copyOf(words);
            environment = Map.copyOf(environment);
            if (words.isEmpty()) {
                throw new IllegalArgumentException("gateway command: empty (expected: words)");
            }
        }

        List<String> with(Path folder, int port, int adminPort) {
            List<String> all = new ArrayList<>(words);
            if (!words.getLast().equals("run")) {
                all.add("run");
            }
            all.addAll(List.of("--config", folder.resolve("piup.yaml").toString()));
            all.addAll(List.of("--data", folder.resolve("data").toString()));
            all.addAll(List.of("--port", String.valueOf(port), "--admin-port", String.valueOf(adminPort)));
            return all;
        }
    }

    /** Starts it in a folder, which may hold the data of an earlier start, and waits for its first answer. */
    public static Gateway start(Command command, Path folder, int providerPort) throws IOException {
        return start(command, folder, configuration(providerPort), "bench");
    }

    /**
     * Starts it with a configuration of one's own.
     *
     * @param model that is asked for its first answer
     */
    public static Gateway start(Command command, Path folder, String yaml, String model) throws IOException {
        requireNonNull(command, "command");
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("piup.yaml"), yaml);
        int port = Ports.free();
        List<String> words = command.with(folder, port, Ports.free());
        long began = System.nanoTime();
        Child child = Child.start(words, command.environment(), folder.resolve("output.log"));
        Path key = data.resolve("first-key");
        if (!Await.holds(PATIENCE, () -> !child.isAlive() || answers(port, key, model)) || !child.isAlive()) {
            child.close();
            throw new IOException("gateway: does not answer: " + String.join(" ", words) + "\n" + child.lastWords());
        }
        Duration start = Duration.ofNanos(System.nanoTime() - began);
        return new Gateway(child, data, port, Files.readString(key).strip(), start);
    }

    public Subject subject() {
        return new Subject("gateway", port, Optional.of(child.tree()));
    }

    /** Its data folder. */
    public Path data() {
        return data;
    }

    /** A key that it accepts. */
    public String key() {
        return key;
    }

    /** From its command to its first answer. */
    public Duration startTime() {
        return start;
    }

    public String lastWords() {
        return child.lastWords();
    }

    @Override
    public void close() {
        child.stop(Duration.ofSeconds(15));
    }

    private static boolean answers(int port, Path key, String model) {
        try {
            if (!Files.exists(key)) {
                return false;
            }
            String bearer = "Bearer " + Files.readString(key).strip();
            try (RawHttp client = RawHttp.connect(port, Duration.ofSeconds(5))) {
                String body =
                        "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"marker=1\"}]}";
                client.send(RawHttp.post("/v1/chat/completions", body, new Header("Authorization", bearer)));
                return client.reply().map(Reply::status).orElse(0) == 200;
            }
        } catch (IOException | UncheckedIOException notYet) {
            return false;
        }
    }

    private static String configuration(int providerPort) {
        return """
            providers:
              bench:
                base-url: http://127.0.0.1:%1$d/v1
                api-key: bench-provider-key
                asks-usage: true
                pool: 4096
              bench-messages:
                base-url: http://127.0.0.1:%1$d/v1
                dialect: anthropic-messages
                api-key: bench-provider-key
                pool: 4096
            models:
              bench:
                targets: [{provider: bench, model: bench}]
              %2$s:
                targets: [{provider: bench-messages, model: bench}]
            drain:
              lag: 0s
              grace: 1s
            """.formatted(providerPort, TRANSLATED);
    }
}
