package io.piuptime.app.cli.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WordingTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            requests/minute=60                  | {measure=requests, window=minute, amount=60, queues=false}
            tokens/rolling 5h/gpt-*=1000,queue  | {measure=tokens, window=rolling 5h, model=gpt-*, amount=1000, queues=true}
            tokens/day/a=b=7                    | {measure=tokens, window=day, model=a=b, amount=7, queues=false}
            tokens/day/org/name=7               | {measure=tokens, window=day, model=org/name, amount=7, queues=false}
            concurrent=5                        | {measure=concurrent, amount=5, queues=false}
            requests/day=5,each=end-user        | {measure=requests, window=day, amount=5, queues=false, each=end-user}
            requests/day/m=5,each=tag/p,queue   | {measure=requests, window=day, model=m, amount=5, queues=true, each=tag/p}
            requests/day=5,only=tag/p=7         | {measure=requests, window=day, amount=5, queues=false, only=tag/p=7}
            """)
    void reads_limits(String text, String limit) {
        assertThat(Wording.limits(List.of(text))).singleElement().hasToString(limit);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "requests",
                "=5",
                "requests/minute=",
                "requests/minute=1.5",
                "requests/minute=5,wait",
                "requests/minute=5,each=",
                "requests/minute=5,"
            })
    void refuses_what_is_no_limit(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Wording.limits(List.of(text)))
                .withMessageStartingWith("--limit: '" + text + "' (expected: requests/minute=60");
    }

    @Test
    void reads_dollars_to_the_millionth() {
        assertThat(Wording.caps(List.of("month=500", "rolling 5h=0.000001")))
                .containsExactly(
                        Map.of("window", "month", "micros", 500_000_000L),
                        Map.of("window", "rolling 5h", "micros", 1L));
        for (String wrong : List.of("month", "month=x", "month=0.0000001", "month=1e30")) {
            assertThatIllegalArgumentException().isThrownBy(() -> Wording.caps(List.of(wrong)));
        }
    }

    @Test
    void reads_grants_and_subjects() {
        assertThat(Wording.grants(List.of("owner", "developer@T1")))
                .containsExactly(Map.of("role", "owner"), Map.of("role", "developer", "team", "T1"));
        assertThat(Wording.subject("tag/project=a/b")).isEqualTo(Map.of("level", "tag", "id", "project=a/b"));
        assertThatIllegalArgumentException().isThrownBy(() -> Wording.subject("team"));
    }

    @Test
    void empties_a_list_by_none_alone() {
        assertThat(Wording.list(List.of("none"))).isEmpty();
        assertThat(Wording.list(List.of("none", "m"))).containsExactly("none", "m");
    }

    @Test
    void reads_truth_and_per_cent() {
        assertThat(Wording.truth("active", "yes")).isTrue();
        assertThat(Wording.truth("active", "false")).isFalse();
        assertThat(Wording.percent("80")).isEqualTo(80);
        assertThatIllegalArgumentException().isThrownBy(() -> Wording.truth("active", "1"));
    }
}
