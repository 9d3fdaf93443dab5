package io.piuptime.gateway.pressure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What all watches together make of a process. */
class PressureTest {
    private final RuledWatch heap = new RuledWatch(Resource.HEAP);
    private final RuledWatch files = new RuledWatch(Resource.DESCRIPTORS);
    private final RuledWatch queue = new RuledWatch(Resource.QUEUE);
    private final AtomicInteger made = new AtomicInteger();
    private final Pressure pressure = new Pressure(() -> 0, () -> {
        made.incrementAndGet();
        return List.of(heap, files, queue);
    });

    @Test
    void is_green_before_anybody_has_looked() {
        heap.set(Level.BLACK);
        assertThat(pressure.level()).isEqualTo(Level.GREEN);
        assertThat(pressure.state().text()).isEqualTo("ok");
        assertThat(made).hasValue(0);
    }

    @Test
    void makes_its_watches_once() {
        pressure.tick();
        pressure.tick();
        assertThat(made).hasValue(1);
    }

    @Test
    void is_as_bad_as_the_worst_and_names_it() {
        queue.set(Level.YELLOW);
        files.set(Level.RED);
        pressure.tick();
        assertThat(pressure.level()).isEqualTo(Level.RED);
        assertThat(pressure.state().text()).isEqualTo("red: short of files and connections");
        files.set(Level.GREEN);
        pressure.tick();
        assertThat(pressure.state().text()).isEqualTo("yellow: short of room in its queue");
        queue.set(Level.GREEN);
        pressure.tick();
        assertThat(pressure.state().text()).isEqualTo("ok");
    }

    @Test
    void knows_everything_that_is_exhausted() {
        heap.set(Level.BLACK);
        files.set(Level.BLACK);
        pressure.tick();
        assertThat(pressure.state().exhausted()).isEqualTo(Set.of(Resource.HEAP, Resource.DESCRIPTORS));
        assertThat(pressure.state().noMemory()).isTrue();
        assertThat(pressure.state().noDescriptors()).isTrue();
        heap.set(Level.RED);
        pressure.tick();
        assertThat(pressure.state().noMemory()).isFalse();
        assertThat(pressure.state().noDescriptors()).isTrue();
    }

    @Test
    void tells_its_followers_before_a_level_comes_into_force() {
        List<String> told = new ArrayList<>();
        pressure.follow(next -> told.add(pressure.level() + " to " + next.level()));
        heap.set(Level.RED);
        pressure.tick();
        pressure.tick();
        assertThat(told).containsExactly("GREEN to RED", "RED to RED");
    }

    @Test
    void levels_have_an_order_and_a_degree() {
        assertThat(Level.RED.isAtLeast(Level.YELLOW)).isTrue();
        assertThat(Level.RED.isAtLeast(Level.RED)).isTrue();
        assertThat(Level.YELLOW.isAtLeast(Level.RED)).isFalse();
        assertThat(Level.GREEN.degree()).isZero();
        assertThat(Level.BLACK.degree()).isEqualTo(3);
    }
}
