package io.piuptime.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.piuptime.control.access.Caller;
import io.piuptime.control.api.Problem;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.accept.admin.Call;
import io.piuptime.gateway.accept.admin.CallReply;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RepeatsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger done = new AtomicInteger();
    private final Repeats repeats = new Repeats(nanos::get);

    @Test
    void answers_the_same_request_as_before_without_doing_it_again() {
        assertThat(send("k", "a").body()).hasToString("1");
        CallReply again = send("k", "a");
        assertThat(again.body()).hasToString("1");
        assertThat(again.headers()).containsEntry("x-piup-replayed", "true");
        assertThat(done).hasValue(1);
    }

    @Test
    void refuses_another_request_under_the_same_key() {
        send("k", "a");
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> send("k", "b"))
                .matches(problem -> problem.status() == 422)
                .withMessageContaining("sent before with another body");
    }

    @Test
    void tells_callers_and_paths_apart() {
        send("k", "a");
        Caller other = new Caller("u", "t", Set.of(), Map.of());
        repeats.answer(other, call("POST", "/x", "k", "a"), this::answer);
        repeats.answer(Caller.token(), call("POST", "/y", "k", "a"), this::answer);
        assertThat(done).hasValue(3);
    }

    @Test
    void remembers_no_failure() {
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(Problem.class)
                    .isThrownBy(() -> repeats.answer(Caller.token(), call("POST", "/x", "k", "a"), () -> {
                        throw Problem.invalid("no", "no");
                    }))
                    .withMessage("no");
        }
        assertThat(send("k", "b").body()).hasToString("1");
    }

    @Test
    void refuses_one_while_the_other_is_under_way() {
        repeats.answer(Caller.token(), call("POST", "/x", "k", "a"), () -> {
            assertThatExceptionOfType(Problem.class)
                    .isThrownBy(() -> send("k", "a"))
                    .matches(problem -> problem.status() == 409);
            return answer();
        });
        assertThat(done).hasValue(1);
    }

    @Test
    void forgets_after_its_time_and_when_there_are_too_many() {
        send("k", "a");
        nanos.set(Repeats.KEPT.toNanos());
        send("k", "a");
        assertThat(done).hasValue(2);
        for (int i = 0; i < Repeats.MOST; i++) {
            send("n" + i, "a");
        }
        send("k", "a");
        assertThat(done).hasValue(Repeats.MOST + 3);
        send("n" + (Repeats.MOST - 1), "a");
        assertThat(done).hasValue(Repeats.MOST + 3);
    }

    @Test
    void leaves_others_than_posts_alone() {
        repeats.answer(Caller.token(), call("PUT", "/x", "k", "a"), this::answer);
        repeats.answer(Caller.token(), call("PUT", "/x", "k", "a"), this::answer);
        assertThat(done).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "\u0000", "ü"})
    void refuses_what_is_no_key(String key) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> send(key, "a"))
                .matches(it -> it.status() == 400);
    }

    private CallReply send(String key, String body) {
        return repeats.answer(Caller.token(), call("POST", "/x", key, body), this::answer);
    }

    private CallReply answer() {
        return new CallReply(201, Map.of(), Bytes.utf8(Integer.toString(done.incrementAndGet())));
    }

    private static Call call(String method, String path, String key, String body) {
        return new Call(
                method, path, Map.of(), Optional.empty(), Map.of(Repeats.HEADER, key), "127.0.0.1", Bytes.utf8(body));
    }
}
