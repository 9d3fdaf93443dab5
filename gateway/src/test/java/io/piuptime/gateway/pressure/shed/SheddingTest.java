package io.piuptime.gateway.pressure.shed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.pressure.Level;
import io.piuptime.gateway.pressure.Pressure;
import io.piuptime.gateway.pressure.Resource;
import io.piuptime.gateway.pressure.RuledWatch;
import io.piuptime.model.exchange.Priority;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is refused at which level. */
class SheddingTest {
    private final RuledWatch watch = new RuledWatch(Resource.HEAP);
    private final Pressure pressure = new Pressure(() -> 0, () -> List.of(watch));
    private final Sheds sheds = new Sheds();
    private final Shedding shedding = new Shedding(pressure, sheds);
    private final Exchanges exchanges = new Exchanges(100);

    @ParameterizedTest
    @CsvSource({
        "GREEN, CRITICAL, true", "GREEN, INTERACTIVE, true", "GREEN, STANDARD, true", "GREEN, BATCH, true",
        "YELLOW, CRITICAL, true", "YELLOW, INTERACTIVE, true", "YELLOW, STANDARD, true", "YELLOW, BATCH, false",
        "RED, CRITICAL, true", "RED, INTERACTIVE, true", "RED, STANDARD, true", "RED, BATCH, false",
        "BLACK, CRITICAL, true", "BLACK, INTERACTIVE, false", "BLACK, STANDARD, false", "BLACK, BATCH, false"
    })
    void the_first_of_a_caller_is_let_in_by_level_and_priority(Level level, Priority priority, boolean in) {
        at(level);
        assertThat(isLetIn(exchanges.of("key", priority))).isEqualTo(in);
    }

    @ParameterizedTest
    @EnumSource(Level.class)
    void nobody_s_exchanges_are_left_to_others(Level level) {
        at(level);
        assertThat(isLetIn(exchanges.ofNobody(Priority.BATCH))).isTrue();
        assertThat(shedding.inFlight()).isZero();
    }

    @Test
    void a_refusal_says_what_is_short_and_when_to_come_again() {
        at(Level.YELLOW);
        Refusal.Overloaded refusal = refusal(exchanges.of("key", Priority.BATCH));
        assertThat(refusal.message())
                .isEqualTo("The gateway is short of memory and takes no batch work (x-piup-priority) now; try again.");
        assertThat(refusal.retryAfter()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(3));
    }

