package io.piuptime.gateway.pressure.shed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How many are under way of each name. */
class CountsTest {
    private final Counts counts = new Counts();

    @Test
    void counts_each_name_for_itself() {
        Counts.Place a = counts.enter("a");
        counts.enter("a");
        Counts.Place b = counts.enter("b");
        assertThat(a.count()).isEqualTo(2);
        assertThat(b.count()).isEqualTo(1);
        assertThat(counts.total()).isEqualTo(3);
        assertThat(counts.active()).isEqualTo(2);
        b.run();
        assertThat(counts.total()).isEqualTo(2);
        assertThat(counts.active()).isEqualTo(1);
    }

    @Test
    void lets_in_as_many_as_there_may_be() {
        assertThat(counts.enter("a", 2)).isPresent();
        Optional<Counts.Place> second = counts.enter("a", 2);
        assertThat(counts.enter("a", 2)).isEmpty();
        assertThat(counts.enter("b", 2)).isPresent();
        second.orElseThrow().run();
        assertThat(counts.enter("a", 2)).isPresent();
    }

    @Test
    void a_limit_that_was_lowered_holds_for_those_who_come() {
        counts.enter("a", 10);
        counts.enter("a", 10);
        assertThat(counts.enter("a", 1)).isEmpty();
        assertThat(counts.total()).isEqualTo(2);
    }

    @Test
    void names_that_are_gone_are_forgotten_when_there_are_many() {
        for (int i = 0; i < 20 * Counts.IDLE_NAMES; i++) {
            counts.enter("name-" + i).run();
        }
        assertThat(counts.names()).isLessThanOrEqualTo(Counts.IDLE_NAMES + 1);
        assertThat(counts.total()).isZero();
    }

    @Test
    void names_under_way_are_never_forgotten() {
        List<Counts.Place> places = new ArrayList<>();
        for (int i = 0; i < 3 * Counts.IDLE_NAMES; i++) {
            places.add(counts.enter("name-" + i));
        }
        assertThat(counts.total()).isEqualTo(places.size());
        for (int i = 0; i < places.size(); i++) {
            assertThat(counts.enter("name-" + i, 1)).isEmpty();
        }
        places.forEach(Counts.Place::run);
        assertThat(counts.total()).isZero();
    }

    @Test
    void threads_that_race_never_exceed_a_limit_and_leave_nothing_behind() throws InterruptedException {
        int most = 3;
        // more names than may idle, so that places are forgotten and made again all the time
        int names = Counts.IDLE_NAMES + 64;
        List<AtomicInteger> inside = new ArrayList<>();
        for (int i = 0; i < names; i++) {
            inside.add(new AtomicInteger());
        }
        AtomicInteger tooMany = new AtomicInteger();
        AtomicInteger entered = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            SplittableRandom random = new SplittableRandom(t);
            threads.add(Thread.ofPlatform().start(() -> {
                for (int turn = 0; turn < 40_000; turn++) {
                    // a few names are asked much more often than the others
                    int name = random.nextBoolean() ? random.nextInt(4) : random.nextInt(names);
                    Optional<Counts.Place> place = counts.enter("name-" + name, most);
                    if (place.isPresent()) {
                        entered.incrementAndGet();
                        if (inside.get(name).incrementAndGet() > most) {
                            tooMany.incrementAndGet();
                        }
                        inside.get(name).decrementAndGet();
                        place.get().run();
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(entered).hasPositiveValue();
        assertThat(tooMany).hasValue(0);
        assertThat(counts.total()).isZero();
        assertThat(counts.active()).isZero();
    }
}
