package io.piuptime.gateway.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class MarkTest {
    private final Map<String, String> kept = new HashMap<>();
    private final RandomGenerator random = new SplittableRandom(1);

    @Test
    void the_first_node_marks_the_installation_and_others_are_held_to_it() {
        assertThat(mark("a").claim()).isEmpty();
        assertThat(mark("a").claim()).isEmpty();
        assertThat(mark("a").check()).isEmpty();
        String salt = kept.getOrDefault("salt", "");
        assertThat(salt).hasSize(32);
        assertThat(mark("b").claim())
                .contains("pepper: fingerprint b/" + salt + " (expected: a/" + salt + ", the installation's; copy it)");
        assertThat(mark("b").check()).isPresent();
    }

    @Test
    void nothing_is_wrong_as_long_as_nothing_is_marked() {
        assertThat(mark("b").check()).isEmpty();
        assertThat(kept).doesNotContainKey("pepper");
    }

    @Test
    void who_still_has_the_former_one_is_no_stranger_before_it_is_renewed_and_who_has_no_other_is_afterwards() {
        mark("a").claim();
        Mark changing = mark("b", "a");
        assertThat(changing.claim()).isEmpty();
        changing.renew();
        assertThat(mark("b").check()).isEmpty();
        assertThat(mark("a", "b").check()).isEmpty();
        assertThat(mark("a").check()).isPresent();
    }

    @Test
    void who_has_none_is_a_stranger_where_there_is_one() {
        assertThat(mark().claim()).isEmpty();
        mark("a").claim();
        assertThat(mark().claim())
                .hasValueSatisfying(
                        trouble -> assertThat(trouble).startsWith("pepper: fingerprint none (expected: a/"));
    }

    @Test
    void two_installations_with_one_secret_have_different_fingerprints() {
        mark("a").claim();
        Map<String, String> first = Map.copyOf(kept);
        kept.clear();
        mark("a").claim();
        assertThat(kept.get("pepper")).isNotEqualTo(first.get("pepper"));
    }

    private Mark mark(String... secrets) {
        return new Mark(
                new Kept(),
                random,
                new Mark.Secret(
                        "pepper",
                        salt -> List.of(secrets).stream()
                                .map(secret -> secret + "/" + salt)
                                .toList(),
                        "copy it"));
    }

    private final class Kept implements Marks {
        @Override
        public Optional<String> find(String name) {
            return Optional.ofNullable(kept.get(name));
        }

        @Override
        public String claim(String name, String text) {
            return kept.computeIfAbsent(name, _ -> text);
        }

        @Override
        public void set(String name, String text) {
            kept.put(name, text);
        }
    }
}
