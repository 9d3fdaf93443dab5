package io.piuptime.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.installation.SharedAnswers;
import io.piuptime.gateway.installation.SharedAnswers.Known;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of remembered answers does. */
public interface SharedAnswersContract {
    Instant NOON = Instant.parse("2026-03-01T12:00:00.000001Z");

    /** The store under test: empty, and the same one within a test. */
    SharedAnswers answers();

    @Test
    default void gives_back_what_was_answered() {
        assertThat(begin("a", "what", Duration.ZERO)).isEmpty();
        assertThat(begin("a", "what", Duration.ofSeconds(1)))
                .hasValueSatisfying(known -> assertThat(known.answer()).isEmpty());
        answers().end("a", Bytes.of(new byte[] {0, -1, 7}));

        Known known = begin("a", "else", Duration.ofSeconds(2)).orElseThrow();
        assertThat(known.question()).isEqualTo("what");
        assertThat(known.answer().orElseThrow().copy()).containsExactly(0, -1, 7);
        assertThat(begin("b", "what", Duration.ofSeconds(2))).isEmpty();
    }

    @Test
    default void forgets_what_came_to_nothing_and_nothing_else() {
        begin("a", "what", Duration.ZERO);
        answers().drop("a");
        assertThat(begin("a", "else", Duration.ZERO)).isEmpty();
        answers().end("a", Bytes.utf8("done"));
        answers().drop("a");
        assertThat(begin("a", "else", Duration.ZERO)).isPresent();
    }

    @Test
    default void forgets_answers_after_a_day_and_whoever_never_answered_soon() {
        begin("answered", "q", Duration.ZERO);
        answers().end("answered", Bytes.utf8("done"));
        begin("lost", "q", Duration.ZERO);

        assertThat(begin("lost", "q", SharedAnswers.LONGEST.minusSeconds(1))).isPresent();
        assertThat(begin("lost", "q", SharedAnswers.LONGEST)).isEmpty();
        assertThat(begin("answered", "q", SharedAnswers.KEPT.minusSeconds(1))).isPresent();
        assertThat(begin("answered", "q", SharedAnswers.KEPT)).isEmpty();
    }

    @Test
    default void of_several_who_begin_at_once_one_does() throws Exception {
        try (ExecutorService nodes = Executors.newFixedThreadPool(4)) {
            List<Callable<Boolean>> beginnings = IntStream.range(0, 12)
                    .<Callable<Boolean>>mapToObj(
                            _ -> () -> begin("a", "q", Duration.ZERO).isEmpty())
                    .toList();
            int begun = 0;
            for (Future<Boolean> each : nodes.invokeAll(beginnings)) {
                begun += each.get() ? 1 : 0;
            }
            assertThat(begun).isOne();
        }
    }

    private Optional<Known> begin(String name, String question, Duration later) {
        return answers().begin(name, question, NOON.plus(later));
    }
}
