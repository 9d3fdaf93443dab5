package io.piuptime.bench.upgrade;

import static java.util.Objects.requireNonNull;

import io.piuptime.testkit.raw.Await;
import io.piuptime.testkit.raw.Header;
import io.piuptime.testkit.raw.RawHttp;
import io.piuptime.testkit.raw.Reply;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Callers behind a load balancer: they ask nodes that say they are ready, half of them for streams, and keep what they met. */
final class Steady implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LEAST_PAUSE = 30;
    private static final int MOST_PAUSE = 90;
    private static final int MOST_KEPT = 20;

    private final Supplier<List<Integer>> ports;
    private final String key;
    private final String model;
    private final Map<String, Integer> answered = new ConcurrentHashMap<>();
    private final Queue<String> errors = new ConcurrentLinkedQueue<>();
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean over;

    /**
     * So many callers begin at once.
     *
     * @param ports of the nodes that are ready now
     */
    Steady(int count, Supplier<List<Integer>> ports, String key, String model) {
        this.ports = requireNonNull(ports, "ports");
        this.key = requireNonNull(key, "key");
        this.model = requireNonNull(model, "model");
        for (int at = 0; at < count; at++) {
            SplittableRandom random = new SplittableRandom(at);
            callers.execute(() -> {
                while (!over) {
                    ask(random);
                    Await.elapsed(Duration.ofMillis(random.nextInt(LEAST_PAUSE, MOST_PAUSE)));
                }
            });
        }
    }

    /** One exchange; returns its status, or 0 if it had none. */
    static int ask(int port, String key, String model) {
        try {
            return exchange(port, key, model, false).map(Reply::status).orElse(0);
        } catch (UncheckedIOException _) {
            return 0;
        }
    }

    /** Ports of the nodes that answered, by the exchange's id. */
    Map<String, Integer> answered() {
        return Map.copyOf(answered);
    }

    /** What went wrong; of many the first. */
    List<String> errors() {
        return List.copyOf(errors);
    }

    @Override
    public void close() {
        over = true;
        callers.close();
    }

    private void ask(SplittableRandom random) {
        List<Integer> ready = ports.get();
        if (ready.isEmpty()) {
            wrong("no node is ready");
            return;
        }
        int port = ready.get(random.nextInt(ready.size()));
        boolean stream = random.nextBoolean();
        try {
            Optional<Reply> reply = exchange(port, key, model, stream);
            boolean whole = reply.filter(got -> got.status() == 200 && got.whole())
                    .filter(got -> !stream || got.text().contains("data: [DONE]"))
                    .isPresent();
            if (whole) {
                reply.flatMap(got -> got.header("x-piup-request-id")).ifPresent(id -> answered.put(id, port));
            } else {
                wrong(reply.map(got -> got.status() + (got.whole() ? " " : " cut ") + got.text())
                        .orElse("no answer"));
            }
        } catch (UncheckedIOException e) {
            wrong(String.valueOf(e.getMessage()));
        }
    }

    private void wrong(String what) {
        if (errors.size() < MOST_KEPT) {
            errors.add(what);
        }
    }

    private static Optional<Reply> exchange(int port, String key, String model, boolean stream) {
        String body = "{\"model\":\"" + model + "\",\"max_tokens\":50,\"stream\":" + stream
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
        try (RawHttp client = RawHttp.connect(port, PATIENCE)) {
            client.send(RawHttp.post("/v1/chat/completions", body, new Header("Authorization", "Bearer " + key)));
            return client.reply();
        }
    }
}
