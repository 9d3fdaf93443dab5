package io.piuptime.gateway.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The deadlines of a loop. */
class TickerTest {
    private long now = 100;
    private final Ticker ticker = new Ticker(() -> now);
    private final List<String> ticked = new ArrayList<>();

    @Test
    void looks_at_every_item_with_the_time_of_the_pass() {
        ticker.add(item("a"));
        ticker.add(item("b"));
        now = 250;
        ticker.tick();
        assertThat(ticked).containsExactlyInAnyOrder("a@250", "b@250");
    }

    @Test
    void forgets_what_was_removed_and_takes_nothing_twice() {
        Ticker.Item a = item("a");
        ticker.add(a);
        ticker.add(a);
        ticker.tick();
        assertThat(ticked).hasSize(1);
        ticker.remove(a);
        ticker.remove(a);
        ticker.tick();
        assertThat(ticked).hasSize(1);
    }

    @Test
    void an_item_may_remove_itself_or_others_while_it_is_looked_at() {
        Random random = new Random(42);
        for (int round = 0; round < 200; round++) {
            List<Ticker.Item> items = new ArrayList<>();
            List<Ticker.Item> alive = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                Ticker.Item item = new Ticker.Item() {
                    @Override
                    protected void tick(long moment) {
                        assertThat(alive).contains(this);
                        Ticker.Item victim = alive.get(random.nextInt(alive.size()));
                        alive.remove(victim);
                        ticker.remove(victim);
                    }
                };
                items.add(item);
                alive.add(item);
                ticker.add(item);
            }
            ticker.tick();
            items.forEach(ticker::remove);
            assertThat(alive).hasSizeLessThanOrEqualTo(10);
        }
    }

    @Test
    void knows_how_late_the_loop_came_to_its_latest_pass() {
        ticker.tick();
        assertThat(ticker.late()).isZero();
        now += 50_000_000;
        ticker.tick();
        assertThat(ticker.late()).isZero();
        now += 80_000_000;
        ticker.tick();
        assertThat(ticker.late()).isEqualTo(30_000_000);
        now += 49_000_000;
        ticker.tick();
        assertThat(ticker.late()).isZero();
    }

    private Ticker.Item item(String name) {
        return new Ticker.Item() {
            @Override
            protected void tick(long moment) {
                ticked.add(name + "@" + moment);
            }
        };
    }
}
