package io.piuptime.testkit.torture;

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
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Callers who ask again as soon as they are answered, of whichever node, on one key and so on one budget. */
final class Racers {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int LONGEST_PROMPT = 600;
    private static final int MOST_TOKENS = 400;

    private final List<Integer> ports;
    private final String key;
    private final long seed;
    private final AtomicLong asked = new AtomicLong();
    private final Map<String, String> whole = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> outcomes = new ConcurrentHashMap<>();
    private final AtomicBoolean over = new AtomicBoolean();

    Racers(List<Integer> ports, String key, long seed) {
        this.ports = List.copyOf(ports);
        this.key = requireNonNull(key, "key");
        this.seed = seed;
    }

    /** So many of them race until the time is over. */
    void race(int count, Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int at = 0; at < count; at++) {
                SplittableRandom random = new SplittableRandom(seed + at);
                all.execute(() -> {
                    while (!over.get() && System.nanoTime() - end < 0) {
                        ask(random);
                    }
                });
            }
            all.shutdown();
            if (!all.awaitTermination(time.plus(PATIENCE).plus(PATIENCE).toSeconds(), TimeUnit.SECONDS)) {
                over.set(true);
            }
        }
    }

    /** What they met. */
    Verdict.Met met() {
        Map<String, Long> counts = new TreeMap<>();
        outcomes.forEach((outcome, count) -> counts.put(outcome, count.sum()));
        return new Verdict.Met(Map.copyOf(whole), counts);
    }

    private void ask(SplittableRandom random) {
        String marker = "m" + asked.incrementAndGet();
        boolean stream = random.nextBoolean();
        String limit = random.nextInt(4) == 0 ? "" : ",\"max_tokens\":" + (1 + random.nextInt(MOST_TOKENS));
        String body = "{\"model\":\"" + Torture.MODEL + "\",\"user\":\"" + marker + "\",\"stream\":" + stream + limit
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"" + "x".repeat(random.nextInt(LONGEST_PROMPT))
                + "\"}]}";
        String outcome = "unreachable";
        int port = ports.get(random.nextInt(ports.size()));
        try (RawHttp client = RawHttp.connect(port, PATIENCE)) {
            client.send(RawHttp.post("/v1/chat/completions", body, new Header("Authorization", "Bearer " + key)));
            Optional<Reply> reply = client.reply();
            outcome = reply.map(got -> got.whole() ? String.valueOf(got.status()) : "cut")
                    .orElse("nothing");
            reply.filter(got -> got.status() == 200 && got.whole() && isWhole(got, stream))
                    .flatMap(got -> got.header("x-piup-request-id"))
                    .ifPresent(id -> whole.put(marker, id));
        } catch (UncheckedIOException _) {
            outcome = "broken";
        }
        outcomes.computeIfAbsent(outcome, _ -> new LongAdder()).increment();
        if (!outcome.equals("200")) {
            Await.elapsed(PAUSE);
        }
    }

    private static boolean isWhole(Reply reply, boolean stream) {
        return !stream || reply.text().contains("data: [DONE]");
    }
}
