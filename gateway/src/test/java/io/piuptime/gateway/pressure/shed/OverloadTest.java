package io.piuptime.gateway.pressure.shed;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.pressure.Level;
import io.piuptime.gateway.pressure.Resource;
import io.piuptime.gateway.pressure.RuledWatch;
import io.piuptime.gateway.pressure.Watch;
import io.piuptime.gateway.pressure.signal.LoopLag;
import io.piuptime.observe.Meters;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The parts put together, and the thread that watches. */
class OverloadTest {
    private static final LoopLag LAG = new LoopLag(Duration.ofMillis(50));

    private final RuledWatch watch = new RuledWatch(Resource.HEAP);

    @Test
    void watches_once_it_was_started() throws InterruptedException {
        watch.set(Level.RED);
        try (Overload overload = new Overload(System::nanoTime, LAG, () -> List.of(watch))) {
            CountDownLatch red = new CountDownLatch(2);
            overload.pressure().follow(state -> {
                if (state.level() == Level.RED) {
                    red.countDown();
                }
            });
            assertThat(overload.pressure().level()).isEqualTo(Level.GREEN);
            overload.start();
            assertThat(red.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(overload.pressure().level()).isEqualTo(Level.RED);
        }
    }

    @Test
    void goes_on_watching_when_a_watch_fails() throws InterruptedException {
        CountDownLatch looks = new CountDownLatch(2);
        Watch broken = new BrokenWatch(looks);
        try (Overload overload = new Overload(System::nanoTime, LAG, () -> List.of(broken))) {
            overload.start();
            assertThat(looks.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(overload.pressure().level()).isEqualTo(Level.GREEN);
        }
    }

    @Test
    void shows_the_level_and_every_reason_in_its_meters() {
        Meters meters = new Meters("test");
        try (Overload overload = new Overload(System::nanoTime, LAG, () -> List.of(watch))) {
            overload.watch(meters);
            watch.set(Level.BLACK);
            overload.pressure().tick();
            overload.sheds().count(Shed.STREAM);
            overload.sheds().count(Shed.STREAM);
            String text = meters.scrape();
            assertThat(text).contains("\npiup_pressure_level 3.0\n", "\npiup_shed_total{reason=\"stream\"} 2.0\n");
            for (Shed each : Shed.values()) {
                assertThat(text).contains("piup_shed_total{reason=\"" + each.label() + "\"}");
            }
        }
    }

    /** Fails whenever it is asked. */
    private record BrokenWatch(CountDownLatch looks) implements Watch {
        @Override
        public Resource resource() {
            return Resource.HEAP;
        }

        @Override
        public Level level(long now) {
            looks.countDown();
            throw new IllegalStateException("a bean is gone");
        }
    }
}
