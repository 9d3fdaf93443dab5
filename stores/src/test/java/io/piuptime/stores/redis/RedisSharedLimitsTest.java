package io.piuptime.stores.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.budget.rate.Binding;
import io.piuptime.gateway.budget.share.ShareStore;
import io.piuptime.model.limit.Measure;
import io.piuptime.model.limit.Window;
import io.piuptime.testkit.contracts.SharedLimitsContract;
import io.piuptime.testkit.fault.FaultProxy;
import io.piuptime.testkit.fault.Toxics;
import io.piuptime.testkit.nodes.LimitedNode;
import io.piuptime.testkit.nodes.Rush;
import io.piuptime.testkit.raw.Await;
import io.piuptime.testkit.server.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class RedisSharedLimitsTest implements SharedLimitsContract {
    private static final long LIMIT = 3_000;
    /** Longer than usual: a busy machine is not a store that is gone. */
    private static final Duration DEADLINE = Duration.ofMillis(150);

    private static final Duration RECOVERY = Duration.ofSeconds(15);

    private final RedisServer server = RedisServer.start();
    private final FaultProxy proxy = FaultProxy.to(server.port());
    private final List<Redis> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(Redis::close);
        proxy.close();
        server.close();
    }

    @Override
    public ShareStore another() {
        Redis redis = new Redis(
                RedisAddress.parse("redis://127.0.0.1:" + proxy.port()),
                DEADLINE,
                System::nanoTime,
                new SplittableRandom(1));
        redis.start();
        open.add(redis);
        ShareStore store = new RedisShareStore(redis, new SplittableRandom(open.size()));
        Await.until(
                "an answer of Redis",
                RECOVERY,
                () -> store.deal("first", List.of()).isPresent());
        return store;
    }

    @Test
    void a_store_that_is_killed_and_comes_back_empty_costs_no_more_than_the_nodes_parts() {
        within(2 * LIMIT, nodes -> {
            server.kill();
            Await.until("alone", RECOVERY, () -> nodes.stream().allMatch(LimitedNode::isAlone));
            rush(nodes, 300);
            server.restart();
            Await.until("together", RECOVERY, () -> nodes.stream().noneMatch(LimitedNode::isAlone));
        });
    }

    @Test
    void a_store_that_freezes_costs_no_more_than_the_nodes_parts() {
        within(2 * LIMIT, nodes -> {
            proxy.frozen(true);
            Await.until("alone", RECOVERY, () -> nodes.stream().allMatch(LimitedNode::isAlone));
            rush(nodes, 300);
            proxy.frozen(false);
            Await.until("together", RECOVERY, () -> nodes.stream().noneMatch(LimitedNode::isAlone));
        });
    }

    @Test
    void a_store_that_is_flushed_hears_again_what_every_node_holds() {
        // at most what was dealt out within the second in which it knew nothing
        within(LIMIT + LIMIT / 10, nodes -> server.command("FLUSHALL"));
    }

    @Test
    void a_store_that_is_slow_is_gone_without() {
        within(2 * LIMIT, nodes -> {
            proxy.downstream(Toxics.NONE.withLatency(Duration.ofMillis(200), Duration.ZERO));
            Await.until("alone", RECOVERY, () -> nodes.stream().allMatch(LimitedNode::isAlone));
            proxy.downstream(Toxics.NONE);
            Await.until("together", RECOVERY, () -> nodes.stream().noneMatch(LimitedNode::isAlone));
        });
    }

    private final Rush rush = new Rush(limit());

    private static Binding limit() {
        return SharedLimitsContract.bound(Measure.REQUESTS, new Window.Total(), LIMIT);
    }

    /** A third of the limit is used, then something happens, then all of it. */
    private void within(long most, Consumer<List<LimitedNode>> happening) {
        nodes(nodes -> {
            while (rush.admitted().size() < LIMIT / 3) {
                rush(nodes, 50);
            }
            happening.accept(nodes);
            rush(nodes, 3_000);
        });
        assertThat((long) rush.admitted().size()).isBetween(LIMIT * 97 / 100, most);
    }

    private void rush(List<LimitedNode> nodes, long millis) {
        rush.run(nodes, new int[] {10, 10, 3}, Duration.ofMillis(millis), 1, 1);
    }
}
