package io.piuptime.app.config.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.routing.Condition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions that would take long, and requests that would have them take long. */
class HostileConditionTest {
    private static final int SMALL_STACK = 512 << 10;
    private static final Duration LONG = Duration.ofSeconds(5);

    private final List<String> undecided = new ArrayList<>();

    static Stream<String> tooMuch() {
        return Stream.of(
                "'" + "a".repeat(3_000) + "' == 'a'",
                "(".repeat(200) + "true" + ")".repeat(200),
                "[".repeat(300) + "]".repeat(300) + " == []",
                "!".repeat(1_990) + "true",
                "-".repeat(1_900) + "1 == 1",
                "1" + "+1".repeat(900) + " == 1",
                "true" + " && true".repeat(249),
                "true" + "?true:true".repeat(199),
                "size(".repeat(100) + "'a'" + ")".repeat(100) + " == 1",
                "request.model" + ".a".repeat(900) + " == 1",
                "[1" + ",1".repeat(990) + "] == []");
    }

    @ParameterizedTest
    @MethodSource("tooMuch")
    void what_is_long_or_deep_is_refused_or_harmless_on_a_small_stack(String text) throws Exception {
        List<Object> outcome = new ArrayList<>();
        Thread thread = new Thread(
                null,
                () -> {
                    try {
                        ConditionReader reader = new ConditionReader();
                        if (reader.wrongWith(text).isEmpty()) {
                            reader.read(text, undecided::add).holds(Asking.USUAL);
                        }
                        outcome.add("fine");
                    } catch (Throwable e) { // a full stack is an Error
                        outcome.add(e);
                    }
                },
                "small-stack",
                SMALL_STACK);
        thread.start();
        assertThat(thread.join(LONG)).isTrue();
        assertThat(outcome).containsExactly("fine");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1,2].all(x, x > 0)",
                "[1,2].exists(x, [1,2].exists(y, x == y))",
                "[1,2].map(x, x * 2) == [2, 4]",
                "[1,2].filter(x, x > 1) == [2]",
                "request.headers.all(h, h != 'a')",
                "[1].exists_one(x, x == 1)",
            })
    void there_are_no_loops(String text) {
        assertThat(new ConditionReader().wrongWith(text))
                .hasValueSatisfying(wrong -> assertThat(wrong.hint()).contains("there are no loops"));
    }

    @Test
    void a_pattern_that_others_would_backtrack_in_takes_no_time() {
        Condition condition = read("request.headers['x-text'].matches('^(a+)+$')");
        assertThat(withinTime(condition, Asking.USUAL.with("x-text", "a".repeat(30_000) + "b")))
                .isFalse();
        assertThat(undecided).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"((a{100}){100}){100}", "(((a{30}){30}){30}){30}", "[", "a{1001}"})
    void a_caller_s_pattern_is_bounded(String pattern) {
        Condition condition = read("request.model.matches(request.headers['x-pattern'])");
        assertThat(withinTime(condition, Asking.USUAL.with("x-pattern", pattern)))
                .isFalse();
        assertThat(undecided).containsExactly("invalid argument");
    }

    @Test
    void long_values_put_together_stay_bounded() {
        String header = "request.headers['x-a']";
        Condition condition = read("(" + header + ("+" + header).repeat(28) + ").size() > 1");
        assertThat(withinTime(condition, Asking.USUAL.with("x-a", "a".repeat(64 << 10))))
                .isTrue();
    }

    @Test
    void values_of_callers_are_no_part_of_what_is_told() {
        Condition condition = read("int(request.headers['x-number']) > 1");
        assertThat(condition.holds(Asking.USUAL.with("x-number", "zeisig"))).isFalse();
        assertThat(undecided).singleElement().satisfies(why -> assertThat(why).doesNotContain("zeisig"));
    }

    @Test
    void credentials_are_in_no_map_even_when_their_names_are_computed() {
        Asking asking = new Asking(
                Map.of("authorization", "Bearer zeisig", "cookie", "zeisig", "x-a", "piup_zeisig", "x-b", "fine"),
                1,
                Asking.USUAL.now());
        for (String name : List.of("authorization", "cookie", "x-a")) {
            assertThat(read("('" + name.charAt(0) + "' + '" + name.substring(1) + "') in request.headers")
                            .holds(asking))
                    .as(name)
                    .isFalse();
        }
        assertThat(read("('x-' + 'b') in request.headers").holds(asking)).isTrue();
    }

    private Condition read(String text) {
        return new ConditionReader().read(text, undecided::add);
    }

    private static boolean withinTime(Condition condition, Asking asking) {
        long began = System.nanoTime();
        boolean held = condition.holds(asking);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LONG);
        return held;
    }
}
