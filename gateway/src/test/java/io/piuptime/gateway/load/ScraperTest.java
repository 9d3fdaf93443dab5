package io.piuptime.gateway.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Target;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ScraperTest {
    private static final Provider A = Providers.at("http://a/v1");
    private static final Provider B = Providers.at("http://b/v1");

    private final Engines engines = new Engines();
    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    private final Set<Thread> askers = ConcurrentHashMap.newKeySet();
    private final AtomicInteger together = new AtomicInteger();
    private final AtomicBoolean overlapped = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CountDownLatch never = new CountDownLatch(1);
    private volatile String slow = "none";
    private final Scraper scraper = new Scraper(engines, new Source(), System::nanoTime, new SplittableRandom(1));

    private final class Source implements MetricsSource {
        @Override
        public byte[] text(MetricsAddress from) throws InterruptedException {
            String host = from.address().getHost();
            asked.add(host);
            askers.add(Thread.currentThread());
            if (host.equals("a") && together.incrementAndGet() > 1) {
                overlapped.set(true);
            }
            if (host.equals(slow)) {
                never.await();
            }
            if (host.equals("a")) {
                together.decrementAndGet();
            }
            return "tgi_queue_size 1\n".getBytes(UTF_8);
        }

        @Override
        public void close() {
            closed.set(true);
        }
    }

    @AfterEach
    void close() {
        scraper.close();
        assertThat(closed).isTrue();
    }

    @Test
    void asks_again_and_again_and_never_twice_at_once() throws Exception {
        Engine engine = Providers.seen(engines, new Target(A, "m"));
        scraper.follow(List.of(A));
        scraper.follow(List.of(A));
        for (int time = 0; time < 5; time++) {
            assertThat(next()).isEqualTo("a");
        }
        assertThat(engine.present(Providers.health(), System.nanoTime())).isEqualTo(1);
        assertThat(overlapped).isFalse();
        assertThat(scraper.failures()).isZero();
    }

    @Test
    void an_engine_that_is_asked_with_two_keys_tells_its_load_once() throws Exception {
        Provider one = Providers.of("http://a/v1", Optional.empty(), Optional.of("key-1"));
        Provider other = Providers.of("http://a/v1", Optional.empty(), Optional.of("key-2"));
        Providers.seen(engines, new Target(one, "m"));
        scraper.follow(List.of(one, other));
        scraper.follow(List.of(other, one));
        for (int time = 0; time < 10; time++) {
            assertThat(next()).isEqualTo("a");
        }
        assertThat(askers).hasSize(1);
    }

    @Test
    void asks_nobody_whose_load_does_not_matter() throws Exception {
        Providers.seen(engines, new Target(A, "m"));
        Providers.seen(engines, new Target(B, "m"));
        scraper.follow(List.of(B));
        for (int time = 0; time < 3; time++) {
            assertThat(next()).isEqualTo("b");
        }
    }

    @Test
    void one_that_does_not_answer_delays_no_other() throws Exception {
        slow = "a";
        Providers.seen(engines, new Target(A, "m"));
        Providers.seen(engines, new Target(B, "m"));
        scraper.follow(List.of(A, B));
        int others = 0;
        for (int time = 0; time < 4; time++) {
            others += next().equals("b") ? 1 : 0;
        }
        assertThat(others).isGreaterThanOrEqualTo(3);
    }

    @Test
    void stops_asking_when_a_configuration_wants_it_no_more() throws Exception {
        Providers.seen(engines, new Target(A, "m"));
        scraper.follow(List.of(A));
        assertThat(next()).isEqualTo("a");
        scraper.follow(List.of());
        Providers.seen(engines, new Target(A, "m"));
        Providers.seen(engines, new Target(B, "m"));
        scraper.follow(List.of(B));
        asked.clear();
        int others = 0;
        int still = 0;
        while (others < 6) {
            if (next().equals("b")) {
                others++;
            } else {
                still++;
            }
        }
        assertThat(still).as("one question may have been on its way").isLessThanOrEqualTo(1);
    }

    private String next() throws InterruptedException {
        String host = asked.poll(10, TimeUnit.SECONDS);
        return host == null ? "nobody" : host;
    }
}
