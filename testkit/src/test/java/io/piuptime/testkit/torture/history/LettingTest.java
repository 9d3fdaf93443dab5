package io.piuptime.testkit.torture.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.testkit.torture.history.Letting.Admitted;
import io.piuptime.testkit.torture.history.Letting.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LettingTest {
    private static final long SECOND = 1_000_000_000;
    private static final long WINDOW = 5 * SECOND;
    private static final int NODES = 3;

    @Test
    void as_many_as_the_limit_in_each_window_hold() {
        Letting letting = of(at(0, 10, 20), List.of(), 10);
        assertThat(letting.admitted()).isEqualTo(20);
        assertThat(letting.worstWell()).isEqualTo(10);
        assertThat(letting.boundWell()).isEqualTo(13);
        assertThat(letting.holds()).isTrue();
    }

    @Test
    void one_more_than_limit_and_slices_is_found() {
        assertThat(of(burst(0, 13), List.of(), 10).holds()).isTrue();
        Letting letting = of(burst(0, 14), List.of(), 10);
        assertThat(letting.worstWell()).isEqualTo(14);
        assertThat(letting.holds()).isFalse();
    }

    @Test
    void slices_are_a_fiftieth_by_node_and_at_least_one() {
        assertThat(of(burst(0, 1), List.of(), 3_000).boundWell()).isEqualTo(3_060);
        assertThat(of(burst(0, 1), List.of(), 1).boundWell()).isEqualTo(4);
    }

    @Test
    void twice_the_limit_is_promised_while_redis_is_away_and_until_nodes_have_told() {
        List<Trouble> away = List.of(new Trouble(2 * SECOND, 3 * SECOND));
        for (long begin : new long[] {0, 2 * SECOND, 9 * SECOND}) {
            assertThat(of(burst(begin, 20), away, 10).holds()).isTrue();
            assertThat(of(burst(begin, 21), away, 10).holds()).isFalse();
        }
        assertThat(of(burst(10 * SECOND, 20), away, 10).holds()).isFalse();
        Letting before = of(burst(0, 20), List.of(new Trouble(6 * SECOND, 7 * SECOND)), 10);
        assertThat(before.well()).isEqualTo(20);
        assertThat(before.holds()).isFalse();
    }

    @Test
    void who_asked_before_a_window_or_came_after_it_may_have_been_let_in_at_another_time() {
        List<Admitted> all = new ArrayList<>(burst(0, 13));
        all.add(new Admitted(WINDOW - SECOND, WINDOW));
        all.add(new Admitted(-6 * SECOND, 1));
        assertThat(of(all, List.of(), 10).worstWell()).isEqualTo(13);
    }

    @Test
    void nobody_let_in_shows_nothing() {
        assertThat(of(List.of(), List.of(), 10).holds()).isFalse();
    }

    private static Letting of(List<Admitted> admitted, List<Trouble> troubles, long limit) {
        return Letting.of(admitted, troubles, limit, WINDOW, NODES);
    }

    /** So many at once. */
    private static List<Admitted> burst(long asked, int count) {
        return LongStream.range(0, count)
                .mapToObj(_ -> new Admitted(asked, asked + 1))
                .toList();
    }

    /** So many, ten a window. */
    private static List<Admitted> at(long begin, int aWindow, int count) {
        return LongStream.range(0, count)
                .mapToObj(number -> begin + number * WINDOW / aWindow)
                .map(asked -> new Admitted(asked, asked + 1))
                .toList();
    }
}