    @Test
    void callers_are_not_all_told_the_same_time() {
        at(Level.BLACK);
        Set<Duration> told = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            told.add(refusal(exchanges.of("key", Priority.STANDARD)).retryAfter());
        }
        assertThat(told).containsExactlyInAnyOrder(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3));
    }

    @Test
    void red_lets_a_caller_who_has_all_go_on_and_grow_no_more() {
        List<Exchange> open = letIn("greedy", 10);
        at(Level.RED);
        Exchange more = exchanges.of("greedy", Priority.STANDARD);
        assertThat(refusal(more).message()).contains("no more than 10 at once of this key");
        Exchanges.end(more);
        Exchanges.end(open.getFirst());
        assertThat(isLetIn(exchanges.of("greedy", Priority.STANDARD))).isTrue();
    }

    @Test
    void red_refuses_who_has_more_than_a_fair_share_and_nobody_else() {
        letIn("greedy", 90);
        letIn("modest", 10);
        at(Level.RED);
        assertThat(isLetIn(exchanges.of("greedy", Priority.STANDARD))).isFalse();
        assertThat(isLetIn(exchanges.of("modest", Priority.STANDARD))).isTrue();
        assertThat(isLetIn(exchanges.of("newcomer", Priority.STANDARD))).isTrue();
        assertThat(sheds.total(Shed.FAIR_SHARE)).isEqualTo(1);
    }

    @Test
    void shares_are_divided_anew_among_the_callers_of_the_moment() {
        letIn("greedy", 60);
        at(Level.RED);
        letIn("second", 25);
        assertThat(isLetIn(exchanges.of("second", Priority.STANDARD))).isTrue();
        at(Level.RED);
        letIn("second", 4);
        assertThat(isLetIn(exchanges.of("second", Priority.STANDARD)))
                .as("the 31st of 60 among two")
                .isFalse();
    }

    @Test
    void who_looks_at_the_screen_has_twice_the_share() {
        letIn("one", 10);
        letIn("other", 10);
        at(Level.RED);
        for (int i = 0; i < 10; i++) {
            assertThat(isLetIn(exchanges.of("one", Priority.INTERACTIVE))).isTrue();
        }
        assertThat(isLetIn(exchanges.of("one", Priority.INTERACTIVE))).isFalse();
        assertThat(isLetIn(exchanges.of("one", Priority.CRITICAL))).isTrue();
    }

    @Test
    void a_share_is_never_less_than_one() {
        at(Level.RED);
        assertThat(isLetIn(exchanges.of("a", Priority.STANDARD))).isTrue();
        assertThat(isLetIn(exchanges.of("b", Priority.STANDARD))).isTrue();
        assertThat(isLetIn(exchanges.of("a", Priority.STANDARD))).isFalse();
    }

    @Test
    void black_lets_the_critical_in_up_to_their_share() {
        letIn("a", 3);
        letIn("b", 1);
        at(Level.BLACK);
        assertThat(isLetIn(exchanges.of("a", Priority.CRITICAL))).isFalse();
        assertThat(isLetIn(exchanges.of("b", Priority.CRITICAL))).isTrue();
        assertThat(sheds.total(Shed.EVERYTHING)).isEqualTo(1);
    }

    @Test
    void what_was_let_in_and_what_was_refused_is_given_back_once() {
        List<Exchange> open = letIn("key", 5);
        at(Level.BLACK);
        Exchange refused = exchanges.of("key", Priority.STANDARD);
        refusal(refused);
        assertThat(shedding.inFlight()).isEqualTo(6);
        Exchanges.end(refused);
        Exchanges.end(refused);
        open.forEach(Exchanges::end);
        assertThat(shedding.inFlight()).isZero();
    }

    @Test
    void one_that_has_ended_before_it_was_counted_is_given_back_at_once() {
        Exchange over = exchanges.of("key", Priority.STANDARD);
        Exchanges.end(over);
        shedding.opened(over);
        assertThat(shedding.inFlight()).isZero();
    }

    @Test
    void green_again_lets_everybody_in() {
        letIn("key", 4);
        at(Level.BLACK);
        assertThat(isLetIn(exchanges.of("key", Priority.STANDARD))).isFalse();
        at(Level.GREEN);
        letIn("key", 50);
        assertThat(isLetIn(exchanges.of("key", Priority.BATCH))).isTrue();
        at(Level.RED);
        assertThat(isLetIn(exchanges.of("other", Priority.STANDARD)))
                .as("the whole is counted anew")
                .isTrue();
    }

    @Test
    void counts_what_it_refuses_by_reason() {
        at(Level.YELLOW);
        refusal(exchanges.of("key", Priority.BATCH));
        refusal(exchanges.of("key", Priority.BATCH));
        at(Level.BLACK);
        refusal(exchanges.of("key", Priority.BATCH));
        assertThat(sheds.total(Shed.BATCH)).isEqualTo(2);
        assertThat(sheds.total(Shed.EVERYTHING)).isEqualTo(1);
        assertThat(sheds.total(Shed.MODEL)).isZero();
    }

    private void at(Level level) {
        watch.set(level);
        pressure.tick();
    }

    private List<Exchange> letIn(String key, int count) {
        List<Exchange> open = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Exchange exchange = exchanges.of(key, Priority.STANDARD);
            assertThatCode(() -> shedding.opened(exchange)).doesNotThrowAnyException();
            open.add(exchange);
        }
        return open;
    }

    private boolean isLetIn(Exchange exchange) {
        try {
            shedding.opened(exchange);
            return true;
        } catch (RefusedException _) {
            Exchanges.end(exchange);
            return false;
        }
    }

    private Refusal.Overloaded refusal(Exchange exchange) {
        RefusedException refused = catchThrowableOfType(RefusedException.class, () -> shedding.opened(exchange));
        assertThat(refused).as("a refusal").isNotNull();
        assertThat(refused.refusal()).isInstanceOf(Refusal.Overloaded.class);
        return (Refusal.Overloaded) refused.refusal();
    }
}
