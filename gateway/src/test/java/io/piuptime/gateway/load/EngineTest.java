package io.piuptime.gateway.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.gateway.health.TargetHealth;
import org.junit.jupiter.api.Test;

class EngineTest {
    private static final long NOW = Math.subtractExact(Long.MAX_VALUE, 1_000_000_000L);

    private final Engine engine = new Engine();
    private final TargetHealth health = Providers.health();

    @Test
    void without_a_look_only_what_is_ours_is_there() {
        engine.join(health);
        begin(health, 3);

        assertThat(engine.isKnown(NOW)).isFalse();
        assertThat(engine.present(health, NOW)).isEqualTo(3);
        assertThat(engine.cacheUse(NOW)).isZero();
        assertThat(engine.waiting(NOW)).isZero();
        assertThat(engine.capacity()).isZero();
        assertThat(engine.perSecond()).isZero();
    }

    @Test
    void what_is_sent_after_a_look_is_added_to_what_was_seen() {
        engine.join(health);
        begin(health, 2);
        engine.told(load(5, 4, NOW), engine.ours());
        assertThat(engine.present(health, NOW)).as("7 of others and 2 of ours").isEqualTo(9);

        begin(health, 3);
        assertThat(engine.present(health, NOW)).isEqualTo(12);
        assertThat(engine.waiting(NOW)).isEqualTo(4);
        assertThat(engine.cacheUse(NOW)).isEqualTo(0.5);
    }

    @Test
    void what_ended_after_a_look_is_there_no_more() {
        engine.join(health);
        begin(health, 4);
        engine.told(load(6, 0, NOW), engine.ours());

        health.released(NOW);
        health.released(NOW);

        assertThat(engine.present(health, NOW)).isEqualTo(4);
    }

    @Test
    void ours_are_there_even_if_it_has_not_seen_them_yet() {
        engine.join(health);
        begin(health, 4);
        engine.told(load(1, 0, NOW), engine.ours());

        assertThat(engine.present(health, NOW)).isEqualTo(4);
    }

    @Test
    void is_unknown_three_seconds_after_the_last_look() {
        engine.told(load(5, 4, NOW), 0);

        assertThat(engine.present(health, NOW + 3_000_000_000L))
                .as("past the end of the clock")
                .isEqualTo(9);
        assertThat(engine.isKnown(NOW + 3_000_000_000L)).isTrue();
        assertThat(engine.isKnown(NOW + 3_000_000_001L)).isFalse();
        assertThat(engine.present(health, NOW + 3_000_000_001L)).isZero();
        assertThat(engine.waiting(NOW + 3_000_000_001L)).isZero();
        assertThat(engine.cacheUse(NOW + 3_000_000_001L)).isZero();
    }

    @Test
    void what_was_learned_stays_when_nothing_is_told_any_more() {
        engine.told(load(5, 4, NOW - 500_000_000L), 0);
        engine.told(load(5, 4, NOW), 0);

        assertThat(engine.isKnown(NOW + 60_000_000_000L)).isFalse();
        assertThat(engine.capacity()).isEqualTo(5);
    }

    @Test
    void the_requests_of_all_its_keys_are_ours_and_none_counts_twice() {
        TargetHealth other = Providers.health();
        engine.join(health);
        engine.join(other);
        engine.join(health);
        begin(health, 2);
        begin(other, 1);

        assertThat(engine.present(health, NOW)).isEqualTo(3);
    }

    @Test
    void keys_that_come_and_go_are_forgotten() {
        begin(health, 1);
        engine.join(health);
        for (int key = 0; key < 15; key++) {
            engine.join(Providers.health());
        }
        assertThat(engine.ours()).isEqualTo(1);
        engine.join(Providers.health());
        assertThat(engine.ours()).isZero();
    }

    @Test
    void a_target_that_has_not_joined_counts_its_own_requests() {
        begin(health, 2);
        engine.told(load(5, 0, NOW), 0);
        assertThat(engine.present(health, NOW)).isEqualTo(7);
        assertThat(new Engine().present(health, NOW)).isEqualTo(2);
    }

    @Test
    void a_load_is_made_of_counts_and_a_share() {
        assertThatThrownBy(() -> new EngineLoad(-1, 0, 0, 0, 0)).hasMessageContaining("running, waiting: -1, 0");
        assertThatThrownBy(() -> new EngineLoad(0, -1, 0, 0, 0)).hasMessageContaining("running, waiting: 0, -1");
        assertThatThrownBy(() -> new EngineLoad(0, 0, 1.5, 0, 0)).hasMessageContaining("cacheUse: 1.5");
        assertThatThrownBy(() -> new EngineLoad(0, 0, Double.NaN, 0, 0)).hasMessageContaining("cacheUse: NaN");
    }

    private static EngineLoad load(int running, int waiting, long at) {
        return new EngineLoad(running, waiting, 0.5, -1, at);
    }

    private static void begin(TargetHealth health, int times) {
        for (int time = 0; time < times; time++) {
            health.admitAnyway();
        }
    }
}
