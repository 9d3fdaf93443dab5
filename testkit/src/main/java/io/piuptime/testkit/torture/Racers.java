package io.piuptime.testkit.torture;

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
import java.util.function.Function;

/** Callers who ask again as soon as they are answered, of whichever node, each crowd on one key. */
final class Racers {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int LEAST_PAUSE = 150;
    private static final int MOST_PAUSE = 450;
    private static final int LONGEST_PROMPT = 600;
    private static final int MOST_TOKENS = 400;
    /** Of so many callers with money to spend, one does not say how long an answer may be: that reserves the most. */
    private static final int ONE_IN = 20;

    private final List<Integer> ports;
    private final Map<Crowd, String> keys;
    private final long seed;
    private final AtomicLong counter = new AtomicLong();
    private final Map<String, String> whole = new ConcurrentHashMap<>();
    private final Map<String, Long> asked = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> outcomes = new ConcurrentHashMap<>();
    private final AtomicBoolean over = new AtomicBoolean();

    Racers(List<Integer> ports, Function<Crowd, String> key, long seed) {
        this.ports = List.copyOf(ports);
        this.keys = new ConcurrentHashMap<>();
        for (Crowd crowd : Crowd.values()) {
            keys.put(crowd, key.apply(crowd));
        }
        this.seed = seed;
    }

    /** So many of them race until the time is over. */
    void race(Map<Crowd, Integer> counts, Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        long number = seed;
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Map.Entry<Crowd, Integer> count : new TreeMap<>(counts).entrySet()) {
                for (int at = 0; at < count.getValue(); at++) {
                    SplittableRandom random = new SplittableRandom(number++);
                    all.execute(() -> {
                        while (!over.get() && System.nanoTime() - end < 0) {
                            ask(count.getKey(), random);
                        }
                    });
                }
            }
            all.shutdown();
            if (!all.awaitTermination(time.plus(PATIENCE).plus(PATIENCE).toSeconds(), TimeUnit.SECONDS)) {
                over.set(true);
            }
        }
    }

    /** How often they met what. */
    Map<String, Long> outcomes() {
        Map<String, Long> counts = new TreeMap<>();
        outcomes.forEach((outcome, count) -> counts.put(outcome, count.sum()));
        return counts;
    }

    /** How many of a crowd were refused so far. */
    long refused(Crowd crowd) {
        LongAdder count = outcomes.get(outcome(crowd, "429"));
        return count == null ? 0 : count.sum();
    }

    /** Ids of exchanges that were answered whole, by the marker of the request. */
    Map<String, String> whole() {
        return Map.copyOf(whole);
    }

    /** When each request was begun, in nanoseconds of this process. */
    Map<String, Long> asked() {
        return Map.copyOf(asked);
    }

    private void ask(Crowd crowd, SplittableRandom random) {
        String marker = crowd.marker(counter.incrementAndGet());
        boolean stream = random.nextBoolean();
        boolean unsaid = crowd == Crowd.STRICT && random.nextInt(ONE_IN) == 0;
        String limit = unsaid ? "" : ",\"max_tokens\":" + (1 + random.nextInt(MOST_TOKENS));
        String body = "{\"model\":\"" + Torture.MODEL + "\",\"user\":\"" + marker + "\",\"stream\":" + stream + limit
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"" + "x".repeat(random.nextInt(LONGEST_PROMPT))
                + "\"}]}";
        String outcome = "broken";
        int port = ports.get(random.nextInt(ports.size()));
        asked.put(marker, System.nanoTime());
        try (RawHttp client = RawHttp.connect(port, PATIENCE)) {
            client.send(RawHttp.post(
                    "/v1/chat/completions", body, new Header("Authorization", "Bearer " + keys.get(crowd))));
            Optional<Reply> reply = client.reply();
            outcome = reply.map(got -> got.whole() ? String.valueOf(got.status()) : "cut")
                    .orElse("nothing");
            reply.filter(got -> got.status() == 200 && got.whole() && isWhole(got, stream))
                    .flatMap(got -> got.header("x-piup-request-id"))
                    .ifPresent(id -> whole.put(marker, id));
        } catch (UncheckedIOException _) {
            // the node is away
        }
        outcomes.computeIfAbsent(outcome(crowd, outcome), _ -> new LongAdder()).increment();
        if (!outcome.equals("200")) {
            Await.elapsed(Duration.ofMillis(random.nextInt(LEAST_PAUSE, MOST_PAUSE)));
        }
    }

    private static String outcome(Crowd crowd, String what) {
        return crowd.word() + " " + what;
    }

    private static boolean isWhole(Reply reply, boolean stream) {
        return !stream || reply.text().contains("data: [DONE]");
    }
}
