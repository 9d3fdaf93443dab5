package io.piuptime.app.e2e.stores;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.app.e2e.GatewayUnderTest;
import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.server.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** Three gateways that share limits through a Redis. What is promised while it answers is judged when it did. */
@Timeout(180)
class SharedLimitsTest {
    private static final int NODES = 3;
    private static final int LIMIT = 600;
    private static final int OF_EACH = 60;
    private static final int TIMES = 5;

    /** What is held without need is with the others a second later; whoever finds nothing for longer finds nothing any more. */
    private static final long LONG = TimeUnit.MILLISECONDS.toNanos(2_500);

    @TempDir
    private Path folder;

    private final FakeOpenAi upstream = FakeOpenAi.start();
    private final RedisServer redis = RedisServer.start();
    private final List<GatewayUnderTest> nodes = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        for (int i = 0; i < NODES; i++) {
            Path own = Files.createDirectories(folder.resolve("node" + i));
            nodes.add(GatewayUnderTest.start(own, """
                    providers:
                      upstream: {base-url: "%s", dialect: openai-chat, api-key: "sk-upstream-0123456789"}
                    models:
                      "m*":
                        targets: [{provider: upstream}]
                        limits: [{measure: requests, window: total, amount: %d, each: model}]
                      n:
                        targets: [{provider: upstream}]
                        limits: [{measure: requests, window: total, amount: %d, each: end-user}]
                    stores: {redis: "%s"}
                    drain: {lag: 0s, grace: 5s}
                    """.formatted(upstream.baseUrl(), LIMIT, OF_EACH, redis.url())));
        }
    }

    @AfterEach
    void close() {
        nodes.forEach(GatewayUnderTest::close);
        redis.close();
        upstream.close();
    }

    @Test
    void nodes_let_in_as_many_as_a_model_may_have_and_leave_little_of_it() throws Exception {
        int slice = Math.max(1, LIMIT / 50 / NODES);

        assertThat(undisturbed(time -> rush("m" + time, "ann", 6))).isBetween(LIMIT * 97 / 100, LIMIT + NODES * slice);
    }

    @Test
    void each_end_user_has_as_much_at_all_nodes_together() throws Exception {
        assertThat(undisturbed(time -> rush("n", "ann" + time, 2))).isBetween(OF_EACH * 97 / 100, OF_EACH + NODES);
        assertThat(undisturbed(time -> rush("n", "bob" + time, 2))).isBetween(OF_EACH * 97 / 100, OF_EACH + NODES);
    }

    /** A rush for a limit of its own each time. */
    @FunctionalInterface
    private interface Rush {
        int run(int time) throws Exception;
    }

    /** How many were let in by a rush during which Redis answered every node: it is asked again where the machine was too busy. */
    private int undisturbed(Rush rush) throws Exception {
        for (int time = 0; time < TIMES; time++) {
            double before = unanswered();
            int admitted = rush.run(time);
            if (unanswered() <= before) {
                return admitted;
            }
        }
        throw new TestAbortedException("Redis left questions unanswered in each of " + TIMES + " rushes");
    }

    private double unanswered() {
        return nodes.stream()
                .mapToDouble(node -> node.meter("piup_limits_unanswered_total") + node.meter("piup_limits_cut_off"))
                .sum();
    }

    /** Asks at all nodes until nobody is let in any more. Returns how many were. */
    private int rush(String model, String user, int callers) throws Exception {
        String chat = "{\"model\":\"%s\",\"user\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
                .formatted(model, user);
        AtomicInteger admitted = new AtomicInteger();
        AtomicLong last = new AtomicLong(System.nanoTime());
        List<Callable<Integer>> asking = new ArrayList<>();
        for (GatewayUnderTest node : nodes) {
            String key = node.key();
            Callable<Integer> caller = () -> {
                int odd = 0;
                while (System.nanoTime() - last.get() < LONG) {
                    int status = Probe.status(node, key, chat);
                    if (status == 200) {
                        admitted.incrementAndGet();
                        last.set(System.nanoTime());
                    } else if (status != 429) {
                        odd = status;
                    }
                }
                return odd;
            };
            for (int i = 0; i < callers; i++) {
                asking.add(caller);
            }
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> one : threads.invokeAll(asking)) {
                assertThat(one.get()).as("a status that is neither 200 nor 429").isZero();
            }
        }
        return admitted.get();
    }
}
