package io.piuptime.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.installation.Marks;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of marks does. */
public interface MarksContract {
    /** The store under test: empty, and the same one within a test. */
    Marks marks();

    @Test
    default void keeps_what_was_claimed_first() {
        assertThat(marks().find("a")).isEmpty();
        assertThat(marks().claim("a", "one")).isEqualTo("one");
        assertThat(marks().claim("a", "two")).isEqualTo("one");
        assertThat(marks().claim("b", "two")).isEqualTo("two");
        assertThat(marks().find("a")).contains("one");
    }

    @Test
    default void a_mark_that_is_set_takes_the_place_of_another() {
        marks().set("a", "one");
        marks().set("a", "two");
        assertThat(marks().find("a")).contains("two");
        assertThat(marks().claim("a", "three")).isEqualTo("two");
    }

    @Test
    default void of_several_who_claim_at_once_all_see_the_same() throws Exception {
        try (ExecutorService nodes = Executors.newFixedThreadPool(4)) {
            List<Callable<String>> claims = IntStream.range(0, 12)
                    .<Callable<String>>mapToObj(node -> () -> marks().claim("salt", "of " + node))
                    .toList();
            String kept = "";
            for (Future<String> seen : nodes.invokeAll(claims)) {
                kept = kept.isEmpty() ? seen.get() : kept;
                assertThat(seen.get()).isEqualTo(kept);
            }
            assertThat(marks().find("salt")).contains(kept);
        }
    }
}
