package io.piuptime.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.gateway.revisions.Revision;
import io.piuptime.gateway.revisions.RevisionStore;
import io.piuptime.gateway.revisions.RevisionStore.TakenException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of revisions does. */
public interface RevisionStoreContract {
    /** The store under test: empty, and the same one within a test. */
    RevisionStore revisions();

    @Test
    default void has_none_at_first() {
        assertThat(revisions().newest()).isZero();
        assertThat(revisions().find(1)).isEmpty();
        assertThat(revisions().before(Long.MAX_VALUE, 10)).isEmpty();
    }

    @Test
    default void gives_back_every_component_of_a_revision() {
        Revision first = new Revision(
                new Revision.Head(1, 1_700_000_000_000_001L, "ö'; --", "because\nof \"that\"", Optional.empty()),
                "models: {ä: {targets: []}}\n# end");
        Revision second = new Revision(new Revision.Head(2, 2, "", "", Optional.of(1L)), "");
        revisions().add(first);
        revisions().add(second);

        assertThat(revisions().find(1)).contains(first);
        assertThat(revisions().find(2)).contains(second);
        assertThat(revisions().newest()).isEqualTo(2);
    }

    @Test
    default void refuses_a_number_that_is_not_the_next_one() {
        revisions().add(revision(1));

        for (long number : List.of(1L, 3L, 100L)) {
            assertThatThrownBy(() -> revisions().add(revision(number)))
                    .isInstanceOf(TakenException.class)
                    .hasMessageContaining("revision " + number)
                    .hasMessageContaining("expected: 2");
        }
        assertThat(revisions().newest()).isOne();
        assertThat(revisions().find(3)).isEmpty();
    }

    @Test
    default void lists_heads_from_the_newest_on_page_by_page() {
        IntStream.rangeClosed(1, 5).forEach(number -> revisions().add(revision(number)));

        assertThat(revisions().before(Long.MAX_VALUE, 2))
                .extracting(Revision.Head::number)
                .containsExactly(5L, 4L);
        assertThat(revisions().before(4, 10)).extracting(Revision.Head::number).containsExactly(3L, 2L, 1L);
        assertThat(revisions().before(1, 10)).isEmpty();
    }

    @Test
    default void lets_one_of_many_have_a_number() throws InterruptedException {
        int wins = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> tries = IntStream.range(0, 8)
                    .<Future<?>>mapToObj(_ -> threads.submit(() -> revisions().add(revision(1))))
                    .toList();
            for (Future<?> one : tries) {
                try {
                    one.get();
                    wins++;
                } catch (ExecutionException e) {
                    assertThat(e.getCause()).isInstanceOf(TakenException.class);
                }
            }
        }

        assertThat(wins).isOne();
        assertThat(revisions().newest()).isOne();
    }

    private static Revision revision(long number) {
        return new Revision(
                new Revision.Head(number, number, "somebody", "for a test", Optional.empty()), "models: {}");
    }
}
