package io.piuptime.stores.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.piuptime.stores.StoreUnavailable;
import io.piuptime.stores.redis.Script.Answer;
import io.piuptime.testkit.fault.FaultProxy;
import io.piuptime.testkit.fault.Toxics;
import io.piuptime.testkit.raw.Await;
import io.piuptime.testkit.server.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

@Timeout(120)
class RedisTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** A fault is over: what fault 51 of the catalogue of faults allows, and a little for a busy machine. */
    private static final Duration RECOVERY = Duration.ofSeconds(10);

    private static final Script ADD = Script.of("return {redis.call('INCRBY', KEYS[1], ARGV[1])}");
    private static final Script PAIR = Script.of("return {1, '9007199254740993'}");

    private final List<AutoCloseable> open = new ArrayList<>();
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Logger log = (Logger) LoggerFactory.getLogger(Redis.class);

    @BeforeEach
    void listen() {
        logged.start();
        log.addAppender(logged);
    }

    @AfterEach
    void close() throws Exception {
        log.detachAppender(logged);
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @Test
    void runs_scripts_and_gives_back_whole_numbers_however_large() {
        Redis redis = patient(server().url());

        assertThat(redis.run(ADD.on(List.of("a"), "2"))).containsExactly(2L);
        assertThat(redis.run(ADD.on(List.of("a"), "3"))).containsExactly(5L);
        assertThat(redis.run(PAIR.on(List.of()))).containsExactly(1L, 9_007_199_254_740_993L);
    }

    @Test
    void runs_many_scripts_at_once_and_answers_in_their_order() {
        Redis redis = patient(server().url());

        List<Answer> answers = redis.runAll(
                IntStream.range(0, 500).mapToObj(i -> ADD.on(List.of("k"), "1")).toList());

        assertThat(answers)
                .extracting(answer -> answer.numbers().getFirst())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 500).mapToObj(Long::valueOf).toList());
        assertThat(redis.runAll(List.of())).isEmpty();
    }

    @Test
    void runs_a_script_that_the_server_has_forgotten() {
        RedisServer server = server();
        Redis redis = patient(server.url());
        redis.run(ADD.on(List.of("a"), "1"));

        assertThat(server.command("SCRIPT", "FLUSH")).isEqualTo("+OK");

        assertThat(redis.run(ADD.on(List.of("a"), "1"))).containsExactly(2L);
    }

    @Test
    void tells_which_of_several_scripts_failed_and_goes_on_for_the_others() {
        RedisServer server = server();
        server.command("LPUSH", "list", "x");
        Redis redis = patient(server.url());

        for (int i = 0; i < 2 * Breaker.FAILURES; i++) {
            List<Answer> answers = redis.runAll(List.of(ADD.on(List.of("list"), "1"), ADD.on(List.of("a"), "1")));

            assertThat(answers).extracting(Answer::known).containsExactly(false, true);
            assertThatThrownBy(() -> redis.run(ADD.on(List.of("list"), "1")))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining("WRONGTYPE");
        }
        assertThat(redis.trouble()).isEmpty();
    }

    @Test
    void is_asked_from_many_threads_at_once() {
        Redis redis = patient(server().url());
        List<Thread> threads = IntStream.range(0, 8)
                .mapToObj(_ -> Thread.ofVirtual().start(() -> {
                    for (int i = 0; i < 50; i++) {
                        redis.run(ADD.on(List.of("a"), "1"));
                    }
                }))
                .toList();
        threads.forEach(RedisTest::join);

        assertThat(redis.run(ADD.on(List.of("a"), "0"))).containsExactly(400L);
    }

    @Test
    void a_killed_server_is_told_of_once_and_found_again_when_it_is_back() {
        RedisServer server = server();
        Redis redis = connected(server.url());
        server.kill();

        awaitOpen(redis);
        assertFailsAtOnce(redis);
        server.restart();

        awaitBack(redis);
    }

    @Test
    void a_frozen_server_costs_the_deadline_five_times_and_then_nothing() {
        RedisServer server = server();
        Redis redis = connected(server.url());
        logged.list.clear();
        server.freeze();

        long begun = System.nanoTime();
        for (int i = 0; i < Breaker.FAILURES; i++) {
            assertFails(redis);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isBetween(Redis.DEADLINE.multipliedBy(5), Duration.ofSeconds(2));
        assertThat(redis.trouble()).contains("no answer within 25 ms");
        assertFailsAtOnce(redis);
        assertThat(logged.list).hasSize(1);
        server.thaw();

        awaitBack(redis);
        assertThat(logged.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .satisfiesExactly(
                        told -> assertThat(told)
                                .isEqualTo(server.url()
                                        + ": no answer within 25 ms; the gateway goes on without it until it is back"),
                        ended -> assertThat(ended).startsWith(server.url() + ": back after "));
    }

    @Test
    void a_slow_server_is_as_good_as_none() {
        FaultProxy proxy = FaultProxy.to(server().port());
        open.add(proxy);
        Redis redis = connected("redis://127.0.0.1:" + proxy.port());
        proxy.downstream(Toxics.NONE.withLatency(Duration.ofMillis(200), Duration.ZERO));

        awaitOpen(redis);
        assertFailsAtOnce(redis);
        proxy.downstream(Toxics.NONE);

        awaitBack(redis);
    }

    @Test
    void a_connection_that_hangs_is_replaced() {
        FaultProxy proxy = FaultProxy.to(server().port());
        open.add(proxy);
        Redis redis = connected("redis://127.0.0.1:" + proxy.port());
        int before = proxy.accepted();
        proxy.frozen(true);

        awaitOpen(redis);
        Await.until("a new connection", PATIENCE, () -> {
            ask(redis);
            return proxy.accepted() > before;
        });
        proxy.frozen(false);

        awaitBack(redis);
    }

    @Test
    void a_server_that_is_read_only_is_as_good_as_none() {
        RedisServer server = server();
        RedisServer master = server();
        Redis redis = connected(server.url());
        server.command("REPLICAOF", "127.0.0.1", Integer.toString(master.port()));

        awaitOpen(redis);
        assertFailsAtOnce(redis);
        server.command("REPLICAOF", "NO", "ONE");

        awaitBack(redis);
    }

    @Test
    void a_server_without_memory_is_as_good_as_none() {
        RedisServer server = server();
        Redis redis = connected(server.url());
        server.command("CONFIG", "SET", "maxmemory-policy", "noeviction");
        server.command("CONFIG", "SET", "maxmemory", "1");

        awaitOpen(redis);
        assertThat(redis.trouble()).hasValueSatisfying(what -> assertThat(what).contains("OOM"));
        server.command("CONFIG", "SET", "maxmemory", "0");

        awaitBack(redis);
    }

    @Test
    void a_server_whose_password_has_changed_is_as_good_as_none() {
        RedisServer server = server("--requirepass", "one");
        Redis redis = patient("redis://:one@127.0.0.1:" + server.port());
        assertThat(redis.trouble()).isEmpty();
        Redis wrong = redis("redis://:two@127.0.0.1:" + server.port());

        awaitOpen(wrong);
        assertThat(wrong.trouble()).hasValueSatisfying(what -> assertThat(what).doesNotContain("two"));
        assertThat(redis.run(ADD.on(List.of("a"), "1"))).containsExactly(1L);
    }

    @Test
    void may_start_before_its_server() {
        RedisServer server = server();
        server.kill();
        Redis redis = redis(server.url());

        awaitOpen(redis);
        assertFailsAtOnce(redis);
        server.restart();

        awaitBack(redis);
    }

    @Test
    void whoever_listens_hears_of_pokes_and_of_each_new_connection() {
        RedisServer server = server();
        AtomicInteger heard = new AtomicInteger();
        Redis listening = patient(server.url());
        listening.listen("keys", heard::incrementAndGet);
        Await.until("subscribed", PATIENCE, () -> heard.get() == 1);
        Redis poking = patient(server.url());

        poking.poke("keys");
        poking.poke("others");

        Await.until("heard", PATIENCE, () -> heard.get() == 2);
        server.restart();
        Await.until("heard after a restart", PATIENCE, () -> {
            ask(listening);
            return heard.get() >= 3;
        });
    }

    @Test
    void poking_fails_nothing_when_the_server_is_away() {
        RedisServer server = server();
        server.kill();
        Redis redis = redis(server.url());

        for (int i = 0; i < 10; i++) {
            redis.poke("keys");
        }

        assertThat(redis.trouble()).isPresent();
    }

    private RedisServer server(String... options) {
        RedisServer server = RedisServer.start(options);
        open.add(server);
        return server;
    }

    private Redis redis(String url) {
        return redis(url, Redis.DEADLINE);
    }

    private Redis redis(String url, Duration deadline) {
        Redis redis = new Redis(RedisAddress.parse(url), deadline, System::nanoTime, new SplittableRandom(1));
        open.add(redis);
        redis.start();
        return redis;
    }

    private Redis connected(String url) {
        return connected(url, Redis.DEADLINE);
    }

    /** One that a busy machine does not make late. */
    private Redis patient(String url) {
        return connected(url, PATIENCE);
    }

    private Redis connected(String url, Duration deadline) {
        Redis redis = redis(url, deadline);
        Await.until("connected", PATIENCE, () -> ask(redis));
        return redis;
    }

    /** Whether it answers. */
    private static boolean ask(Redis redis) {
        try {
            redis.run(ADD.on(List.of("asked"), "1"));
            return true;
        } catch (StoreUnavailable _) {
            return false;
        }
    }

    private static void awaitOpen(Redis redis) {
        Await.until(
                () -> "trouble: " + redis.trouble(),
                PATIENCE,
                () -> !ask(redis) && redis.trouble().isPresent());
    }

    private static void awaitBack(Redis redis) {
        Await.until(
                () -> "back; trouble: " + redis.trouble(),
                RECOVERY,
                () -> ask(redis) && redis.trouble().isEmpty());
    }

    private static void assertFails(Redis redis) {
        assertThatThrownBy(() -> redis.run(ADD.on(List.of("a"), "1"))).isInstanceOf(StoreUnavailable.class);
    }

    /** Of many calls all but a trial or two return without having asked. */
    private static void assertFailsAtOnce(Redis redis) {
        long begun = System.nanoTime();
        for (int i = 0; i < 1_000; i++) {
            ask(redis);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
    }

    private static void join(Thread thread) {
        try {
            assertThat(thread.join(PATIENCE)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
