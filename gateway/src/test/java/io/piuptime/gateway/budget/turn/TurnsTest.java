package io.piuptime.gateway.budget.turn;

import static io.piuptime.gateway.budget.turn.House.limit;
import static io.piuptime.model.limit.Measure.CONCURRENT;
import static io.piuptime.model.limit.Measure.REQUESTS;
import static io.piuptime.model.limit.Window.Calendar.DAY;
import static io.piuptime.model.limit.Window.Calendar.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.Exchange;
import io.piuptime.model.exchange.Operation;
import io.piuptime.model.exchange.Priority;
import io.piuptime.model.limit.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private static final Window TOTAL = new Window.Total();

    @Test
    void whoever_waits_passes_when_the_window_is_over() {
        House house = new House(limit(REQUESTS, MINUTE, 2, true));
        house.pass(50_000);
        ask(house, 4);
        assertThat(house.told).containsExactly("id-1 passed", "id-2 passed");
        assertThat(house.turns.waiting()).isEqualTo(2);

        house.pass(4_995);
        assertThat(house.told).hasSize(2);
        house.pass(60);

        assertThat(house.told).hasSize(4).contains("id-3 passed", "id-4 passed");
        assertThat(house.turns.waiting()).isZero();
        assertThat(house.queue.waiting()).isZero();
    }

    @Test
    void whoever_waits_passes_when_another_ends_in_the_order_of_coming() {
        House house = new House(limit(CONCURRENT, TOTAL, 1, true));
        List<Exchange> all = ask(house, 4);

        for (Exchange exchange : all) {
            Exchanges.answer(exchange, 1, 1);
            house.runLoop();
        }

        assertThat(house.told).containsExactly("id-1 passed", "id-2 passed", "id-3 passed", "id-4 passed");
    }

    @Test
    void nobody_who_comes_later_passes_before_those_in_line() {
        House house = new House(limit(CONCURRENT, TOTAL, 1, true));
        List<Exchange> two = ask(house, 2);
        Exchanges.answer(two.getFirst(), 1, 1);

        ask(house, 1);

        assertThat(house.told).containsExactly("id-1 passed", "id-2 passed");
    }

    @Test
    void whoever_waited_for_long_enough_is_refused_and_its_wait_is_told() {
        House house = new House(limit(CONCURRENT, TOTAL, 1, true));
        List<Exchange> two = ask(house, 2);

        house.pass(9_990);
        assertThat(house.told).hasSize(1);
        house.pass(15);

        assertThat(house.told).endsWith("id-2 RateLimited");
        assertThat(two.getLast().queuedNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(10));
        assertThat(house.turns.waiting()).isZero();
        assertThat(house.queue.waiting()).isZero();
    }

    @Test
    void what_nobody_waits_for_waits_longer() {
        House house = new House(limit(CONCURRENT, TOTAL, 1, true));
        house.ask(house.exchanges.at(Operation.CHAT_COMPLETIONS));
        house.ask(house.exchanges.of("key", Operation.CHAT_COMPLETIONS, Priority.BATCH, 0));

        house.pass(59_000);

        assertThat(house.told).hasSize(1);
    }

    @Test
    void nobody_waits_for_a_limit_that_does_not_say_so() {
        House house = new House(limit(CONCURRENT, TOTAL, 1, true), limit(REQUESTS, DAY, 1, false));

        ask(house, 2);

        assertThat(house.told).containsExactly("id-1 passed", "id-2 RateLimited");
    }

    @Test
    void whoever_leaves_the_line_takes_nothing() {
        House house = new House(limit(CONCURRENT, TOTAL, 1, true));
        List<Exchange> three = ask(house, 3);
        Exchanges.end(three.get(1), 499);

        Exchanges.answer(three.getFirst(), 1, 1);
        house.runLoop();

        assertThat(house.told).containsExactly("id-1 passed", "id-3 passed");
        assertThat(house.turns.waiting()).isZero();
    }

    @Test
    void whoever_leaves_after_being_called_passes_the_call_on() {
        House house = new House(limit(CONCURRENT, TOTAL, 1, true));
        List<Exchange> three = ask(house, 3);
        Exchanges.answer(three.getFirst(), 1, 1);
        Exchanges.end(three.get(1), 499);

        house.runLoop();

        assertThat(house.told).containsExactly("id-1 passed", "id-3 passed");
    }

    @Test
    void callers_take_turns() {
        House house = new House(limit(CONCURRENT, TOTAL, 1, true));
        List<Exchange> all = new ArrayList<>();
        for (String key : List.of("a", "a", "a", "a", "b")) {
            Exchange exchange = house.exchanges.of(key, Operation.CHAT_COMPLETIONS, Priority.STANDARD, 0);
            house.ask(exchange);
            all.add(exchange);
        }

        Exchanges.answer(all.get(0), 1, 1);
        house.runLoop();
        Exchanges.answer(all.get(1), 1, 1);
        house.runLoop();

        assertThat(house.told).containsExactly("id-1 passed", "id-2 passed", "id-5 passed");
    }

    @Test
    void too_many_do_not_wait() {
        House house = new House(limit(CONCURRENT, TOTAL, 1, true));

        ask(house, 1_030);

        assertThat(house.turns.waiting()).isEqualTo(1_024);
        assertThat(house.told).hasSize(6);
    }

    @Test
    void nothing_is_left_of_many_who_come_and_go() {
        House house = new House(limit(CONCURRENT, TOTAL, 3, true), limit(REQUESTS, MINUTE, 40, true));
        List<Exchange> all = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            all.addAll(ask(house, 1));
            house.pass(100);
            if (i % 3 == 0) {
                Exchanges.answer(all.get(i / 2), 1, 1);
            }
        }
        all.forEach(exchange -> Exchanges.end(exchange, 499));
        house.pass(61_000);

        assertThat(house.turns.waiting()).isZero();
        assertThat(house.queue.waiting()).isZero();
        house.told.clear();
        ask(house, 3);
        assertThat(house.told).hasSize(3).allMatch(line -> line.endsWith("passed"));
    }

    private static List<Exchange> ask(House house, int count) {
        List<Exchange> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Exchange exchange = house.exchanges.at(Operation.CHAT_COMPLETIONS);
            house.ask(exchange);
            all.add(exchange);
        }
        return all;
    }
}
