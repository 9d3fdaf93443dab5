package io.piuptime.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.piuptime.model.usage.UsageRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SeriesTableTest {
    private final SeriesTable table = new SeriesTable(new SeriesFactory(new SimpleMeterRegistry()), 64);

    @Test
    void finds_the_same_series_for_the_same_labels() {
        Series first = table.find(Records.answered("gpt-4o"), "openai");
        Series second = table.find(Records.answered(new String("gpt-4o")), new String("openai"));

        assertThat(second).isSameAs(first);
    }

    @Test
    void tells_apart_whatever_a_label_tells_apart() {
        Set<Series> series = Collections.newSetFromMap(new IdentityHashMap<>());
        series.add(table.find(Records.answered("a", "p/a"), "p"));
        series.add(table.find(Records.answered("b", "p/a"), "p"));
        series.add(table.find(Records.answered("a", "p/b"), "p"));
        series.add(table.find(Records.answered("a", "p/a"), "q"));
        series.add(table.find(Records.streamed("a"), "p"));
        series.add(table.find(Records.refused("", 401, "invalid_api_key"), ""));
        series.add(table.find(Records.refused("", 403, "invalid_api_key"), ""));
        series.add(table.find(Records.refused("", 401, "expired"), ""));

        assertThat(series).hasSize(8);
    }

    @Test
    void finds_names_again_that_share_a_place_in_the_table() {
        // "Aa" and "BB" have the same hash code.
        Series first = table.find(Records.answered("Aa", "p/x"), "p");
        Series second = table.find(Records.answered("BB", "p/x"), "p");

        assertThat(second).isNotSameAs(first);
        assertThat(table.find(Records.answered("Aa", "p/x"), "p")).isSameAs(first);
        assertThat(table.find(Records.answered("BB", "p/x"), "p")).isSameAs(second);
    }

    @Test
    void gathers_what_has_no_room_by_status() {
        fill();

        Series late = table.find(Records.answered("late-1", "p/x"), "p");
        assertThat(late.labels().model()).isEqualTo("other");
        assertThat(late.labels().outcome().status()).isEqualTo(200);
        assertThat(table.find(Records.answered("late-2", "p/y"), "q")).isSameAs(late);
        assertThat(table.find(Records.refused("", 503, "overloaded"), "")).isNotSameAs(late);
    }

    @Test
    void keeps_early_series_when_it_is_full() {
        Series early = table.find(Records.answered("early", "p/x"), "p");
        fill();

        assertThat(table.find(Records.answered("early", "p/x"), "p")).isSameAs(early);
    }

    @Test
    void gathers_all_the_rest_in_one_series_at_last() {
        fill();
        Series last = table.find(Records.answered("x"), "p");
        for (int i = 0; i < 1_000; i++) {
            last = table.find(Records.refused("", 400, "reason-" + i), "");
        }

        assertThat(last.labels().outcome().status()).isZero();
        assertThat(last.labels().operation()).isEqualTo("other");
        assertThat(table.find(Records.refused("", 400, "reason-1000"), "")).isSameAs(last);
    }

    @Test
    void gives_threads_that_come_at_once_the_same_series() throws Exception {
        for (int round = 0; round < 20; round++) {
            String model = "m" + round;
            ConcurrentLinkedQueue<Series> found = new ConcurrentLinkedQueue<>();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                threads.add(Thread.ofPlatform()
                        .start(() -> found.add(table.find(Records.answered(model, "p/x"), "p"))));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            Set<Series> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
            distinct.addAll(found);

            assertThat(found).hasSize(4);
            assertThat(distinct).hasSize(1);
        }
    }

    private void fill() {
        for (int i = 0; i < 64; i++) {
            UsageRecord record = Records.answered("name-" + i, "p/x");
            table.find(record, "p");
        }
    }
}
